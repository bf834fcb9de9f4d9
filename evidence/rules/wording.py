"""Word lists of the rules that read sentences: certainty, intensity, numbers, study words, comparison, limits.

They are general: no list names one treatment, condition or page.
"""

import re

from evidence.models import StatedDesign


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NOT_AUTHORS = (
    "In|Since|By|Until|From|Another|The|This|That|One|An|As|At|On|Of|And|Or|Early|Late|Mid|After|Before|During|For|To|"
    "About|Around|Study|Trial|Review|Studies|January|February|March|April|May|June|July|August|September|October|"
    "November|December|Spring|Summer|Autumn|Winter|Fall|Copyright|Updated|Established|Founded|Journal|Medicine|"
    "Research|Report|Survey|Year"
)
IDENTIFIED = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|\bPM(?:C)?ID\b|\bNCT\d{8}\b|\bet al\b|[A-Z][a-z]+ (?:and|&) [A-Z][a-z]+,? \(?\d{4}|"
    rf"\b(?!(?:{_NOT_AUTHORS})\b)[A-Z][a-z]+(?:’s|'s)?,? (?:\(|in )?(?:19|20)\d{{2}}\b|ClinicalTrials\.gov"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/\d|ncbi\.nlm\.nih\.gov/(?:pubmed|pmc)/|europepmc\.org/"
)
"""Signs that a source can be found: an identifier, or an author with a year."""
CERTAIN = _words(
    r"\b(?:pro(?:ve[sdn]?|ving)\b(?! to be)|reveal\w*|declar\w+|demonstrat\w+|confirm\w*|establish(?:es|ed)|"
    r"(?:is|are|was|were) (?:\w+ )?effective|effectively|leads? to|brings?|successfully|prevents?|halts?|stops?|"
    r"eliminates?|reverses?|cures?|guarantee\w*|definitely|undoubtedly|works? (?:by|for|against|fast|wonders))\b"
)
"""Verbs that leave no room for doubt."""
MODAL = _words(
    r"\b(?:may|might|could|can|appears?|seems?|suggest\w*|possibl[ey]|potential(?:ly)?|proposed|perhaps|would|"
    r"linked to|"
    r"associated with|likely|probably)\b"
)
INTENSE = _words(
    r"\b(?:superb|exceptional(?:ly)?|impressive(?:ly)?|remarkabl[ey]|dramatic(?:ally)?|(?:most )?potent|"
    r"(?:very|highly|extremely|incredibly|extraordinarily) effective(?:ly)?|solid|evident|immediate(?:ly)?|"
    r"instant(?:ly|aneous)?|breakthroughs?|"
    r"revolutionary|revolutioni[sz]\w+|miracul\w+|miracles?|amazing(?:ly)?|incredibl[ey]|astonishing(?:ly)?|"
    r"stunning(?:ly)?|game[- ]chang\w+|"
    r"life[- ]chang\w+|cutting[- ]edge|state[- ]of[- ]the[- ]art|wonder (?:drug|cure)|unparalleled|unrivall?ed|"
    r"extraordinary|spectacular|phenomenal|rapid(?:ly)? (?:and|pain|relief|reduction|relieve\w*)|"
    r"(?:best|most (?:effective|powerful|advanced)))\b"
)
STRONGEST = _words(
    r"\b(?:superb|exceptional\w*|miracul\w+|miracles?|amazing\w*|incredibl[ey]|astonishing\w*|stunning\w*|"
    r"revolution\w+|"
    r"breakthroughs?|game[- ]chang\w+|life[- ]chang\w+|instant(?:ly|aneous)?|dramatic\w*|phenomenal|spectacular|"
    r"wonder)\b"
)
TIME = _words(
    r"\b(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|a|an|a few)(?:[- ](?:to|"
    r"or)[- ]\d+)?"
    r"[- ]?(?:min(?:ute)?s?|h(?:ours?|rs?)?|days?|weeks?|months?|years?)\b|\bovernight\b"
)
WITHIN_HOURS = _words(r"\b(?:\d+|one|two|three|a few|several)[- ]?(?:min(?:ute)?s?|hours?|hrs?|h)\b")
PEOPLE = (
    r"(?:patients?|participants?|people|subjects?|adults?|women|men|children|volunteers?|users?|clients?|customers?|"
    r"individuals?|cases?|respondents?|members?|clinics?|runners?|students?|veterans?|persons?|smokers?|athletes?|"
    r"nurses?|infants?|babies|teen(?:ager)?s?|seniors?|residents?|knees?|hips?|eyes?|survivors?|mothers?|households?)"
)
PEOPLE_WORD = _words(rf"\b{PEOPLE}\b")
NUMBERED = _words(
    rf"\b\d[\d,]* (?:[\w-]+ ){{0,4}}?{PEOPLE}\b|\bn ?= ?\d+|\b\d+ (?:out )?of (?:the |our )?\d+\b|\b(?:one|two|three|"
    rf"four|five|"
    rf"six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|a dozen|a hundred) (?:[\w-]+ ){{0,2}}?{PEOPLE}\b"
)
"""A count of people: `30 patients`, `n = 30`, `12 of 40`."""
PERCENT = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d+)?(?: ?(?:%|per ?cent\b)| percent\b)")
RATE = _words(
    r"\b\d+(?:\.\d+)?(?: ?%| percent| per cent)|\b\d+ (?:in|out of|of) (?:every )?\d+\b|\b(?:one|two|three|four|five|"
    r"six|seven|eight|"
    r"nine) (?:in|out of) (?:every )?(?:three|four|five|six|seven|eight|nine|ten|twenty|\d+)\b"
)
ATTRIBUTED = _words(
    r"\b(?:stud(?:y|ies)|trials?|reviews?|meta-analys[ie]s|analys[ie]s|research(?:ers)?|surveys?|case (?:report|"
    r"study|series)|"
    r"evidence suggests|as per|according to|reported by|data from|scientists|guidelines?|published|reference|et al|"
    r"registry|census|CDC|WHO|NHS)\b"
)
STUDY_NOUN = _words(
    r"\b(?:stud(?:y|ies)|trials?|reviews?|meta-analys[ie]s|research|case (?:report|study|series)|experiments?|"
    r"surveys?)\b"
)
COMPARED = _words(
    r"\b(?:placebo|sham|controls?\b|control[- ]group|versus|vs\.?|compared (?:with|to)|comparison|superior to|"
    r"inferior to|"
    r"than (?!(?:ever|\d|half|one|two|a )\b)|standard (?:care|treatment|therapy)|usual care|no treatment|untreated|"
    r"waiting list|"
    r"(?:and|,) \d+(?:\.\d+)? ?(?:%|points?|weeks?) (?:with|on|in|for|among) (?:the )?(?:placebo|sham|control|usual|"
    r"other)|head[- ]to[- ]head)"
)
MEASURE = _words(
    r"\b(?:VAS|NRS|points?|scores?|scales?|questionnaire|index|inventory|mm ?Hg|mg/dL|mmol|HbA1c|"
    r"at least \d+ ?% (?:less|"
    r"reduction|relief|improvement)|confidence interval|clinically|\d+(?:\.\d+)? (?:kg|pounds?|lbs?|kilos?|cm|inches|"
    r"mm|kilograms?|days|"
    r"hours|attacks|episodes))\b|\bp ?[<=]"
)
LIMITED = _words(
    r"\b(?:cannot|can not|can't|not (?:show|prove|known|clear|established|enough)|nobody|unknown|unclear|uncertain\w*|"
    r"limitations?|limited|more research|larger (?:trials?|studies)|further (?:research|studies|trials)|"
    r"not (?:yet )?(?:been )?"
    r"(?:proven|tested|shown|confirmed)|only (?:one|single|a few)|single case|no (?:control|comparison)|"
    r"needs? (?:to be )?"
    r"(?:confirm\w+|replicat\w+|tested)|caution|insufficient|inconclusive|low[- ](?:quality|certainty)|"
    r"small (?:study|trial|stud|sample)|"
    r"too (?:early|small)|mixed (?:results|evidence)|before (?:it|this) can be)\b"
)
"""Words that tell a limit of the evidence."""
CALL = _words(
    r"\b(?:call (?:us|now|today|our|\(?\+?\d)|(?:please )?call \(?\d{3}|schedule (?:a|your|an)|book (?:a|an|your|now|"
    r"online|today)|"
    r"free consult\w*|contact us|order (?:now|today|yours)|buy now|sign up|get started|make an appointment|"
    r"request an appointment|shop now|add to cart|click here|reserve your)\b"
)
OFFER = _words(
    r"\b(?:our (?:\w+ ){0,2}?(?:clinics?|treatments?|therap(?:y|ies)|patients|clients|customers|protocols?|products?|"
    r"formula|programs?|programmes?|"
    r"supplements?|serums?|drips?|infusions?|injections?|sessions?|practice|cent(?:er|re)s?|spa|doctors|team|"
    r"specialists?|services?|"
    r"device|chambers?|laser)|we (?:offer|provide|treat|use|sell|can help|specialize|specialise|inject|recommend our)|"
    r"for (?:one day|a limited time) only|limited[- ]time|our readers|while supplies last|free (?:bottle|shipping)|"
    r"money[- ]back|(?:good|right|ideal) candidate|you deserve|anyone (?:\w+ ){0,3}?can (?:come|have|benefit)|"
    r"come in|walk in|"
    r"now available at)\b"
)
QUESTION = re.compile(r"\?\s*$")
NEGATED = _words(
    r"\b(?:no|not|never|cannot|can't|doesn't|don't|didn't|does not|do not|did not|neither|nor|without|no longer|"
    r"hardly|rarely|unlikely|little|lacks?|isn't|aren't|wasn't)\b"
)
FAULTY_USE = _words(
    r"\b(?:dose|dosage|discount|off|save|price|solution|strength|concentration|oxygen saturation|humidity|pure|"
    r"purity|organic|natural)\b"
)
GUIDANCE = _words(r"\b(?:ask your|talk to|speak (?:to|with)|tell your|consult)\b")
SERIOUS = _words(
    r"\b(?:cancer|tumou?rs?|leuk\w+|diabet\w+|alzheimer\w*|dementia|parkinson\w*|multiple sclerosis|epilep\w+|"
    r"autis\w+|stroke|"
    r"heart (?:disease|failure|attack)|hiv|aids|hepatitis|kidney (?:disease|failure)|arthritis|fibromyalgia|lupus|copd|"
    r"asthma|depression|schizophren\w+|bipolar|crohn\w*|colitis|lyme|chronic (?:\w+ )?(?:pain|headaches?|disease|"
    r"fatigue)|neuropath\w+|"
    r"als|infections?|covid\w*|endometriosis|infertil\w+|cluster headaches?|ptsd|migraines?|incurable)\b"
)
"""Serious or chronic conditions by their common names."""

