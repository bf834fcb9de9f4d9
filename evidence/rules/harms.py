"""Which sentences of a page tell a harm of a treatment, whom it is not for, and what is watched; shared by rules."""

import re
from collections.abc import Collection

from evidence.models import Direction
from evidence.rules.reading import Reading, Sentence
from evidence.rules.recipes import CALMED, NO_RISK, RISK_PLAIN, RISK_WITH_TREATMENT, TREATMENT, is_benefit

NOT_FOR = re.compile(
    r"\b(?:contraindic\w+|should not (?:be (?:used|given|taken|treated)|have|take|use|receive)|(?:is |"
    r"are )?not (?:suitable|recommended|"
    r"advised|safe) (?:for|if|in|during)|not for (?:people|anyone|those|children|pregnan\w+|use)|unsuitable for|"
    r"avoid(?:ed)? (?:it )?(?:if|in|during)|"
    r"pregnan\w+|breast-?feeding|do not (?:use|take)|people with \w+(?: \w+)? should (?:not|avoid|consult|ask)|"
    r"before you (?:start|take|use)|"
    r"talk to your doctor before|(?:tell|ask) your (?:doctor|pharmacist)|who (?:should not|cannot)|precautions?)\b",
    re.IGNORECASE,
)
WATCHED = re.compile(
    r"\b(?:monitor\w*|supervis\w+|vital signs|drive (?:you )?home|driv(?:e|ing)|escort|after-?care|observ(?:ed|"
    r"ation) for|follow-up (?:visit|"
    r"appointment|call|check)|blood tests?|check-?ups?|emergency equipment|nurse (?:stays|checks|is present)|"
    r"allergy test)\b",
    re.IGNORECASE,
)


def tells_harm(sentence: Sentence, treated: str, sold: Collection[str]) -> bool:
    """Whether a sentence tells a harm of a treatment, and not of a disease it is said to calm.

    `treated` is what the page says it treats, `sold` the treatments it says help, all in lower case.
    """
    if any(
        claim.direction is Direction.HARM and (claim.intervention or "").lower() in sold for claim in sentence.claims
    ):
        return True
    cleared = NO_RISK.sub(" ", sentence.text)
    if any(not CALMED.search(cleared[: match.start()]) for match in RISK_PLAIN.finditer(cleared)):
        return True
    if not (TREATMENT.search(cleared) or any(name in sentence.low for name in sentence.names)):
        return False
    return any(
        not CALMED.search(cleared[: match.start()]) and match[0].lower().rstrip("s") not in treated
        for match in RISK_WITH_TREATMENT.finditer(cleared)
    )


def harm_sentences(reading: Reading) -> tuple[Sentence, ...]:
    """The sentences of a page that tell a harm of a treatment."""
    treated = " ".join(f"{claim.condition or ''} {claim.outcome or ''}" for claim in reading.claims).lower()
    sold = {claim.intervention.lower() for claim in reading.claims if claim.intervention and is_benefit(claim)}
    return tuple(one for one in reading.body if not one.is_heading and tells_harm(one, treated, sold))
