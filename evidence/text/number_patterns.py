"""The patterns by which `quantities` reads numbers; they name no treatment, condition or study."""

import re

from evidence.text.units import MODIFIER, PEOPLE
from evidence.text.words import NUMBER_WORDS

VALUE_WORD = re.compile(rf"[-−+]?[.\d]|{NUMBER_WORDS}", re.IGNORECASE)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
_SIGNED = rf"[-−+]?(?:{_DIGITS})"
TOKEN = re.compile(
    rf"(?<![\w.,/:#@$£€])(?<![A-Za-z]-)(?:[-−](?=[\d.]))?(?:{_DIGITS})|\b(?:{NUMBER_WORDS}|half|thirds?|twice"
    rf"|quarter|double[ds]?|triple[ds]?|"
    r"quadruple[ds]?|halve[ds]?|(?:two|three|four|five|ten)fold)\b",
    re.IGNORECASE,
)
ANY = re.compile(
    r"\d|\b(?:half|halve|third|quarter|twice|doubl|tripl|quadrupl)|fold\b|\b(?:one|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|fif|twenty|thirt|forty|sixty|seventy|eighty|ninety)",
    re.IGNORECASE,
)

NOT_NUMBERS = re.compile(
    r"https?://\S+|www\.\S+|\b10\.\d{4,9}/\S+|\b(?:doi|PMID|PMCID|NCT|ISRCTN|ISSN|ISBN)\W{0,3}[\w./-]*\d[\w./-]*"
    r"|(?:\+?\d{1,2}[\s.-])?\(?\b\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b|\b\d{3}-\d{4}\b"  # telephone
    r"|\b\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?|\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,4}-\d{1,2}-\d{1,4}\b"  # times, dates
    r"|[$£€]\s?\d[\d,.]*(?:\s?(?:million|billion|k)\b)?|\b\d[\d,.]*\s?(?:dollars|USD|euros?|pounds sterling|cents)\b"
    r"|(?<=\w[.,)\]])\[\d[\d,\s–-]*\]|\[\d{1,3}(?:[,\s–-]+\d{1,3})*\]"
    r"|(?<=(?:19|20)\d\d)\s?;\s?\d+(?:\s?\(\d+(?:[-–]\d+)?\))?(?:\s?:\s?[eE]?\d+(?:[-–]\d+)?)?"  # volume, issue, pages
    r"|\b\d+(?:st|nd|rd|th)\b|\b(?:figures?|figs?\.|tables?|steps?|type|phase|stage|grade|level|chapter|section|page"
    r"|vol\.|volume"
    r"|no\.|number|omega|vitamin|version|class|schedule|covid|group|step|part|suite|ste\.?|unit|room"
    r"|box)[\s-]#?(?:\d+(?:[-–]\d+)?|one|two|three|four)\b(?!\s?%)"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
    r"\s\d{1,2}(?:st|nd|rd|th)?(?=,|\s(?:19|20)\d\d|\s|\Z)|\b\d{1,2}\s(?=(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)\s\d{4})|\b24/7\b|\b20/20\b|\b\d{5}-\d{4}\b",
    re.IGNORECASE,
)
P_VALUE = re.compile(
    r"\bp(?:[\s-]?values?)?\s*(?:(?P<sign>[=<>≤≥])=?|(?:was|of|is)?\s*(?P<word>less than|greater than|below"
    r"|above)?)\s*(?P<low>(?:0?\.\d+|[01]\.0+)(?:e-?\d+)?)",
    re.IGNORECASE,
)
INTERVAL = re.compile(
    rf"(?:\(?\b9[059](?:\.\d)?\s?(?:%|percent)\s?)?(?:\bC[rI]?I\b|\bconfidence intervals?(?:\s?\(CI\))?)\s*(?:of|was"
    rf"|from|[:=,\[(])?\s*(?P<low>{_SIGNED})\s?%?\s*(?:to|[-–—,;])\s*(?P<high>{_SIGNED})\s?%?",
)
STATISTIC = re.compile(
    r"\b(?P<name>a?OR|a?RR|a?HR|SMD|WMD|MD|NNT|NNH|[Oo]dds ratio|[Rr]elative risk|[Rr]isk ratio|[Hh]azard ratio"
    r"|[Rr]ate ratio"
    r"|[Ss]tandardi[sz]ed mean difference|[Mm]ean difference|[Cc]ohen['’]?s d|[Ee]ffect size"
    r"|[Nn]umber needed to (?:treat|harm))"
    rf"(?:\s?\((?:OR|RR|HR|SMD|MD|NNT|NNH|d)\))?\s*(?:was|of|is|=|:|,|\()?\s*(?P<low>{_SIGNED})"
)
STATISTIC_NAME = {
    "or": "odds ratio", "aor": "odds ratio", "rr": "relative risk", "arr": "relative risk", "hr": "hazard ratio",
    "ahr": "hazard ratio", "smd": "standardized mean difference", "wmd": "mean difference", "md": "mean difference",
    "nnt": "number needed to treat", "nnh": "number needed to harm", "standardised mean difference": "standardized"
    " mean difference",
}  # fmt: skip
SAMPLE = re.compile(r"\b[nN]\s?=\s?(?P<low>\d[\d,]*)")

