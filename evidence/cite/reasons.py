"""Why a record is a candidate, in words a person can check; it repeats the signals and adds none."""

from evidence.cite.index import LibraryIndex
from evidence.cite.lexicon import ordinary
from evidence.cite.signals import Sentence, Signals
from evidence.cite.words import terms, tokens

WORDS_SHOWN = 6


def reasons_for(index: LibraryIndex, sentence: Sentence, at: int, signals: Signals) -> tuple[str, ...]:
    """What speaks for the record at this position."""
    publication = index.publications[at]
    words = _shared_words(index, sentence, at)
    numbers = sorted(sentence.read.numbers & index.numbers(at), key=float) if signals.numbers else []
    said = (
        (signals.first_author > 0, f"first author {next(iter(publication.authors), '')} is named"),
        (signals.other_author > 0 and not signals.first_author, "one of its authors is named"),
        (signals.year > 0, f"the year {publication.year} is stated"),
        (signals.year < 0, f"another year than {publication.year} is stated"),
        (signals.journal > 0, f"the journal {publication.journal} is named"),
        (signals.size > 0, "the number of participants is in its title or abstract"),
        (bool(numbers), f"its title or abstract has {', '.join(numbers)}"),
        (signals.animals > 0, "both speak of animals"),
        (signals.other_beings > 0, "only one of the two speaks of animals"),
        (signals.review > 0, "a review is credited, and it is one"),
        (signals.gathered > 0, "several studies are credited, and it is a review"),
        (signals.trial > 0, "a study is credited, and its title says it is a trial"),
        (signals.not_a_trial > 0, "a trial is credited, and it is a review"),
        (signals.protocol > 0, "no result is told, and its title says it is a protocol"),
        (signals.no_result > 0, "a result is told, and its title says it is a protocol"),
        (signals.medicine > 0, "both name the same medicine"),
        (signals.other_medicine > 0, "its title names another medicine"),
        (bool(words), f"its title shares {', '.join(words)}"),
        (signals.initials > 0, "an abbreviation is made of letters of its title"),
        (signals.spelled_out > 0, "one has in full what the other abbreviates"),
        (signals.family > 0, "its title has words of the same meaning"),
        (signals.text > 0, "its abstract or subject headings share words"),
    )
    return tuple(reason for holds, reason in said if holds)


def _shared_words(index: LibraryIndex, sentence: Sentence, at: int) -> list[str]:
    """The words of the title that the sentence shares, the rarest first, as the title has them."""
    written: dict[str, str] = {}
    for token in tokens(index.publications[at].title or ""):
        for term in terms(token):
            written.setdefault(term, token)
    shared = [term for term in written if term in sentence.weights and term not in ordinary()]
    shared.sort(key=lambda term: (-sentence.weights[term], term))
    return [written[term] for term in shared[:WORDS_SHOWN]]
