"""Word lists and small look-ups that several rules share; the lists are general and name no one treatment."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evidence.models import Block, ClaimBase, ClaimType, Direction, PageDossier
from evidence.text.sentences import sentences
from evidence.text.spans import Span


def _words(pattern: str, *, cased: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if cased else re.IGNORECASE)


BENEFIT = _words(
    r"\b(?:effective(?:ly)?|efficac\w+|efficient|reliev\w+|relief|alleviat\w+|eas(?:es|ed|ing)|reduc\w+|analges\w+|"
    r"improv\w+|"
    r"treat(?:ed|s|ing)?\b|manag(?:ed|es|ing)|beneficial|benefits?|promising|superior|subside|halts?|prevent\w*|"
    r"cur(?:e|es|ed|ative)|"
    r"heal(?:s|ed|ing)?|restor\w+|rebuil\w+|regenerat\w+|regrow\w*|repair\w*|boost\w*|helps?|protect\w*|works?|cut|"
    r"cuts|lower(?:s|ed)?|"
    r"live(?:d|s)? longer|faster|better|stronger|revers\w+)\b"
)
RISK_PLAIN = _words(
    r"\b(?:side[- ]effects?|adverse (?:events?|effects?|reactions?)|contraindic\w+|allergic reactions?|overdos\w+|"
    r"(?:not suitable|unsuitable|should not (?:have|take|use|receive)|do not (?:take|use)|must not)\b|complications?|"
    r"drug interactions?|warnings?|(?:carr(?:y|ies)|ha(?:s|ve)|involves?) (?:\w+ )?risks?\b)"
)
"""Words that speak of a treatment's harms wherever they stand."""
RISK_WITH_TREATMENT = _words(
    r"\b(?:risks|(?:risk|danger|harm)s? (?:of|from|with)|nausea|vomit\w*|dizz\w+|drows\w+|sedat\w+|bleed\w*|"
    r"bruis\w+|infections?|scar(?:s|ring)|burns?|rash\w*|"
    r"bladder|cystitis|liver|hepat\w+|kidney|dissoci\w+|hallucinat\w+|abuse|misuse|addict\w+|dependen\w+|psychos\w+|"
    r"blood pressure|hypertens\w+|hypotens\w+|respirat\w+|pregnan\w+|monitor\w*|sore\w*|numb\w*|perforat\w+|seizures?|"
    r"cataracts?|barotrauma|thrombos\w+|clots?|anaphyla\w+|diarrh\w+|constipat\w+|headaches?|harm\w*)\b"
)
"""Words that speak of harms only beside a treatment: they may as well name what it treats."""
TREATMENT = _words(
    r"\b(?:treatments?|therap(?:y|ies)|infusions?|drips?|injections?|drugs?|medic(?:ine|ation)s?|procedures?|"
    r"operations?|"
    r"surger(?:y|ies)|supplements?|devices?|sessions?|doses?|tablets?|capsules?|creams?|patch(?:es)?|implants?|"
    r"vaccin\w+|"
    r"massages?|manipulations?|needles?|lasers?|chambers?|diets?|extracts?|oils?)\b"
)
NO_RISK = _words(
    r"\b(?:no|zero|without(?: any)?|free (?:of|from)|minimal|few(?:er)?|never|none of the|"
    r"hardly any)\s+(?:\w+\s+){0,2}?"
    r"(?:(?:adverse |harmful |dangerous )*(?:side[- ])?(?:effects?|events?|reactions?)|risks?|complications?|"
    r"downtime|harms?|"
    r"dangers?)\b|\b(?:risk|side[- ]effect)[- ]free\b"
)
CALMED = _words(
    r"\b(?:reliev\w+|reduc\w+|treat\w*|eas(?:es|ing)|cur(?:e|es)|helps? (?:with|against)|prevent\w*|for|against|"
    r"from|lower\w*|"
    r"manag\w+|fight\w*|stops?)\s+(?:\w+\s+){0,3}?$"
)
ID = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|\bPM(?:C)?ID\b|\bNCT\d{8}\b|\bet al\b|[A-Z][a-z]+ (?:and|&) [A-Z][a-z]+,? \(?\d{4}|"
    r"[A-Z][a-z]+,? (?:\(|in )?(?:19|20)\d{2}\)?|\b[A-Z][a-z]+(?:’s|'s) (?:19|20)\d{2}\b"
)
"""Signs that a source can be found: an identifier, or an author with a year."""
HEDGE = _words(
    r"\b(?:may|might|could|can|appears?|suggest\w*|possibl\w+|propos\w+|linked to|associated|seems?|potential(?:ly)?)\b"
)
ANIMALS = _words(
    r"\b(?:rats?|mice|mouse|murine|rodents?|rabbits?|dogs?|beagles?|pigs?|sheep|monkeys?|zebrafish|hamsters?|"
    r"fruit flies|"
    r"animal (?:study|studies|models?|research|tests?)|in animals|in vitro|cell lines?|cell cultures?|cultured cells?|"
    r"petri dish(?:es)?|test[- ]tubes?)\b"
)
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
JOURNAL = _words(
    r"\b(?:journal|annals|archives|lancet|jama|bmj|cochrane|nejm|new england|plos|nature|sage|elsevier|springer|"
    r"wiley|pubmed|"
    r"international journal)\b"
)
MARK = re.compile(
    r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|[¹²³⁴⁵⁶⁷⁸⁹]|\((?:refs?\.? )?\d{1,2}(?:, ?\d{1,2})*\)|\brefs?\.? \d"
)
"""Numbered reference marks."""
REFERENCES = re.compile(r"^\s*(?:references|sources|bibliography|citations)\b", re.IGNORECASE | re.MULTILINE)
_HUMAN = frozenset({"human", "humans", "people", ""})
_BACKGROUND = frozenset({ClaimType.DEFINITION, ClaimType.PREVALENCE, ClaimType.MECHANISM})


