"""Presents animal or laboratory work as if it had been done in people.

Why it matters: most effects seen in animals or cells are never seen in patients. Without the species the reader takes a
guess for a finding.
Instead: name the species and what is missing: "in rats the peptide sped tendon healing; no human trial was found".
Source: the references of this rule.
"""

from collections.abc import Iterable

from evidence.models import CheckName, Dossier, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import agreeing, checked, differing, open_check
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.recipes import ANIMALS, window
from evidence.rules.verified import differing as differing_checks
from evidence.rules.verified import hit

_CODE = "species_undisclosed"
_GRADED = {(CheckName.SPECIES, _CODE): Severity.CRITICAL}


def _check(dossier: Dossier, page: PageDossier) -> Iterable[Hit]:
    if ANIMALS.search(window(page, dossier.claim)):
        return
    for source, check, severity in differing_checks(dossier, _GRADED):
        yield hit(dossier, source, check, severity, "the species studied is not told")


rule = Rule(
    code="VER005",
    name="nonhuman-undisclosed",
    severity=Severity.CRITICAL,
    needs=Needs.METADATA,
    doc=__doc__,
    references=(references.ANIMAL_AS_CLINICAL, references.SUMNER, references.HANEEF, references.FTC_ANIMAL),
    claims=_check,
    flags=(
        checked(
            "This peptide rebuilds tendons.",
            differing(CheckName.SPECIES, _CODE, "the study was of rats; the claim does not say so"),
        ),
        checked(
            "Studies show that the extract kills cancer.",
            differing(CheckName.SPECIES, _CODE, "the study was of animals or cells; the claim does not say so"),
        ),
        checked(
            "Red light protects the retina.",
            differing(CheckName.SPECIES, _CODE, "the study was of mice; the claim does not say so"),
            confirmed=False,
        ),
    ),
    passes=(
        checked("In rats the peptide sped tendon healing.", agreeing(CheckName.SPECIES, "the claim says rats")),
        checked("The extract helped 30 adults sleep.", agreeing(CheckName.SPECIES, "the study was of people")),
        checked("Red light protects the retina.", open_check(CheckName.SPECIES, "the species is not on record")),
        # hard: the species stands in the claim's own sentence though the check read the claim's fields only
        checked(
            "Mice given the oil moved more; joints felt better.",
            differing(CheckName.SPECIES, _CODE, "the study was of mice; the claim does not say so"),
        ),
    ),
)