COMPARATOR = re.compile(
    r"(?:(?P<more>more than|over|greater than|above|exceed(?:s|ed|ing)|upwards of|better than)|(?P<least>at least"
    r"|a minimum of|no (?:less|fewer) than|from|≥|>=|minimum)"
    r"|(?P<less>less than|under|fewer than|below|<)|(?P<most>up to|at most|as (?:much|many|low|high|little|few) as"
    r"|no more than|a maximum of|maximum|≤|<=)"
    r"|(?P<gt>>)|(?P<near>about|around|approximately|roughly|nearly|almost|some|circa|close to|an estimated|~|≈"
    r"|approx\.?))\s*(?:an?\s|the\s)?\Z",
    re.IGNORECASE,
)
SIGN = {"more": ">", "least": ">=", "less": "<", "most": "<=", "gt": ">", "near": "~"}
RANGE = re.compile(rf"\s?(?:-|–|—|to|or|and)\s?(?P<high>{_DIGITS}|{NUMBER_WORDS})(?![\w.,]?\d)\b", re.IGNORECASE)
OUT_OF = re.compile(
    rf"(?:\s(?:parts?|persons?|people|patients?|women|men|adults?|children|users?|cases?|individuals|customers"
    rf"|americans))?"
    rf"\s?(?P<link>out of|in|of|/)(?:\s(?:every|each|all))?\s?(?P<whole>{_DIGITS}|{NUMBER_WORDS})\b(?!\s?(?:-"
    rf"|–)?\s?(?:%|mg|mcg|g|kg|ml|weeks?|days?|months?|years?|hours?|minutes?|sessions?|points?)\b)",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"(?P<part>half|thirds?|quarters?|fifths?|tenths?)\b(?:\s(?:of|the|as|that|our|their|all|are|were|had|reported"
    r"|experienc\w+|saw|no))?",
    re.IGNORECASE,
)
PART_OF = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
FOLD_WORD = {
    "twice": 2,
    "double": 2,
    "triple": 3,
    "quadruple": 4,
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "tenfold": 10,
}
FREQUENCY = re.compile(
    r"\s?(?:an?|per|each|every)?\s?(?:day|daily|week|weekly|month|monthly|year|yearly|hourly|night|nightly)\b",
    re.IGNORECASE,
)
PEOPLE_NEXT = re.compile(
    rf"\s(?:of\s)?(?:the\s|their\s|our\s|all\s|those\s|these\s)?(?:{MODIFIER}){{0,4}}?(?:{PEOPLE})\b", re.IGNORECASE
)
PEOPLE_VERB = re.compile(
    r"\s(?:who|had|have|reported|report|achieved|achieve|responded|respond|experienced|experience|showed|said|say"
    r"|saw|were|felt|went|of (?:cases|those|them))\b",
    re.IGNORECASE,
)
RATE_NEXT = re.compile(r"\s(?:\w+\s){0,2}?(?:rates?)\b", re.IGNORECASE)
CHANGE_NEXT = re.compile(
    r"\s(?:\w+\s){0,2}?(?:reduc\w+|decreas\w+|increas\w+|improve\w+|drop|declin\w+|fall|rise|gain|loss|less|more"
    r"|lower|higher|greater|fewer|faster|better"
    r"|slower|stronger|shorter|longer|relief|boost|change|growth|regrowth|elevation|superior|worse|smaller|larger"
    r"|over baseline|from baseline|off)\b",
    re.IGNORECASE,
)
CHANGE_BEFORE = re.compile(
    r"\b(?:by|(?:reduc|decreas|increas|improv|lower|boost|rais|cut|drop|fell|decline|shrink|shrank|elevat|enhanc|ris"
    r"|rose|grew|grow|lost|los|gain)\w*)"
    r"(?:\s(?:an?|about|around|up|to|over|at|least|more|than|nearly|almost|approximately|roughly|as|much|by|average"
    r"|of|some)){0,5}\s?\Z",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\b(?:fell|fall|dropp?|decreas|increas|improv|rose|went|go|reduc|declin|lower|rais|chang|grew|mov"
    r"|shrank)\w*\s(?:\w+\s){0,3}?from\s(?:an?\s(?:average|mean)\sof\s)?\Z",
    re.IGNORECASE,
)
STUDY = re.compile(
    r"\b(?:stud(?:y|ies)|trials?|enroll?ed|recruited|randomi[sz]ed|assigned|participants|volunteers|subjects"
    r"|analy[sz]ed|analysis|survey\w*|cohort|followed|reviewed|included)\b",
    re.IGNORECASE,
)
AGE = re.compile(r"[\s-]?(?:-?old|of age)\b|\s?(?:old)\b", re.IGNORECASE)
