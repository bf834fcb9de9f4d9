"""Names no author, no reviewer and no date.

Why it matters: who wrote it, what they know, and when, is the least a reader needs to weigh a text. Old pages carry old
evidence.
Instead: "Written by J. Roe, RN; medically reviewed by A. Khan, MD, 4 March 2024; next review March 2026".
Source: the references of this rule. A copyright year is no date and "our medical team" is no author.
"""

import re
from collections.abc import Iterable

from evidence.models import Severity
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading

_AUTHOR = re.compile(
    r"\b(?:written|authored|reviewed|edited|checked|medically reviewed|fact[- ]checked) by:? (?!our\b|the\b|a\b|"
    r"an\b)(?:Dr\.? )?[A-Z]|\b(?:[Bb]y|[Aa]uthor:?) (?:Dr\.? )?[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][a-z]+|"
    r"\b[A-Z][a-z]+,? (?:MD|M\.D\.|RN|PharmD|PhD|Ph\.D\.|DO|MBBS|NP|DC|ND|RD)\b",
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:updated|published|posted|reviewed|last (?:modified|reviewed|updated)|date|dated|"
    rf"review)\b[^.\n]{{0,30}}?(?:19|20)\d\d|\b{_MONTH} \d{{1,2}},? (?:19|20)\d\d|"
    rf"\b\d{{1,2}} {_MONTH} (?:19|20)\d\d|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d\b",
    re.IGNORECASE,
)


def _check(reading: Reading) -> Iterable[Hit]:
    if not reading.sells:
        return
    snapshot = reading.page.snapshot
    missing = []
    if not (snapshot.byline or _AUTHOR.search(reading.text)):
        missing.append("no author or reviewer by name")
    if not (snapshot.published or snapshot.modified or _DATE.search(reading.text)):
        missing.append("no date of publication or review")
    if not missing:
        return
    seen = snapshot.chrome_visible
    caveats = () if seen else ("header, footer and byline are not visible in this capture",)
    yield Hit(
        f"the page gives {' and '.join(missing)}", severity=Severity.MINOR if seen else Severity.INFO, caveats=caveats
    )


rule = Rule(
    code="DOC001",
    name="provenance-missing",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        instruments.JAMA_AUTHORSHIP,
        instruments.JAMA_CURRENCY,
        instruments.HON_AUTHORITY,
        instruments.QUEST,
        references.DISCERN_DATES,
    ),
    readings=_check,
    flags=(
        said("How oxygen heals the brain."),
        said("Our medical team knows that cupping eases pain. © 2021"),
        said("Written by J. Roe, RN. The balm soothes eczema."),
    ),
    passes=(
        said("Written by J. Roe, RN; reviewed by A. Khan, MD, 4 March 2024. Cupping may ease pain."),
        said("By Maria Okafor. Updated 2023-04-05. The balm soothes eczema."),
        said("Opening hours: 9 to 5.", direction="neutral", claim_type="promotional"),
        # hard: the name and the date stand at the end of the text
        said("The splint eases night pain.\nSam Lindqvist, PhD\n12 May 2022"),
    ),
)
