"""What the authors conclude of a treatment as a whole: that it helps, that it does not, or that it is not known.

It reads their conclusion only, never the results, and never says which outcome they mean.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from evidence.abstracts.contrast import Contrast, read_contrast
from evidence.abstracts.cues import REFUTES
from evidence.abstracts.mentions import Mention
from evidence.abstracts.reading import Abstract, Sentence
from evidence.abstracts.roles import ROLE_WORDS
from evidence.abstracts.sections import SectionKind
from evidence.abstracts.subjects import follows_marker
from evidence.abstracts.terms import content_stems


class Conclusion(StrEnum):
    """What the authors come to; `mixed` where they say both, `silent` where they say nothing of the treatment."""

    HELPS = "helps"
    DOES_NOT = "does_not"
    NOT_KNOWN = "not_known"
    MIXED = "mixed"
    SILENT = "silent"


class ConclusionReading(NamedTuple):
    """A conclusion with the sentences it was read from."""

    conclusion: Conclusion
    sentences: tuple[Sentence, ...]


_HARMLESS = re.compile(
    r"(?i)\b(?:no|without|few|minimal|minor|not|free of|lack of|low(?:er)? (?:rates?|risk|incidence) of|fewer|less)\b"
    r"(?: (?!difference|benefit|effect\b|improvement|advantage)[\w-]+){0,4}? (?:side[ -]effects?|adverse[ -]\w+|"
    r"complications?|toxicit\w+|harms?|safety (?:concerns?|issues?|signals?)|tolerability)"
)
"""What is said of harms says nothing of benefit."""
_BENEFIT = (
    r"(?:difference|benefit|effect|efficacy|effectiveness|improvement|advantage|superiority|reduction|relief|impact|"
    r"influence|change|role)s?"
)
_DOES_NOT = re.compile(
    r"(?i)\b(?:"
    r"(?:do|does|did|could|can|was|were|is|are|has|have|had|may|will|would|should) ?(?:not|n['’]t)(?! only)"
    r"(?: (?:be|been|appear(?:ed)? to|seem(?:ed)? to|prove[dn]?|show(?:n|ed)?|lead|result|yield|produce|confer|"
    r"provides?|offer|add|demonstrate|find|found|to|in|significant(?:ly)?|clinically|statistically|substantially|consistently|"
    r"any|an?|more|further|additional|clear|meaningful(?:ly)?|important|probably|or)){0,7}?"
    rf" (?:improv\w+|reduc\w+|reliev\w+|prevent\w*|help\w*|benefi\w+|effective|efficacious|superior|better|differ\w*|"
    rf"affect\w*|alter\w*|lower|fewer|less|shorter|faster|higher|decreas\w+|increas\w+|accelerat\w+|enhanc\w+|"
    rf"support\w*|recommend\w*|work\w*|shorten\w*|prolong\w*|treat\w*|{_BENEFIT})"
    rf"|(?:no|little(?: or no)?|very few|minimal|lack(?:s|ed)? of|without)(?: [\w-]+){{0,4}}? {_BENEFIT}"
    rf"|neither\b[^;]{{3,160}}? {_BENEFIT}|neither\b[^;]{{3,120}}? (?:improv\w+|reduc\w+|help\w*|prevent\w*|differ\w*)"
    r"|no (?:better|more effective|more efficacious|different|superior)|not (?:better|more effective|superior)"
    r"|fail(?:s|ed|ure)? to|unlikely (?:that|to)|ineffective|inefficacious|not effective|"
    r"similar(?:ly)?(?: \w+){0,2} (?:to|effective|outcomes?|results?)|comparable|equivalent|as effective as|"
    r"inferior to|non-?inferior|worse than|less effective"
    r")\b"
)
_NOT_KNOWN = re.compile(
    r"(?i)\b(?:insufficient(?:ly)?|inconclusive|unclear|uncertain\w*|not (?:enough|sufficient|known|possible|clear)|"
    r"(?:very )?low[- ](?:certainty|quality)|limited (?:evidence|data)|lack of (?:evidence|data|trials|high)|"
    r"no (?:\w+ ){0,3}(?:evidence|conclusions?)|cannot (?:be )?(?:determin\w+|conclu\w+|recommend\w*|dr[ae]w\w*)|"
    r"remains? to be (?:determined|established|shown|proven)|paucity|scarce)\b"
)
_HELPS = re.compile(
    r"(?i)\b(?:(?:more |highly |very )?effective(?:ly|ness)?|efficacious|efficacy|superior(?:ity)?|better|improv\w+|"
    r"ameliorat\w+|reliev\w+|alleviat\w+|benefi(?:t|ts|ted|cial\w*)|reduc(?:ed|es|e|ing|tions?)|"
    r"decreas(?:ed|es|e|ing)|lower(?:ed|s|ing)?|prevent(?:ed|s|ing)?|protect\w*|accelerat\w+|faster|slow(?:ed|s|ing)?|enhanc\w+|"
    r"(?:greater|larger|stronger|significant|meaningful)(?: [\w-]+){0,3}? effects?|effects? greater|remission|"
    r"positive (?:results?|effects?|outcomes?)|favou?rabl[ey]|promising|successful(?:ly)?|prolong\w*|useful|"
    r"helpful|helps?|helped|viable|good (?:results|outcomes))\b"
)
_CONCLUDES = re.compile(
    r"(?i)\b(?:conclu\w+|in summary|suggest\w*|indicat\w+|demonstrat\w+|confirm\w*|support\w*|thus|therefore|"
    r"our (?:results|findings|data)|these (?:results|findings|data))\b"
)
_TREATMENT = re.compile(
    r"(?i)\b(?:this|the|these) (?:treatment|therapy|intervention|drug|regimen|procedure|approach)s?\b"
)


def concluding(abstract: Abstract) -> tuple[Sentence, ...]:
    """The sentences of the conclusion; without a section of that name, those at the end that conclude something."""
    labelled = abstract.of_kind(SectionKind.CONCLUSION)
    if labelled:
        return labelled
    body = [sentence for sentence in abstract.sentences if sentence.kind is not SectionKind.TITLE]
    ends = body[-2:]
    return tuple(one for one in ends if _CONCLUDES.search(one.text) or (one is body[-1] and _judges(one.text)))


def _judges(text: str) -> bool:
    """Whether a last sentence says that something works or does not."""
    return any(pattern.search(text) is not None for pattern in (_HELPS, _DOES_NOT, _NOT_KNOWN))


@lru_cache(maxsize=256)
def read_conclusion(abstract: Abstract, intervention: str, comparator: str = "", topic: str = "") -> ConclusionReading:
    """What the authors conclude of the intervention, against the comparator where one is given.

    Where some of their sentences name the topic and some do not, as a review of several conditions has them, those
    that do are read.

    >>> from evidence.abstracts.reading import read_abstract
    >>> read = read_abstract("", "RESULTS: It fell. CONCLUSION: Honey was no better than placebo for cough.")
    >>> read_conclusion(read, "honey").conclusion.value
    'does_not'
    """
    contrast = read_contrast(intervention, comparator, abstract)
    every = concluding(abstract)
    chosen = _on_topic(every, topic)
    told = [(sentence, _said_of(sentence, contrast, sure=len(chosen) < len(every))) for sentence in chosen]
    told = [(sentence, said) for sentence, said in told if said is not Conclusion.SILENT]
    return ConclusionReading(_whole({said for _, said in told}), tuple(sentence for sentence, _ in told))


def _on_topic(sentences: tuple[Sentence, ...], topic: str) -> tuple[Sentence, ...]:
    wanted = frozenset(content_stems(topic))
    named = tuple(sentence for sentence in sentences if wanted and wanted <= sentence.stems)
    return named or sentences


def _whole(said: set[Conclusion]) -> Conclusion:
    """What several sentences come to; that more should be known takes nothing back from a denial."""
    if said == {Conclusion.DOES_NOT, Conclusion.NOT_KNOWN}:
        return Conclusion.DOES_NOT
    if len(said) > 1:
        return Conclusion.MIXED
    return next(iter(said), Conclusion.SILENT)


def _is_by_name(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention says more than a role: a `lifestyle intervention` is not the treatment that is meant."""
    return not ROLE_WORDS.issuperset(sentence.lowers[mention.first : mention.last])


