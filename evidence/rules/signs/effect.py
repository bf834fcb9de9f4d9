"""Signs of what a release tells of an effect: its cost, its size, its harms, and the evidence for it."""

from evidence.rules.signs.cue import LIMITS, THING, Cue, words_of

_BURDEN = words_of(
    r"[$£€] ?\d[\d.,]* ?(?:million|billion)|\b(?:rais(?:e|es|ing)|billions?|trillions?|economic burden|burden of|"
    r"costs? (?:the|society|americans|taxpayers|employers|"
    r"hospitals|our)|"
    r"health ?care (?:costs|spending|system)|grants?|awards?|awarded|funding|fund(?:ed|s)?|revenue|sales|market|"
    r"lost productivity|shares?|investment|raised|donat\w+|fellowship|budget|medical costs of|annual(?:ly)? costs?)\b"
)
_NUMBER = r"\d+(?:\.\d+)?"
_SHARE = rf"{_NUMBER} ?(?:%|percent|per cent|percentage points?)"

COSTS = (
    Cue(
        "a price",
        words_of(rf"[$£€] ?\d[\d,.]*(?: ?(?:million|k))?|\b{_NUMBER} (?:dollars|pounds|euros|cents)\b"),
        2.0,
        2.0,
        unless=_BURDEN,
    ),
    Cue(
        "cost of it",
        words_of(
            rf"\bcost[- ]effective(?:ness)?\b|\bcosts? (?:of (?:the |this |a )?(?:\w+ ){{0,2}}?{THING}|less|more|"
            rf"about|around|roughly|between|"
            rf"up to|as little)|\b{THING} (?:\w+ )?costs?\b|\bcost[- ]sav\w+|\b(?:price|priced|pricing)\b|"
            rf"\bout[- ]of[- ]pocket\b|\bcopay\w*"
        ),
        1.5,
        2.0,
        unless=_BURDEN,
    ),
    Cue(
        "cheap or dear",
        words_of(r"\b(?:in)?expensive|\blow[- ]cost|\baffordab\w+|\bcheap(?:er|ly)?\b|\bcostly\b|\bgeneric\b"),
        1.0,
        1.5,
    ),
    Cue(
        "who pays",
        words_of(r"\b(?:insur(?:ance|ers?|ed)|medicare|medicaid|reimburse\w*|covered by)\b"),
        1.0,
        1.0,
        beside=words_of(r"\b(?:cover\w*|pay\w*|reimburs\w+|costs?)\b"),
    ),
)

