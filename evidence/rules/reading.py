"""A page as the rules read it: its sentences in their place, which of them sell and which inform, and the facts.

Built once for a page and passed to every rule; it decides nothing and keeps nothing between pages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evidence.models import Block, ClaimBase, ClaimType, PageDossier, StatedDesign
from evidence.rules.recipes import BENEFIT, MARK, REFERENCES, TREATMENT, is_background, is_benefit
from evidence.rules.wording import (
    ATTRIBUTED,
    CALL,
    IDENTIFIED,
    INTENSE,
    MODAL,
    NEGATED,
    OFFER,
    PEOPLE_WORD,
    QUESTION,
    design_in,
)
from evidence.text.sentences import sentences
from evidence.vocabulary.facts import Facts

_UNREAD = frozenset({"nav", "header", "footer", "form", "banner"})
_DESIGN_UNKNOWN = frozenset({StatedDesign.NONE, StatedDesign.UNSPECIFIED_STUDY})
_FINAL = re.compile(r"[.!?:…][\"”’)\]]*$|\]$|\d$")


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, its paragraph, the headings over it, and the claims that stand in it."""

    text: str
    start: int
    end: int
    paragraph: int
    headings: tuple[str, ...]
    is_heading: bool
    region: str
    claims: tuple[ClaimBase, ...]
    names: tuple[str, ...]
    """the page's own names of treatments, in lower case"""

    @cached_property
    def low(self) -> str:
        """The words in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def is_call(self) -> bool:
        """Whether it calls to buy or to book."""
        return CALL.search(self.text) is not None

    @cached_property
    def names_treatment(self) -> bool:
        """Whether a treatment of the page, or any treatment, is named in it or is what its claims are about."""
        named = any(name in self.low for name in self.names)
        return named or any(claim.intervention for claim in self.claims) or TREATMENT.search(self.text) is not None

    @cached_property
    def benefit(self) -> bool:
        """Whether it says that a treatment helps."""
        if any(is_benefit(claim) for claim in self.claims):
            return True
        if self.claims or self.is_call or self.is_heading or QUESTION.search(self.text):
            return False
        named = any(name in self.low for name in self.names) or TREATMENT.search(self.text) is not None
        return named and BENEFIT.search(self.text) is not None and not NEGATED.search(self.text)

    @cached_property
    def background(self) -> bool:
        """Whether it tells facts about a disease and sells nothing."""
        return bool(self.claims) and all(is_background(claim) for claim in self.claims) and not self.benefit

    @cached_property
    def counts_people(self) -> bool:
        """Whether it is about how many people have or had something."""
        prevalence = any(claim.claim_type is ClaimType.PREVALENCE for claim in self.claims)
        return prevalence or PEOPLE_WORD.search(self.text) is not None

    @cached_property
    def attributed(self) -> bool:
        """Whether it credits a source of any kind."""
        return ATTRIBUTED.search(self.text) is not None or any(claim.attribution for claim in self.claims)

    @cached_property
    def hedged(self) -> bool:
        """Whether its verb leaves room for doubt."""
        return MODAL.search(self.text) is not None

    @cached_property
    def design(self) -> StatedDesign:
        """The study design it names, by its claims' own field where that is more than "a study"."""
        stated = [claim.study_type for claim in self.claims if claim.study_type not in _DESIGN_UNKNOWN]
        return stated[0] if stated else design_in(self.text)

    @cached_property
    def claim(self) -> ClaimBase | None:
        """The first claim of benefit in it, else the first claim."""
        return next((claim for claim in self.claims if is_benefit(claim)), self.claims[0] if self.claims else None)

    @cached_property
    def about(self) -> str:
        """What its headings and its claims' conditions say it is about, in lower case."""
        conditions = [claim.condition or "" for claim in self.claims]
        return " ".join((*self.headings, *conditions)).lower()