_DESIGNS: tuple[tuple[StatedDesign, re.Pattern[str]], ...] = tuple(
    (design, _words(rf"\b(?:{pattern})\b"))
    for design, pattern in (
        (StatedDesign.META_ANALYSIS, r"meta-analys[ie]s|meta analys[ie]s"),
        (StatedDesign.SYSTEMATIC_REVIEW, r"systematic reviews?"),
        (StatedDesign.RCT, r"randomi[sz]ed|placebo-controlled|double-blind(?:ed)?|RCTs?"),
        (StatedDesign.CASE_REPORT, r"case (?:report|study|studies|reports)|one patient|a single patient"),
        (StatedDesign.CASE_SERIES, r"case series"),
        (StatedDesign.ANIMAL, r"rats?|mice|mouse|rodents?|animal (?:study|studies|models?)"),
        (StatedDesign.IN_VITRO, r"in vitro|cell lines?|test tubes?"),
        (StatedDesign.RETROSPECTIVE, r"retrospective|chart reviews?"),
        (StatedDesign.CASE_CONTROL, r"case-control"),
        (StatedDesign.CROSS_SECTIONAL, r"cross-sectional"),
        (StatedDesign.COHORT, r"cohort|observational|registry|prospective study|follow-up study"),
        (StatedDesign.SURVEY, r"surveys?|questionnaire"),
        (StatedDesign.CLINICAL_TRIAL, r"open-label|pilot (?:study|trial)|clinical trials?|trials?"),
        (StatedDesign.GUIDELINE, r"guidelines?|consensus"),
        (StatedDesign.REVIEW, r"reviews?"),
        (StatedDesign.UNSPECIFIED_STUDY, r"stud(?:y|ies)|research|analysis"),
    )
)


