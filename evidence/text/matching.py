"""Hold the claims of two snapshots of a page against each other: which words stayed, moved, changed, went or came.

A look-alike is never taken for the same: what differs by a digit, a sign or a "not", or may be either of two places, is
`reworded` and left for a person to confirm. Nothing is corrected, carried over or stored here.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from evidence.models import ClaimBase
from evidence.text.folding import Folded, fold
from evidence.text.pairing import Wording, most_alike, similarity
from evidence.text.places import Insertion, find_again, insertion
from evidence.text.sentences import sentences
from evidence.text.spans import Span

NEARBY, FARTHEST = 128, 512
"""How much of the text before a claim must be the same where its subject is named outside its sentence: so much where
the page does not name it in these words, and at most so much back to where it does."""


class ChangeStatus(StrEnum):
    """What became of a claim between two snapshots of its page; moved is what has neither neighbour it had."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    REWORDED = "reworded"
    REMOVED = "removed"
    NEW = "new"


SAID_BEFORE = "the page said this before, and it was not among its claims"
"""The reason that stands with a new claim whose words are not new."""

SAME = frozenset({ChangeStatus.UNCHANGED, ChangeStatus.MOVED})
"""The outcomes in which the page still says the same."""


class ClaimChange(NamedTuple):
    """One claim of either snapshot, or the two that belong together.

    `new` is None where the new reading has no claim of its own at `at`, which is where the new text has the words or
    their look-alike. `similarity` is the share of common words; `reason` says why it is not taken for the same.
    """

    status: ChangeStatus
    old: ClaimBase | None
    new: ClaimBase | None
    similarity: float
    at: Span | None = None
    reason: str = ""


class _Open(NamedTuple):
    """An old claim that is not settled yet: where its words may stand, and why they are not taken for the same."""

    claim: ClaimBase
    at: Span | None
    reason: str


def compare_claims(
    old_claims: Sequence[ClaimBase], old_text: str, new_claims: Sequence[ClaimBase], new_text: str
) -> tuple[ClaimChange, ...]:
    """What became of each claim: the old ones in their order, each with its match, then those that are new.

    The same means: the same words in the same sentence, but for blank space, soft hyphens and ligatures; and no other
    place on either page that it could be. A claim that leans on a subject named outside its sentence must also have
    the same words before it, or be read with the same subject.

    >>> text = "It cut pain by 20%."
    >>> old = ClaimBase(key="a", start=0, end=19, quote=text, claim_type="efficacy")
    >>> [c.status.value for c in compare_claims([old], text, [], "New. It cut pain by 20%. It works.")]
    ['moved']
    >>> [c.status.value for c in compare_claims([old], text, [], "It cut pain by 30%.")]
    ['reworded']
    """
    pair = _Pages(_page(old_text), _page(new_text), insertion(old_text, new_text))
    standing: dict[Span, list[ClaimBase]] = {}
    for claim in new_claims:
        standing.setdefault(_span(claim), []).append(claim)
    changes: dict[int, ClaimChange] = {}
    waiting: dict[int, _Open] = {}
    for place, claim in enumerate(old_claims):
        outcome = _settled(claim, pair, standing)
        if isinstance(outcome, ClaimChange):
            changes[place] = outcome
        else:
            waiting[place] = outcome
    taken = {id(change.new) for change in changes.values()}
    left = [claim for claim in new_claims if id(claim) not in taken]
    changes |= _look_alikes(waiting, left, pair)
    taken |= {id(change.new) for change in changes.values()}
    came = [_came(claim, pair) for claim in left if id(claim) not in taken]
    return (*(changes[place] for place in range(len(old_claims))), *came)


def beside(claims: Sequence[ClaimBase], read: Sequence[ClaimBase]) -> dict[int, int]:
    """For claims of a page which of those another reader found there is the same span, or at least half of both.

    Both are given by their place in the sequences; none is matched twice.
    """
    shares = []
    for place, claim in enumerate(claims):
        for number, other in enumerate(read):
            common = min(claim.end, other.end) - max(claim.start, other.start)
            if common > 0 and (share := common / (max(claim.end, other.end) - min(claim.start, other.start))) >= 0.5:
                shares.append((-share, place, number))
    matched: dict[int, int] = {}
    for _, place, number in sorted(shares):
        if place not in matched and number not in matched.values():
            matched[place] = number
    return matched


class _Page(NamedTuple):
    folded: Folded
    sentences: Sequence[Span]
    starts: Sequence[int]

    def sentence(self, span: Span) -> Span:
        """The span widened to the sentences it stands in."""
        first, last = bisect_right(self.starts, span.start) - 1, bisect_right(self.starts, span.end - 1) - 1
        start = min(span.start, self.starts[first]) if first >= 0 and self.sentences[first].end > span.start else None
        end = max(span.end, self.sentences[last].end) if last >= 0 else span.end
        return Span(span.start if start is None else start, end)

    def words(self, span: Span) -> str:
        """The folded words of a span."""
        return self.folded.words(span).strip()