class Reading:
    """A page with its sentences and the facts; properties are worked out when a rule first asks."""

    def __init__(self, page: PageDossier, facts: Facts | None = None) -> None:
        self.page = page
        self.facts = facts if facts is not None else Facts(())
        self.text = page.snapshot.text
        self.claims = tuple(dossier.claim for dossier in page.dossiers)
        self.jurisdiction = page.jurisdiction

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of treatments that the page's claims use, in lower case."""
        return tuple(sorted({claim.intervention.lower() for claim in self.claims if claim.intervention}))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence in the order of the text, headings and boiler-plate regions marked as such."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        pending = sorted(self.claims, key=lambda claim: claim.start)
        for number, (low, high, block) in enumerate(self._paragraphs()):
            for span in sentences(self.text, low, high):
                inside = tuple(claim for claim in pending if claim.start < span.end and claim.end > span.start)
                words = self.text[span.start : span.end]
                yield Sentence(
                    text=words,
                    start=span.start,
                    end=span.end,
                    paragraph=number,
                    headings=block.headings if block else (),
                    is_heading=block.kind == "heading" if block else _is_title(words, inside),
                    region=block.region if block else "main",
                    claims=inside,
                    names=self.names,
                )

    def _paragraphs(self) -> Iterator[tuple[int, int, Block | None]]:
        """Lines of blocks, in the order of the text; the whole text by lines where there are no blocks."""
        blocks = sorted(self.page.snapshot.blocks, key=lambda block: (block.start, -block.end))
        reached = 0
        for block in blocks:
            start = max(block.start, reached)
            yield from ((low, high, block) for low, high in _lines(self.text, start, block.end))
            reached = max(reached, block.end)
        if not blocks:
            yield from ((low, high, None) for low, high in _lines(self.text, 0, len(self.text)))

    @cached_property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that a reader reads: no menus, footers or forms."""
        return tuple(sentence for sentence in self.sentences if sentence.region not in _UNREAD)

    @cached_property
    def benefits(self) -> tuple[Sentence, ...]:
        """The sentences that say that a treatment helps."""
        return tuple(sentence for sentence in self.body if sentence.benefit)

    @cached_property
    def low(self) -> str:
        """The whole text in lower case, with straight apostrophes."""
        return self.text.lower().replace("’", "'")

    @cached_property
    def _places(self) -> dict[int, int]:
        return {sentence.start: place for place, sentence in enumerate(self.sentences)}

    def around(self, sentence: Sentence) -> str:
        """The sentence with its neighbours in the same paragraph."""
        return " ".join(one.text for one in self.neighbours(sentence))

    def neighbours(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentence before, the sentence, and the one after, of the same paragraph."""
        at = self._places[sentence.start]
        near = self.sentences[max(0, at - 1) : at + 2]
        return tuple(one for one in near if one.paragraph == sentence.paragraph)

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same paragraph."""
        at = self._places[sentence.start]
        known = self.sentences[at - 1] if at else None
        return known if known and known.paragraph == sentence.paragraph else None

    def paragraph(self, sentence: Sentence) -> str:
        """All sentences of its paragraph."""
        return " ".join(one.text for one in self.sentences if one.paragraph == sentence.paragraph)

    def resolvable(self, sentence: Sentence) -> bool:
        """Whether an identifier, an author with a year, a link, or a mark with a reference list stands on it."""
        if IDENTIFIED.search(sentence.text):
            return True
        links = self.page.snapshot.links
        if any(link.start < sentence.end and link.end > sentence.start and link.region == "main" for link in links):
            return True
        return (
            self.has_list and MARK.search(self.text, sentence.start, min(len(self.text), sentence.end + 4)) is not None
        )

    @cached_property
    def has_list(self) -> bool:
        """Whether the page ends in a list of references."""
        return bool(self.page.snapshot.reference_list) or REFERENCES.search(self.text) is not None

    @cached_property
    def treatments(self) -> dict[str, tuple[ClaimBase, ...]]:
        """The claims of benefit by the treatment of the fact tables that they name."""
        found: dict[str, list[ClaimBase]] = {}
        for claim in self.claims:
            code = self.facts.code_of(claim.intervention_code) or self.facts.code_of(claim.intervention)
            if code and is_benefit(claim):
                found.setdefault(code, []).append(claim)
        return {code: tuple(claims) for code, claims in found.items()}

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The treatments of the fact tables that the page names anywhere."""
        return frozenset(self.facts.codes_in(self.low)) | frozenset(self.treatments)

    def code_of(self, sentence: Sentence) -> str | None:
        """The treatment of the fact tables that a sentence names, else the one its claims are about."""
        named = self.facts.code_of(sentence.low)
        if named:
            return named
        claim = sentence.claim
        return self.facts.code_of(claim.intervention_code or claim.intervention) if claim else None

    @cached_property
    def promotes(self) -> bool:
        """Whether the page offers something: a call to act, an offer of one's own, or praise beyond any figure."""
        if any(sentence.is_call for sentence in self.sentences):
            return True
        return any(OFFER.search(one.text) or (one.benefit and INTENSE.search(one.text)) for one in self.body)

    @cached_property
    def sells(self) -> bool:
        """Whether anything on the page says that a treatment helps."""
        return bool(self.benefits)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield start, stop
        start = stop + 1


def _is_title(words: str, claims: tuple[ClaimBase, ...]) -> bool:
    """Whether a line without claims is short and has no final mark, as headings and list items have."""
    return not claims and not _FINAL.search(words) and len(words.split()) <= _SHORT


_SHORT = 9