_DESIGN_PARTS = (
    "analys", "review", "randomi", "controlled", "blind", "rct", "case", "one patient", "single patient", "rat", "mice",
    "mouse", "rodent", "animal", "vitro", "cell line", "test tube", "retrospective", "chart", "cross-sectional",
    "cohort", "observational", "registry", "prospective", "follow-up", "survey", "questionnaire", "open-label", "trial",
    "guideline", "consensus", "stud", "research",
)  # fmt: skip
"""One of these stands in every sentence that names a design."""


def design_in(text: str) -> StatedDesign:
    """The strongest word for a study design in a sentence; `none` where there is none.

    >>> design_in("A case report proves it.").value
    'case_report'
    """
    low = text.lower()
    if not any(word in low for word in _DESIGN_PARTS):
        return StatedDesign.NONE
    return next((design for design, pattern in _DESIGNS if pattern.search(text)), StatedDesign.NONE)


OBSERVATIONAL = frozenset(
    {
        StatedDesign.COHORT, StatedDesign.CASE_CONTROL, StatedDesign.CROSS_SECTIONAL, StatedDesign.RETROSPECTIVE,
        StatedDesign.SURVEY,
    }
)  # fmt: skip
CASES = frozenset({StatedDesign.CASE_REPORT, StatedDesign.CASE_SERIES})
PRECLINICAL = frozenset({StatedDesign.ANIMAL, StatedDesign.IN_VITRO})
POOLED = frozenset({StatedDesign.SYSTEMATIC_REVIEW, StatedDesign.META_ANALYSIS})
