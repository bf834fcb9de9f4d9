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
        (signals.design > 0, "the design is in its title"),
        (bool(words), f"its title shares {', '.join(words)}"),
        (signals.abbreviation > 0, "an abbreviation is made of initials of its title"),
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