_BOTH_ARMS = words_of(
    rf"{_SHARE}[^.]{{0,120}}?\b(?:compared|versus|vs\.?|against|than|while|whereas)\b[^.]{{0,100}}?{_SHARE}|"
    rf"{_SHARE}[^.]{{0,120}}?\band\b[^.]{{0,80}}?{_SHARE}[^.]{{0,60}}?\b(?:placebo|control|sham|usual|group|not)\b|"
    rf"\b(?:placebo|control|sham|usual care)\b[^.]{{0,80}}?{_SHARE}[^.]{{0,80}}?{_SHARE}|"
    rf"\bfrom (?:\w+ ){{0,6}}?{_NUMBER}[^.]{{0,60}}? to (?:\w+ ){{0,4}}?{_NUMBER}"
)
BENEFITS = (
    Cue("figures of both groups", _BOTH_ARMS, 2.0, 3.0),
    Cue(
        "counts of people",
        words_of(
            r"\b\d[\d,]* (?:out )?(?:of|in) (?:the |every )?\d[\d,]*\b|\b(?:one|two|three|four|five|six|seven|eight|"
            r"nine|ten) "
            r"(?:out of|in) (?:every )?(?:three|four|five|six|seven|eight|nine|ten|twenty|\d[\d,]*)\b|"
            r"\bnumber needed to treat\b|\babsolute\b|\bper (?:1,?000|10,?000|100,?000|100)\b"
        ),
        1.5,
        2.0,
        unless=words_of(
            r"\b(?:americans|affects|suffer|diagnosed|will develop|in the (?:united states|u\.s\.)|worldwide)\b"
        ),
    ),
    Cue(
        "size in its unit",
        words_of(
            rf"\b{_NUMBER}[- ](?:points?|mm ?Hg|pounds|kilograms|kg|minutes|hours|days|weeks|months|years|episodes|"
            rf"attacks|steps|meters|metres)"
            r"(?: (?:\w+ ){0,2}?(?:lower|higher|longer|shorter|less|more|better|faster|fewer|improvement|reduction|"
            r"increase|decrease|drop|of))"
            rf"|\b(?:by|median|average|mean|lost|gained|survived|survival)(?: \w+){{0,4}}? {_NUMBER}[- ](?:points?|"
            rf"mm ?Hg|pounds|kg|minutes|hours|days|weeks|"
            r"months|years|episodes)"
        ),
        1.5,
        2.0,
    ),
    Cue(
        "a share of people",
        words_of(
            rf"{_SHARE} (?:of )?(?:the |all |those )?(?:\w+ ){{0,3}}?(?:patients|participants|people|women|men|"
            rf"children|subjects|adults|volunteers|infants|"
            r"cases|tumou?rs|responded|survived|achieved|were|had)\b|\b(?:response|remission|survival|success|cure|"
            r"mortality|recurrence|complication) rates?"
            rf"[^.]{{0,40}}?{_SHARE}"
        ),
        1.0,
        1.5,
    ),
    Cue(
        "a relative figure alone",
        words_of(
            rf"\b{_SHARE} (?:\w+ )?(?:lower|higher|less|more|reduc\w+|increase\w*|decrease\w*|improvement|greater|"
            rf"fewer|better|risk|drop|decline)|"
            rf"\b(?:by|of) (?:\w+ )?{_SHARE}|\b(?:twice|half|double\w*|two-fold|\w+fold|times (?:more|less|as|higher|"
            rf"lower))\b"
        ),
        0.25,
        0.5,
    ),
)

_HARM = (
    r"(?:nausea|vomiting|diarrh\w+|headaches?|fatigue|rash\w*|bleed\w*|hemorrhag\w+|infections?|anemia|neutropenia|"
    r"dizziness|fever|pain at|injection[- ]site|"
    r"toxicit\w+|stroke|blood clots?|seizures?|liver (?:damage|injury|enzymes)|kidney (?:damage|injury)|hypoglyc\w+|"
    r"weight gain|dry mouth|insomnia|"
    r"constipation|scarring|swelling|bruising|deaths?|perforation|suicid\w+|false[- ]positives?|overdiagnos\w+|"
    r"overtreat\w+|radiation exposure|addiction|"
    r"drowsiness|itching|allergic reactions?|heart (?:attacks?|failure|rhythm)|hypotension|respiratory|cough|"
    r"reactions?|fractures?)"
)
HARMS = (
    Cue(
        "adverse events named",
        words_of(
            rf"\b(?:side[- ]?effects?|adverse (?:events?|reactions?|effects?)|complications?|risks?|"
            rf"toxicit\w+)\b[^.]{{0,160}}?\b{_HARM}\b|"
            rf"\b{_HARM}\b[^.]{{0,120}}?\b(?:side[- ]?effects?|adverse (?:events?|reactions?|effects?)|"
            rf"complications?)\b"
        ),
        2.0,
        3.0,
    ),
    Cue(
        "a rate of harm",
        words_of(
            rf"(?:{_SHARE}|\b\d+ (?:of|in|patients|participants|people)\b)[^.]{{0,100}}?\b(?:side[- ]?effects?|"
            rf"adverse|complications?|discontinu\w+|toxicit\w+|withdrew)\b|"
            rf"\b(?:side[- ]?effects?|adverse|complications?|discontinu\w+|toxicit\w+)\b[^.]{{0,100}}?{_SHARE}"
        ),
        1.5,
        2.0,
    ),
    Cue(
        "side effects mentioned",
        words_of(
            r"\bside[- ]?effects?\b|\badverse (?:events?|effects?|reactions?)\b|\bcomplications? (?:of|from|include|"
            r"were|rates?)\b"
        ),
        0.75,
        1.25,
        unless=words_of(
            r"\b(?:without|no|few(?:er)?|less|minimal|avoid\w*|reduc\w+|lower|free of|limit\w*|minimi[sz]\w+|"
            r"spar(?:e|ing)|unwanted|debilitating)\b(?: \w+){0,4}? (?:side|adverse|complic)"
        ),
    ),
    Cue(
        "warnings",
        words_of(
            r"\b(?:important safety information|contraindicat\w+|boxed warning|warnings? and precautions|"
            r"should not (?:take|use|be used)|cautioned? (?:that|against)|"
            r"long-term safety|safety (?:concerns?|profile)|potential (?:harms?|risks?|dangers?)|"
            r"risks? (?:of|associated with) (?:the )?(?:\w+ )?" + THING + r"|harms?)\b"
        ),
        1.0,
        1.5,
    ),
    Cue(
        "safe and tolerated",
        words_of(
            r"\b(?:well[- ]tolerated|no serious (?:adverse|side)|no (?:significant |major )?(?:side[- ]?effects?|"
            r"adverse))\b"
        ),
        0.5,
        0.5,
    ),
)