_TURNS = re.compile(
    r"(?i);|,? \b(?:but|however|although|though|whereas|while)\b|, and (?=(?:\w+ ){0,3}(?:was|were|is|did))"
)
"""What ends the reach of a denial: `improved symptoms, but did not shorten the illness` says two things."""


def _said_of(sentence: Sentence, contrast: Contrast, *, sure: bool) -> Conclusion:
    """What a sentence says of the intervention; `sure` where it can be of nothing else, named or not."""
    ours = [mention for mention in contrast.mentions(sentence) if mention.arm == "i" and _is_by_name(mention, sentence)]
    if not ours and not sure and not _TREATMENT.search(sentence.text):
        return Conclusion.SILENT
    clauses = [_HARMLESS.sub(" ", clause) for clause in _TURNS.split(sentence.text)]
    denied = [clause for clause in clauses if _DOES_NOT.search(clause) or REFUTES.search(clause.lower())]
    doubted = [clause for clause in clauses if _NOT_KNOWN.search(clause)]
    praised = [clause for clause in clauses if clause not in denied and clause not in doubted and _HELPS.search(clause)]
    if praised and ours and all(follows_marker(mention, sentence) for mention in ours):
        return Conclusion.DOES_NOT
    if praised and (denied or doubted):
        return Conclusion.MIXED
    if praised:
        return Conclusion.HELPS
    if denied:
        return Conclusion.DOES_NOT
    return Conclusion.NOT_KNOWN if doubted else Conclusion.SILENT
