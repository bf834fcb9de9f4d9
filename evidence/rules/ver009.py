"""States a year, journal or number of participants that is not that of the source.

Why it matters: a wrong year hides the age of the evidence, an inflated number its weakness, and with wrong facts nobody
finds the paper.
Instead: copy the facts from the record: "a 2014 trial of 52 patients".
Source: the references of this rule. A year either side is allowed, for online-first and print; a number more than a
fifth above the record counts as inflated.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.verified import hits

_GRADED = {
    (CheckName.YEAR, "year_wrong"): Severity.MINOR,
    (CheckName.JOURNAL, "journal_wrong"): Severity.MINOR,
    (CheckName.SAMPLE_SIZE, "sample_size_differs"): Severity.MINOR,
    (CheckName.SAMPLE_SIZE, "sample_size_inflated"): Severity.MAJOR,
}


def _check(dossier: Dossier, _page: PageDossier) -> Iterable[Hit]:
    return hits(dossier, _GRADED, "the facts given about the source are not those of the record")


rule = Rule(
    code="VER009",
    name="citation-facts-mismatch",
    severity=Severity.MINOR,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(references.JAMA_ATTRIBUTION, references.DISCERN_DATES),
    claims=_check,
    flags=(
        checked(
            "A 2022 trial backs magnets for knee pain.",
            differing(CheckName.YEAR, "year_wrong", "2022 stated, 2014 on record"),
        ),
        checked(
            "A trial of 500 patients proved the diet.",
            differing(CheckName.SAMPLE_SIZE, "sample_size_inflated", "500 participants claimed, 52 on record"),
        ),
        checked(
            "As the Lancet reported, zinc shortens colds.",
            differing(CheckName.JOURNAL, "journal_wrong", "'Lancet' stated, 'Nutrients' on record"),
        ),
        checked(
            "In 48 people the balm eased cramps.",
            differing(CheckName.SAMPLE_SIZE, "sample_size_differs", "48 participants claimed, 51 on record"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("A 2014 trial of 52 patients tested it.", agreeing(CheckName.SAMPLE_SIZE, "52 participants")),
        checked("A 2020 trial tested it.", agreeing(CheckName.YEAR, "2020 stated, 2019 on record: within a year")),
        checked("Published in SAGE.", open_check(CheckName.JOURNAL, "'SAGE' is a publisher or an index")),
        # hard: the number in the claim is that of one arm
        checked("Of 26 treated people most slept.", agreeing(CheckName.SAMPLE_SIZE, "an arm had 26 participants")),
    ),
)
