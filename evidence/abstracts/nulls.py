"""The ways in which a sentence says that nothing differed or changed, found in its text in lower case.

It never says of which outcome or between whom.
"""

import re

_ADVERB = (
    r"(?:\w+ly |any |an? |the |clear |clinically |major |other |further |such |overall |apparent |added |"
    r"additional |beneficial |adverse |group |between[ -]group |between[ -]treatment |inter[ -]?group |"
    r"treatment |real |relevant |meaningful |important |substantial |material |measurable |notable |marked |"
    r"main |statistical |discernible |detectable |appreciable |consistent |significant |meaningfully |serious |"
    r"net |independent |favou?rable |long-term |short-term |intervention |acute |evidence (?:of|for|that) ){0,4}"
)
_ANY = (
    r"(?:(?!(?:in|of|on|with|the|and|or|was|were|than|had|to|for|but|that|who|at|by|patients?|one|other) )"
    r"[\w-]+ ){1,3}?"
)
_NULLS = re.compile(
    rf"\b(?:no (?:{_ADVERB}|{_ANY})(?:differen\w+|effects?|changes?|improvements?|benefits?|increases?|decreases?|"
    rf"reductions?|impact|influence|associations?|advantages?|interactions?|relationship|correlations?|"
    rf"evidence|significance|superiority|alterations?|variations?|response)\b"
    r"|(?:did|do|does|was|were|is|are|has|have|had|been|could|can|would)(?: not|n['’]t)(?: be| been| show|"
    r" find| found| demonstrate[d]?| detect(?:ed)?| observe[d]?| have| reveal(?:ed)?| exhibit| produce[d]?|"
    r" lead to| result in| cause| differ(?:ent)?)?"
    r"(?: (?:\w+ly|statistical|any|an?|the|significant|appear to|seem to|tend to|in a|clinically))*"
    r" (?:differ\w*|chang\w*|affect\w*|influenc\w*|improv\w*|reduc\w*|increas\w*|decreas\w*|alter\w*|"
    r"significan\w+|superior\w*|reach\w*|achiev\w*|attain\w*|associat\w*|prevent\w*|more|less|better|"
    r"wors\w*|higher|lower|greater|inferior|modif\w*|enhanc\w*|benefi\w*|confer\w*|impact\w*|effect\w*|"
    r"statistical\w*|vary|varied|effective|add\w*|correlat\w*|attenuat\w*|lower\w*|delay\w*|favou?r\w*|meet|"
    r"met|support|impair\w*|prolong\w*|shorten\w*|translat\w*|inhibit\w*|suppress\w*|stimulat\w*|relat\w*|"
    r"predict\w*|elevat\w*|exceed|respond)"
    r"|not (?:statistically |clinically |significantly |markedly |meaningfully |to be )*(?:significan\w+|"
    r"different|differ|superior|inferior|better|more|associated|affected|influenced|improved|increased|"
    r"decreased|reduced|altered|changed|statistically|related|higher|lower)"
    r"|(?:statistically )?non-? ?significant(?:ly)?\b|insignificant(?:ly)?\b|"
    r"\bwithout (?:any )?(?:\w+ly )?(?:significant |relevant |a )*(?:difference|change|effect|increase|"
    r"improvement|increasing|affecting|compromising|altering|change|impairing)\w*"
    r"|(?:was|were|is|are|remained|remain|and|with|had|showed|equally|a|very|in|of|for|at|to|broadly|"
    r"largely|generally|the|be|both|occurred|produced|has) (?:\w+ly )?(?:similar(?:ly)?|comparable|"
    r"equivalent|equal|identical|the same|alike|unchanged|unaffected|indistinguishable|unaltered)\b"
    r"|(?:similar(?:ly)?|comparable|equivalent|equally|no-difference)\b|unchanged\b|unaffected\b"
    r"|fail(?:ed|s|ure)? to\b(?: \w+ly)? (?:\w+)|just failed\b|(?:non-?inferior\w*|not inferior)\b|"
    r"\bunlikely to (?!be due)(?:\w+ly )?[a-z]+|\bfailure of (?:[\w-]+ ){1,8}?to (?:\w+ly )?[a-z]+|"
    r"\bno (?:better|more|less|worse|greater|higher|lower|longer|faster)\b"
    r"|(?<!twice )(?<!half )(?<!times )\bas (?:common|frequent|often|likely|prevalent|severe|long|short|high|low|large|"
    r"small|great|fast|quickly|rapid|rapidly|many|much|well|good|strong|safe) (?:[\w-]+ ){1,8}?as (?:in|with|on|"
    r"among|after|those)\b"
    r"|lack(?:ed|s)? (?:of )?(?:\w+ )?(?:effect|efficacy|difference|benefit|significance|improvement)|"
    r"\bas (?:effective|efficacious|good|safe|potent) as\b|(?:was|were|is|are|performed|worked|"
    r"tolerated) (?:\w+ )?as well as\b|no\b(?: [\w-]+){1,8}? (?:in|for|with|between) (?:either|any|both|"
    r"the two)(?: of the)?(?: \w+){0,2} (?:groups?|arms?|treatments?)\b"
    r"|ineffective\b|remained (?:\w+ly )?(?:stable|constant|unchanged|the same)\b|no (?:one|group|arm|"
    r"treatment) (?:was|were) (?:better|superior)|neither\b|none of\b|ns\b|n\.s\.|equivalence\b|"
    r"\bnot affect\w*|tend(?:ed|s|ency)? (?:to|toward)|trend(?:s|ed)? (?:to|toward|for|in favou?r)|"
    r"\bapproach(?:ed|ing) (?:statistical )?significance|numerically\b|marginal(?:ly)?\b|"
    r"\bnon-?significantly\b|little (?:or no )?(?:\w+ )?(?:difference|effect|change|impact|evidence|"
    r"benefit|influence)|(?:irrespective|regardless|independent(?:ly)?) of (?:the )?(?:treatment|group|"
    r"allocation|intervention|study arm|technique|method|approach|drug|dose|regimen|route|type of \w+)|"
    r"no longer\b|(?:un)?likely to be due to chance\b|nullif\w*|"
    r"nil effect|alike\b|(?<!or )equal\b(?! (?:to \d|parts?|doses?|numbers?|volumes?|groups?|amounts?|sized?|"
    r"proportions?|"
    r"intervals?))|"
    r"(?:was|were) not (?!measur|assess|report|record|evaluat|includ|blind|random|perform|analy[sz]|examin|stud|us)"
    r"[a-z]+ed\b|left (?!atri|ventric|main|anterior|lower|upper|side|bundle)[^,;.]{3,80}? "
    r"(?:unaltered|unchanged|unaffected)\b|"
    r"unrelated to (?:the )?(?:condition|treatment|group|allocation|arm|intervention|assignment)\b|"
    r"if anything\b|no excess\b|little to choose\b|nothing to choose\b|on (?:a )?par with\b|superimposable\b|"
    r"the same in (?:the two|both|each|either|all)\b|(?:rated|scored|judged|fared) (?:the same|alike)\b|"
    r"(?:stayed|kept|held) (?:\w+ly )?(?:stable|constant|steady|flat|level|static|within|the same|unchanged)\b|"
    r"remained (?:steady|flat|level|static|within)\b|"
    r"(?:not|cannot|could not) (?:be )?(?:distinguish\w*|separat\w*|discriminat\w*|diverge\w*)|converged?\b|"
    r"to (?:the same|a similar|an equal|a comparable) (?:extent|degree)\b|no separation\b|indistinguishable\b|"
    r"not (?:\w+ly )?(?:dissimilar|worse|unlike|depend\w*|alter|change|improve|reduce|increase|decrease|influence)\b|"
    r"(?:virtually|almost|nearly|practically|essentially) (?:the same|identical|equal)\b|no different\b|"
    r"(?:no|without) (?:\w+ ){0,2}?(?:advantage|superiority|detriment|loss|gain|harm)\b|made no difference\b|"
    r"no (?:\w+ ){0,2}?(?:signal|sign|indication|suggestion) (?:of|that)\b|"
    r"not (?:dose|treatment|drug|group)[- ](?:related|dependent)\b|"
    r"(?:did|do|does) not (?:show|have|reveal|produce|cause|report|experience|exhibit|yield|provide|demonstrate|"
    r"confer) "
    r"(?:[\w-]+ ){0,4}?(?:detriment|deterioration|worsening|differences?|benefits?|effects?|improvements?|changes?|"
    r"advantages?|increases?|decreases?|reductions?|impact|harm|evidence)\b|"
    r"(?:not|never) (?:\w+ly )?(?:translat\w*|differential\w*)|(?:was|were) not seen\b"
    r"|(?:did|do|does|was|were|is|are|has|have) not(?=\s*[.,;)]|\s*\Z))"
)
_NOT_NULL = re.compile(
    r"\bsimilar (?:improve|increas|reduc|decreas|in magnitude)|\bthe same (?:time|day|period|way|dose|"
    r"patients|trend|direction|study)|\bsimilarly,|\bequal(?:ly)? (?:doses|volumes?|parts?|numbers?)"
)
_COUNTED = re.compile(r"\d ?%|\d+ (?:of|/) ?\d+")


def null_spans(lower: str) -> list[tuple[int, int]]:
    """Where a sentence in lower case says `no difference` in one of its many ways, in order.

    >>> null_spans("pain did not differ, sleep was similar")
    [(5, 19), (27, 38)]
    """
    return [mark.span() for mark in _NULLS.finditer(lower) if not _excused(mark, lower)]


def _excused(mark: re.Match[str], lower: str) -> bool:
    if mark[0] == "none of" and (_COUNTED.search(lower, mark.end()) or _COUNTED.search(lower, 0, mark.start())):
        return True
    return bool(_NOT_NULL.match(lower, mark.start()) or _NOT_NULL.match(lower, mark.end() - 7))
