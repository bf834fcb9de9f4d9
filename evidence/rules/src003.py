"""Cites a study by its year, journal or publisher alone.

Why it matters: a year or a journal gives the look of a citation, and thousands of papers share them. A publisher or an
index is no source at all.
Instead: give authors, year and an identifier: "Ahmed 2017, J Example Med 12:34-40, doi ...".
Source: the references of this rule. Author, journal and year together count as complete.
"""

import re
from collections.abc import Iterable

from evidence.models import Link, Severity
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, at, without_links
from evidence.rules.reading import Reading, Sentence
from evidence.rules.recipes import JOURNAL, YEAR

_STUDIED = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|reviews?|papers?|articles?|analys[ie]s|meta-analys[ie]s|case (?:report|series)|"
    r"research|published|survey|report)\b",
    re.IGNORECASE,
)
_PUBLISHER = re.compile(
    r"\b(?:SAGE|Elsevier|Springer|Wiley|PubMed|Medline|Google Scholar|ScienceDirect|ResearchGate)\b"
)
_SCHEDULE = re.compile(
    r"\b(?:since|founded in|established in|opened in|copyright|©|by the year|in practice since|until) (?:19|20)\d{2}",
    re.IGNORECASE,
)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not _STUDIED.search(sentence.text) or reading.resolvable(sentence) or _SCHEDULE.search(sentence.text):
        return
    publisher = _PUBLISHER.search(sentence.text)
    match = publisher or JOURNAL.search(sentence.text) or YEAR.search(sentence.text)
    if match is None:
        return
    kind = "a publisher or an index, which is no source" if publisher else "all that is given of the source"
    hit = at(sentence, match, f"'{match[0]}' is {kind}: no author, title or identifier")
    severity, caveats = without_links(Severity.MINOR, reading.page)
    yield Hit(hit.message, hit.start, hit.end, severity, caveats=caveats)


_LINKED = "A 2017 trial found less knee pain."

rule = Rule(
    code="SRC003",
    name="partial-citation",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        references.JAMA_ATTRIBUTION,
        instruments.QUEST,
        references.DISCERN_SOURCES,
        references.DISCERN_DATES,
    ),
    sentences=_check,
    gate=(
        "19",
        "20",
        "journal",
        "annals",
        "archives",
        "lancet",
        "jama",
        "bmj",
        "cochrane",
        "nejm",
        "new england",
        "plos",
        "nature",
        "sage",
        "elsevier",
        "springer",
        "wiley",
        "pubmed",
        "medline",
        "google scholar",
        "sciencedirect",
        "researchgate",
    ),
    flags=(
        said("A 2017 paper in a Springer journal backs this gel."),
        said("A study published in the Journal of Sports Medicine found that cupping speeds recovery."),
        said("In a 2021 trial, red light therapy regrew hair.", links_visible=False),
    ),
    passes=(
        said("Ahmed 2017, J Example Med 12:34-40, doi:10.1000/xyz, tested it in 40 adults."),
        said("A trial in the Journal of Sports Medicine found it so (https://pubmed.ncbi.nlm.nih.gov/1/)."),
        said("Our clinic has offered massage since 2009 and follows current research."),
        said(_LINKED, links=(Link(start=2, end=12, href="https://doi.org/10.1000/xyz"),)),
        # hard: an author with a year is enough to look the paper up
        said("Okafor et al. (2020) reported less hay fever with the spray."),
    ),
)
