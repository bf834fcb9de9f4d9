"""Whether a passage that was read for a claim is about what the claim is about: its treatment, outcome, place and kind.

It never says which way anything went.
"""

import re

from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.direction import DirectionReading
from evidence.abstracts.reading import Abstract
from evidence.verify.pair import Pair
from evidence.verify.questions import Question


def bears_on(pair: Pair, asked: Question, abstract: Abstract, reading: DirectionReading) -> bool:
    """Whether what was read can be said of the claimed treatment.

    A trial of several drugs reports one of them in a sentence that is silent about the others.
    """
    told = [passage.text for passage in reading.passages]
    elsewhere = bool(told) and all(_is_elsewhere(asked.outcome, text) or _turns(asked.outcome, text) for text in told)
    if not asked.intervention or elsewhere or (told and _tells_of_the_course(pair, told[0])):
        return False
    contrast = read_contrast(asked.intervention, asked.comparator, abstract)
    if "i" in arms_named(abstract, contrast, told):
        return True
    if not any(contrast.mentions(sentence) for sentence in abstract.sentences):
        return False
    return not any(pair.names_another_treatment(text) for text in told)


def arms_named(abstract: Abstract, contrast: Contrast, told: list[str]) -> set[str]:
    """The arms, `i` and `c`, that some of the abstract's sentences name."""
    return {m.arm for one in abstract.sentences if one.text in told for m in contrast.mentions(one)}


_PREVENTS = re.compile(r"(?i)\b(?:prevents?|prevented|wards? off|protects? (?:you )?(?:from|against))\b")
_COURSE = re.compile(r"(?i)\b(?:duration|severity|shorter|longer|length|symptom scores?|days of)\b")


def _tells_of_the_course(pair: Pair, text: str) -> bool:
    """Whether a passage tells how long or how bad an illness was, where the claim says that it is prevented."""
    return _PREVENTS.search(pair.claim.quote) is not None and _COURSE.search(text) is not None


_PLACES = re.compile(
    r"(?i)\b(?:knees?|hips?|back|lumbar|neck|cervical|shoulders?|elbows?|wrists?|hands?|ankles?|foot|feet|heels?|"
    r"plantar|head|face|facial|jaws?|chest|abdom\w+|pelvi\w+|pelvis|legs?|arms? pain|calf|muscles?|joints?|teeth|"
    r"dental|breasts?|eyes?|ears?|throat|skin|scalp|wounds?)\b"
)


_TURNERS = (
    r"(?:latency|thresholds?|tolerance|relief|loss|disturbances?|problems?|difficult\w+|deprivation|onset|free|resistance|"
    r"failure|recovery|remission|improvements?|reductions?)"
)


def _turns(outcome: str, text: str) -> bool:
    """Whether a passage has the outcome only inside a name that means the opposite: sleep latency is not sleep."""
    last = re.findall(r"[\w-]+", outcome)[-1:]
    if not last or re.search(_TURNERS, outcome, re.IGNORECASE):
        return False
    word = re.escape(last[0])
    inside = len(re.findall(rf"(?i)\b{word}[ -]{_TURNERS}\b", text))
    return 0 < inside == len(re.findall(rf"(?i)\b{word}\b", text))


def _is_elsewhere(outcome: str, text: str) -> bool:
    """Whether a passage speaks of other parts of the body than the outcome: abdominal pain is no knee pain."""
    ours = {mark[0].lower().rstrip("s") for mark in _PLACES.finditer(outcome)}
    theirs = {mark[0].lower().rstrip("s") for mark in _PLACES.finditer(text)}
    return bool(ours and theirs) and not ours & theirs