EVIDENCE = (
    Cue("limits told", LIMITS, 1.5, 3.0),
    Cue(
        "design named",
        words_of(
            r"\b(?:randomi[sz]ed|double[- ]blind\w*|placebo[- ]controlled|placebo|controlled trial|meta-analys[ie]s|"
            r"systematic review|cohort|case[- ]control|cross-sectional|"
            r"retrospective\w*|prospective\w*|observational|phase (?:1|2|3|4|I{1,3}V?|IV)\w?|open[- ]label|"
            r"clinical trial|crossover|mouse models?|in mice|in rats|animal models?|"
            r"pilot study|database|registry|surveyed)\b"
        ),
        1.0,
        1.5,
    ),
    Cue(
        "number studied",
        words_of(
            r"\b\d[\d,]* (?:\w+[- ]){0,4}?(?:patients|participants|people|women|men|children|adults|volunteers|"
            r"subjects|individuals|infants|veterans|students|"
            r"survivors|nurses|families|mice|rats|studies|trials|cases|babies|athletes|smokers|teens|adolescents|"
            r"workers)\b"
        ),
        0.75,
        1.0,
    ),
    Cue(
        "followed for",
        words_of(
            r"\b(?:follow(?:ed|[- ]?up)|tracked|monitored|over|for|after|during) (?:\w+ ){0,5}?\d+[- ](?:weeks?|"
            r"months?|years?)\b"
        ),
        0.5,
        0.5,
    ),
    Cue(
        "statistics",
        words_of(
            r"\bp ?[<=] ?0?\.\d|\bconfidence interval|\bhazard ratio|\bstatistically significant|"
            r"\bprimary end ?points?\b|\bendpoints?\b"
        ),
        0.25,
        0.5,
    ),
    Cue("peer reviewed", words_of(r"\bpublished (?:online |today |this week |in )|\bpeer[- ]reviewed"), 0.25, 0.25),
    Cue(
        "hype in its place",
        words_of(r"\b(?:breakthrough|game[- ]chang\w+|prove[sn]?|proof|conclusive\w*|definitive\w*)\b"),
        -0.75,
        1.0,
        unless=words_of(
            r"\b(?:cannot|can't|not|n't|no|without|yet to) (?:\w+ ){0,3}?(?:prove|proof|conclusive|definitive)"
        ),
    ),
)
