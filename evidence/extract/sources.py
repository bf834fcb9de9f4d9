"""Which study a sentence leans on, and what it keeps of the study of the sentence before.

A reference in brackets that ends a paragraph gives its year and journal to the claims it stands behind.
"""

import re
from typing import NamedTuple

from evidence.extract import designs
from evidence.extract.attributions import attribution_of
from evidence.extract.lexicon import Sort
from evidence.extract.reading import Reading
from evidence.models import StatedDesign

_STUDIES = frozenset(StatedDesign) - {StatedDesign.NONE, StatedDesign.TESTIMONIAL, StatedDesign.EXPERT_OPINION}
_DIGIT = re.compile(r"\d")
_MAY_CREDIT = re.compile(
    r"[(\[]|[Aa]ccording|[Aa]s per|[Bb]ased on|belie|\b(?:found|findings|authors|results|showed|shows?)\b"
)
_OTHER_STUDY = ("another", "a ", "an ", "other", "studies", "research ", "recent", "several", "many")
_BRACKETED = re.compile(r"[(\[]\s*(?P<inside>[A-Z][^()\[\]]{5,160})[)\]]\W*\Z")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Source(NamedTuple):
    """What a sentence says about the study it leans on."""

    design: StatedDesign = StatedDesign.NONE
    year: int | None = None
    size: int | None = None
    journal: str | None = None
    attribution: str | None = None
    species: str | None = None

    @property
    def is_study(self) -> bool:
        """Whether a study is named at all, be it only as `studies`."""
        return self.design in _STUDIES


NO_SOURCE = Source()


def source_of(r: Reading, before: Source) -> Source:
    """The study a sentence leans on; one that points back keeps the study of the sentence before."""
    digits = _DIGIT.search(r.text) is not None
    counted = r.has(Sort.STUDY) or (digits and r.has(Sort.PEOPLE))
    design = designs.stated_design(r.text)
    may_credit = design is not StatedDesign.NONE or _MAY_CREDIT.search(r.text) is not None
    own = Source(
        design=design,
        year=designs.study_year(r.text) if digits else None,
        size=designs.sample_size(r.numbers) if counted else None,
        journal=designs.journal(r.text),
        attribution=attribution_of(r) if may_credit else None,
        species=designs.species(r),
    )
    if before.is_study and designs.points_back(r.text) and _goes_on(own, r):
        return _merged(own, before)
    return own


def _goes_on(own: Source, r: Reading) -> bool:
    if own.design is StatedDesign.UNSPECIFIED_STUDY:
        return not r.low.startswith(_OTHER_STUDY)
    return own.design in (StatedDesign.NONE, StatedDesign.TESTIMONIAL)


def _merged(own: Source, before: Source) -> Source:
    return Source(
        design=before.design,
        year=own.year or before.year,
        size=own.size or before.size,
        journal=own.journal or before.journal,
        attribution=own.attribution or before.attribution,
        species=own.species or before.species,
    )


def source_of_clause(part: Reading, whole: Source) -> Source:
    """The source of a clause: that of its sentence where it is a study, else what the clause itself says."""
    if whole.is_study:
        return whole
    return whole._replace(design=designs.stated_design(part.text), attribution=attribution_of(part))


def trailing_reference(text: str) -> tuple[str | None, int | None] | None:
    """Journal and year of a sentence that is nothing but a reference in brackets, None where it is none.

    >>> trailing_reference("(Cancer Letters, October 8, 2008).")
    ('Cancer Letters', 2008)
    """
    match = _BRACKETED.match(text)
    if match is None:
        return None
    inside = match["inside"]
    year = _YEAR.search(inside)
    if year is None and "ournal" not in inside:
        return None
    return re.split(r"[,.;:\d]", inside, maxsplit=1)[0].strip() or None, int(year.group()) if year else None