class _Pages(NamedTuple):
    old: _Page
    new: _Page
    inserted: Insertion | None


def _page(text: str) -> _Page:
    found = sentences(text)
    return _Page(fold(text), found, [span.start for span in found])


def _span(claim: ClaimBase) -> Span:
    return Span(claim.start, claim.end)


def _settled(claim: ClaimBase, pair: _Pages, standing: dict[Span, list[ClaimBase]]) -> ClaimChange | _Open:
    """The change of a claim whose words stand on the new page, else what is open about it."""
    found = find_again(pair.old.folded, pair.new.folded, _span(claim), pair.inserted)
    if found.at is None:
        return _Open(claim, None, found.reason)
    there = standing.get(found.at, [])
    new = next((one for one in there if one.key == claim.key), there[0] if there else None)
    if pair.old.words(pair.old.sentence(_span(claim))) != pair.new.words(pair.new.sentence(found.at)):
        return _Open(claim, found.at, "the words are the same, the rest of their sentence is not")
    if not found.whole and not _same_subject(claim, new, found.at, pair):
        return _Open(claim, found.at, "the sentence is the same, what it is about may have changed")
    if new is not None and len(there) > 1:
        there.remove(new)
    status = ChangeStatus.UNCHANGED if found.same_before or found.same_after else ChangeStatus.MOVED
    return ClaimChange(status, claim, new, 1.0, found.at)


def _came(claim: ClaimBase, pair: _Pages) -> ClaimChange:
    """A claim that is new, or new only to the record."""
    found = find_again(pair.new.folded, pair.old.folded, _span(claim))
    said = found.at is not None and (
        pair.old.words(pair.old.sentence(found.at)) == pair.new.words(pair.new.sentence(_span(claim)))
    )
    return ClaimChange(ChangeStatus.NEW, None, claim, 0.0, _span(claim), SAID_BEFORE if said else "")


def _same_subject(claim: ClaimBase, new: ClaimBase | None, at: Span, pair: _Pages) -> bool:
    """Whether what the claim takes from outside its sentence can be relied on to be what it was.

    It can if the new reading says so, or if everything from the nearest mention of it up to the claim is the same.
    """
    sentence = pair.old.words(pair.old.sentence(_span(claim))).casefold()
    stated = {name: getattr(claim, name) for name in ("intervention", "condition")}
    leans_on = {name: value for name, value in stated.items() if value and value.casefold() not in sentence}
    if not leans_on or (new is not None and all(getattr(new, name) == value for name, value in leans_on.items())):
        return True
    start, now = pair.old.folded.inside(_span(claim)).start, pair.new.folded.inside(at).start
    before = pair.old.folded.folded[:start].casefold()
    mentions = [before.rfind(value.casefold()) for value in leans_on.values()]
    width = min(FARTHEST, start - min([place for place in mentions if place >= 0], default=start - NEARBY))
    old_words, new_words = pair.old.folded.folded, pair.new.folded.folded
    return old_words[max(0, start - width) : start] == new_words[max(0, now - width) : now]


def _look_alikes(waiting: dict[int, _Open], left: Sequence[ClaimBase], pair: _Pages) -> dict[int, ClaimChange]:
    """Those open claims beside the most similar of the claims that are left, then of the sentences that are new."""
    asked = {place: Wording(item.claim.quote, item.claim.start, item.at) for place, item in waiting.items()}
    beside = most_alike(asked, [_span(claim) for claim in left], pair.new.folded.text)
    before = {pair.old.words(span) for span in pair.old.sentences}
    fresh = [span for span in pair.new.sentences if pair.new.words(span) not in before]
    whole = {
        place: wording._replace(words=pair.old.words(pair.old.sentence(_span(waiting[place].claim))))
        for place, wording in asked.items()
        if place not in beside
    }
    loose = most_alike(whole, fresh, pair.new.folded.text)
    return {
        place: _beside(
            item,
            left[beside[place]] if place in beside else None,
            fresh[loose[place]] if place in loose else None,
            pair,
        )
        for place, item in waiting.items()
    }


def _beside(item: _Open, new: ClaimBase | None, sentence: Span | None, pair: _Pages) -> ClaimChange:
    at = _span(new) if new is not None else item.at or sentence
    if at is None and not item.reason:
        return ClaimChange(ChangeStatus.REMOVED, item.claim, None, 0.0)
    share = 1.0 if at is None else similarity(item.claim.quote, at.of(pair.new.folded.text))
    return ClaimChange(ChangeStatus.REWORDED, item.claim, new, share, at, item.reason or "the words differ")