def is_benefit(claim: ClaimBase) -> bool:
    """Whether a claim says that a treatment helps: no call to action, no fact about the disease alone."""
    return claim.direction is Direction.BENEFIT and claim.claim_type is not ClaimType.PROMOTIONAL


def is_background(claim: ClaimBase) -> bool:
    """Whether a claim states a fact about a disease and sells nothing by itself."""
    return claim.claim_type in _BACKGROUND and not is_benefit(claim)


def is_nonhuman(species: str | None) -> bool:
    """Whether a species is named and is not ours.

    >>> is_nonhuman("rat"), is_nonhuman("human"), is_nonhuman(None)
    (True, False, False)
    """
    return (species or "").strip().lower() not in _HUMAN


def block_of(page: PageDossier, start: int) -> Block | None:
    """The block of the page that holds a place, the innermost where several do."""
    holding = [block for block in page.snapshot.blocks if block.start <= start < block.end]
    return min(holding, key=lambda block: block.end - block.start, default=None)


def _paragraph(page: PageDossier, start: int) -> tuple[int, int]:
    """The line, or the block where that is shorter, that holds a place."""
    text = page.snapshot.text
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", start)
    high = len(text) if high < 0 else high
    block = block_of(page, start)
    return (max(low, block.start), min(high, block.end)) if block else (low, high)


@lru_cache(maxsize=1024)
def _spans(text: str, low: int, high: int) -> tuple[Span, ...]:
    return tuple(sentences(text, low, high))


def sentence_of(page: PageDossier, claim: ClaimBase) -> str:
    """The whole sentence or sentences a claim stands in."""
    low, high = _paragraph(page, claim.start)
    spans = [
        span for span in _spans(page.snapshot.text, low, high) if span.start < claim.end and span.end > claim.start
    ]
    return page.snapshot.text[spans[0].start : spans[-1].end] if spans else claim.quote


def window(page: PageDossier, claim: ClaimBase) -> str:
    """The sentence of a claim with the one before and the one after it in the same paragraph."""
    low, high = _paragraph(page, claim.start)
    spans = _spans(page.snapshot.text, low, high)
    touched = [place for place, span in enumerate(spans) if span.start < claim.end and span.end > claim.start]
    if not touched:
        return claim.quote
    first, last = spans[max(0, touched[0] - 1)], spans[min(len(spans) - 1, touched[-1] + 1)]
    return page.snapshot.text[first.start : last.end]


def is_linked(page: PageDossier, claim: ClaimBase) -> bool:
    """Whether a link or a numbered mark with a reference list stands on the claim's sentence."""
    low, high = _paragraph(page, claim.start)
    spans = [
        span for span in _spans(page.snapshot.text, low, high) if span.start < claim.end and span.end > claim.start
    ]
    start, end = (spans[0].start, spans[-1].end) if spans else (claim.start, claim.end)
    if any(link.start < end and link.end > start and link.region == "main" for link in page.snapshot.links):
        return True
    marked = MARK.search(page.snapshot.text, start, min(high, end + 4)) is not None
    return marked and REFERENCES.search(page.snapshot.text) is not None


def place_of(page: PageDossier, claim: ClaimBase, words: str) -> tuple[int, int]:
    """Where words of a claim, or of the attribution it takes over from a sentence nearby, stand on the page.

    Claims that share one attribution share its place, so that it is found once and not once a claim.
    """
    text = page.snapshot.text
    at = text.find(words, claim.start, claim.end)
    if at < 0:
        at = text.rfind(words, 0, claim.end)
    if at < 0:
        at = text.find(words, claim.end)
    return (at, at + len(words)) if at >= 0 else (claim.start, claim.end)


@lru_cache(maxsize=8)
def _all_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a page, cut once for all the rules and claims that ask."""
    return tuple(sentences(text))


def risks_told(page: PageDossier, claims: Sequence[ClaimBase]) -> list[int]:
    """Where the page has a sentence that tells a harm of a treatment, as offsets.

    What the claims say is treated does not count as a harm: nausea is one on a page about weight, not on one about
    nausea.
    """
    names = frozenset(claim.intervention.lower() for claim in claims if claim.intervention)
    treated = " ".join(f"{claim.condition or ''} {claim.outcome or ''}" for claim in claims).lower()
    return list(_risks_told(page.snapshot.text, names, treated))


@lru_cache(maxsize=8)
def _risks_told(text: str, names: frozenset[str], treated: str) -> tuple[int, ...]:
    """Found once for all the claims of a page that ask."""
    return tuple(span.start for span in _all_sentences(text) if _is_risk(text[span.start : span.end], names, treated))


def _is_risk(sentence: str, names: frozenset[str], treated: str) -> bool:
    """Whether a sentence tells a harm of a treatment, and not of a disease that it is said to calm."""
    if not RISK_PLAIN.search(sentence) and not RISK_WITH_TREATMENT.search(sentence):
        return False
    cleared = NO_RISK.sub(" ", sentence)
    if any(not CALMED.search(cleared[: match.start()]) for match in RISK_PLAIN.finditer(cleared)):
        return True
    if not TREATMENT.search(cleared) and not any(name in cleared.lower() for name in names):
        return False
    return any(
        not CALMED.search(cleared[: match.start()]) and match[0].lower().rstrip("s") not in treated
        for match in RISK_WITH_TREATMENT.finditer(cleared)
    )
