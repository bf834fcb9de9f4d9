"""Appeals to "studies", "research" or "evidence" without naming one.

Why it matters: "studies show" claims a level of support. A reader hears many and agreeing studies; nobody can count
them or see the ones that found nothing.
Instead: name them: "two trials (references 4 and 5) tested it; one found no difference".
Source: the references of this rule.
"""

import re
from collections.abc import Iterable

from evidence.models import ClaimType, Direction, Dossier, Link, PageDossier, Severity
from evidence.rules import references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule, lowered, without_links
from evidence.rules.recipes import ID, MARK, is_background, is_linked, place_of, sentence_of

_VERB = (
    r"(?:suggests?|shows?|showed|shown|reveals?|revealed|indicates?|indicated|warrant(?:s|ed)?|proves?|proved|proven|"
    r"demonstrates?|demonstrated|confirms?|confirmed|supports?|supported|agrees?|found|finds?|backs?|establish(?:es|"
    r"ed)|"
    r"believes?|thinks?|(?:is |are |has been |have been )?(?:showing|suggesting|revealing|indicating|proving))"
)
_JOINER = r"(?:and|or|but|with|as|in|of|that|the|these|those|our)"
_APPEAL = re.compile(
    rf"(?<!the )(?<!these )(?<!those )(?<!both )\b(?:research|(?:(?!{_JOINER}\b)\w+ ){{0,2}}?"
    rf"(?:studies|trials|reviews|meta-analyses|experiments)|evidence|"
    rf"experts?|scientists?|science|doctors)\s+(?:(?:on|of|in|into|from|at) (?:[\w-]+ ){{1,6}}?)?"
    rf"(?:\w+ly\s+|have\s+|has\s+|also\s+|now\s+|consistently\s+){{0,3}}{_VERB}\b"
    r"|\b(?:as per|according to|based on|backed by)\s+(?:the\s+|many\s+|several\s+|recent\s+|clinical\s+|"
    r"scientific\s+)*"
    r"(?:studies|(?:\w+ ){0,2}?trials|research|evidence|experts?|scientists?|science)\b"
    r"|\b(?:has|have) (?:been )?(?:clinically |scientifically )?(?:shown|proven) to\b"
    r"|\b(?:clinically|scientifically) (?:proven|shown|tested)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\bour (?:own )?(?:\w+ )?(?:research|experts?|doctors|scientists)\b", re.IGNORECASE)
_DENIAL = re.compile(
    r"\b(?:no|little|not enough|insufficient|limited|weak|lack of) (?:\w+ ){0,2}?(?:evidence|research|studies|"
    r"trials)\b|"
    r"\b(?:has|have) not been (?:shown|proven)|\bnot (?:been )?(?:clinically |scientifically )?(?:proven|shown)\b",
    re.IGNORECASE,
)
_DESIGN = re.compile(r"\b(?:trials|meta-analyses|reviews|rcts|cohort studies|randomi[sz]ed)\b", re.IGNORECASE)


def _check(dossier: Dossier, page: PageDossier) -> Iterable[Hit]:
    claim = dossier.claim
    match = _APPEAL.search(claim.quote) or _APPEAL.search(claim.attribution or "")
    sentence = sentence_of(page, claim)
    if match is None or _OWN.search(sentence) or _DENIAL.search(sentence):
        return
    if ID.search(sentence) or is_linked(page, claim) or len(MARK.findall(sentence)) >= 2:
        return
    severity = Severity.MAJOR if _DESIGN.search(match[0]) else Severity.MINOR
    severity = lowered(severity) if is_background(claim) else severity
    severity, caveats = without_links(severity, page)
    message = f"'{match[0]}' claims support and names no study"
    message += "; links are not visible in this capture" if caveats else ""
    start, end = place_of(page, claim, match[0])
    yield Hit(message, start, end, severity, caveats=caveats)


_LINKED = "Research shows that walking eases back pain."

rule = Rule(
    code="SRC002",
    name="plural-evidence-appeal",
    severity=Severity.MINOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(references.FTC_LEVEL_OF_SUPPORT, references.HON_JUSTIFIABILITY),
    claims=_check,
    flags=(
        said("Studies prove chelation clears arteries."),
        said("According to randomized controlled trials, ear candles drain sinuses."),
        said("Our serum has been shown to lift skin."),
        said("Evidence suggests that vitamin drips boost immunity.", links_visible=False),
    ),
    passes=(
        said("Two trials (refs 4, 5) tested it; one was negative."),
        said("There is little evidence that it helps; studies show mixed results."),
        said("Our experts support you at every step."),
        said(_LINKED, links=(Link(start=0, end=14, href="https://www.ncbi.nlm.nih.gov/pubmed/1"),)),
        # hard: an appeal that denies is no appeal
        said(
            "The cream has not been shown to remove scars.",
            direction=Direction.NO_DIFFERENCE,
            claim_type=ClaimType.EFFICACY,
        ),
    ),
)
