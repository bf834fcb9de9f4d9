"""Signs of how a release tells its story: the disease, who pays, what else there is, what is new, and the tone."""

from evidence.rules.signs.cue import LIMITS, THING, Cue, words_of

MONGERING = (
    Cue(
        "alarm",
        words_of(
            r"\b(?:silent killer|epidemic|skyrocket\w*|alarming|devastat\w+|crippling|ticking time bomb|staggering|"
            r"crisis|plague\w*|shocking|tsunami|horrif\w+|"
            r"dread\w+|deadly|debilitating|ravag\w+)\b"
        ),
        -0.5,
        1.5,
    ),
    Cue(
        "everybody may have it",
        words_of(
            r"\b(?:undiagnosed|may not (?:even )?(?:know|realize)|unaware (?:that )?they|don't know they have|"
            r"under-?diagnosed|under-?treated|often overlooked|"
            r"as many as|up to \d+ ?(?:%|percent|million)|at risk without|pre-?(?:diabetes|hypertension|disease|"
            r"cancer)|signs of ag(?:e?ing)|low t\b|everyone (?:over|should)|"
            r"all (?:adults|women|men) (?:over|should))\b"
        ),
        -0.75,
        1.5,
    ),
    Cue(
        "ordinary life as disease",
        words_of(
            r"\b(?:ag(?:e?ing) (?:process|skin|face)|wrinkles|baldness|hair loss|shyness|normal aging|jet lag|mild|"
            r"everyday stress)\b"
        ),
        -0.5,
        1.0,
    ),
    Cue(
        "share with a source",
        words_of(r"\b(?:according to (?:the )?(?:CDC|Centers for|World Health|National|American)|CDC)\b"),
        0.5,
        0.5,
    ),
)

SOURCES = (
    Cue(
        "who paid",
        words_of(
            r"\b(?:fund(?:ed|ing|s)|financ(?:ed|ial support)|support(?:ed)? (?:for|by|from|was provided)|(?:was|were|"
            r"is|are) (?:\w+ )?supported|sponsored|underwritten|(?:research|study|project|work) (?:\w+ )?grants?|"
            r"grants? (?:from|number|no\.?|awarded)|grant [A-Z0-9]+|bankrolled|paid for)\b"
        ),
        2.0,
        3.0,
        unless=words_of(
            r"\b(?:crowd-?fund\w*|venture|series [AB] |fundrais\w+|supported by (?:the )?(?:evidence|data|findings|"
            r"results|research|studies)|hedge funds?|nonprofit funded)\b"
        ),
    ),
    Cue(
        "interests told",
        words_of(
            r"\b(?:conflicts? of interests?|competing interests?|disclos(?:e|ed|es|ures?)\b|financial (?:interests?|"
            r"ties|relationships?|disclosures?)|consult(?:s|ant|ing) (?:for|to)|honoraria|"
            r"royalt\w+|patents? (?:\w+ )?(?:pending|held|on)|has (?:received|served)|equity|stock(?:holder)? in|"
            r"licensed (?:to|the|by)|employees? of|co-?founders?|inventors?|no (?:financial|outside) )"
        ),
        2.0,
        2.5,
    ),
    Cue(
        "the maker speaks",
        words_of(
            r"\((?:NASDAQ|NYSE|OTC\w*|TSX|LSE|Nasdaq|AMEX|Euronext|SIX|ASX)\b|\bforward-looking statements?\b|"
            r"\b(?:Inc\.|Corp\.|Ltd\.|LLC|PLC|plc|Pharmaceuticals|Therapeutics|Biosciences|Biopharma)"
            r"[^.]{0,60}\b(?:today|announced|announces)\b|\babout [A-Z]\w+ (?:Pharma\w*|Inc|Corp|Therapeutics)"
        ),
        1.5,
        1.5,
    ),
    Cue(
        "an outsider speaks",
        words_of(
            r"\b(?:not (?:involved|part of|associated) (?:in|with|of)|accompanying (?:editorial|commentary)|"
            r"independent (?:expert|researcher)s?)\b"
        ),
        1.0,
        1.0,
    ),
)

ALTERNATIVES = (
    Cue(
        "compared with what there is",
        words_of(
            rf"\b(?:compared (?:with|to)|versus|vs\.?|better than|superior to|as (?:effective|good|well|safe) as|"
            rf"than (?:those|patients|people|participants)|against|head[- ]to[- ]head|non-?inferior\w*|equivalent to|"
            rf"alternatives? to|instead of|rather than|in place of|unlike|over)\b[^.]{{0,50}}?\b(?:standard|usual|"
            rf"current|existing|conventional|traditional|other|available|commonly|older|"
            rf"{THING}|care|surgery|chemotherapy|statins?|opioids?|antidepressants?|aspirin|insulin|radiation|"
            rf"exercise|medication)\b"
        ),
        1.5,
        3.0,
    ),
    Cue(
        "existing options",
        words_of(
            rf"\b(?:current(?:ly)?|existing|available|standard|conventional|traditional|first[- ]line|common(?:ly)?|"
            rf"other|approved|today's) (?:\w+ ){{0,2}}?{THING}\b|\bstandard of care\b|\bstandard care\b|"
            rf"\busual care\b|"
            r"\balternatives?\b|\btreatment options\b|\b(?:is|are) (?:currently|usually|typically|commonly|"
            r"often) (?:treated|used|given|prescribed|diagnosed|managed)\b"
        ),
        1.0,
        2.5,
        unless=words_of(
            r"\bno (?:\w+ )?(?:treatments?|alternatives?|cure|options)\b|\bother therap(?:y|ies) (?:may|will) be\b"
        ),
    ),
    Cue(
        "nothing else there",
        words_of(
            rf"\b(?:no|few|only) (?:\w+ ){{0,3}}?(?:approved |effective |available |other )?(?:{THING}|options|"
            rf"alternatives|cure)\b(?: (?:exist|available|for|that))?|\blimited (?:treatment )?options\b"
        ),
        0.75,
        1.0,
    ),
)

AVAILABILITY = (
    Cue(
        "status named",
        words_of(
            r"\b(?:FDA|Food and Drug Administration|EMA|European Medicines Agency|MHRA|Health Canada|"
            r"CE[- ]mark\w*)\b|\b(?:approved|approval|cleared|clearance|licensed) (?:by|for|in|from)\b|"
            r"\binvestigational\b|"
            r"\bnot (?:yet )?(?:approved|available|on the market)\b|\bover[- ]the[- ]counter\b|\bby prescription\b|"
            r"\bprescri(?:bed|ption)\b"
        ),
        1.5,
        3.0,
    ),
    Cue(
        "available or not",
        words_of(
            r"\b(?:(?:now|currently|widely|already|commercially|readily|freely|soon|become|is|are|be|"
            r"being) (?:\w+ )?available|availability|on the market|to market|commerciali[sz]\w+|in (?:clinical|"
            r"routine) (?:use|practice)|widely used|"
            r"(?:already|currently|commonly|routinely) (?:in use|used|prescribed|offered|performed)|"
            r"used (?:off[- ]label|to treat|for (?:decades|years))|off[- ]label|launch\w*|sold|download\w*)\b"
        ),
        1.25,
        2.5,
    ),
    Cue(
        "how far along",
        words_of(
            r"\b(?:phase (?:1|2|3|4|I{1,3}|IV)\w?|clinical trials? (?:\w+ ){0,4}?(?:planned|begin|start|underway|"
            r"next|enrolling|recruiting|are|is|will)|enroll(?:ing|ment)|recruiting|years? away|next step|"
            r"in (?:mice|rats|animals)|mouse model|preclinical|proof[- ]of[- ]concept|prototype|first[- ]in[- ]human|"
            r"pivotal|new drug application|submit\w* (?:\w+ )?(?:application|to the FDA))\b"
        ),
        1.0,
        2.0,
    ),
    Cue(
        "an everyday thing",
        words_of(
            r"\b(?:diet|exercis\w+|walking|coffee|tea|foods?|vitamin\w*|fish|nuts|yoga|meditation|aspirin|ibuprofen|"
            r"statins?|sleep|alcohol|fruits?|vegetables?)\b"
        ),
        0.5,
        1.0,
    ),
)

NOVELTY = (
    Cue(
        "what came before",
        words_of(
            r"\b(?:previous(?:ly)?|prior|earlier|past|recent) (?:\w+ ){0,2}?(?:stud(?:y|ies)|research|work|trials?|"
            r"reports?|findings|shown|found|reported|evidence)\b|\bbuilds? (?:up)?on\b|\bconsistent with\b|"
            r"\bconfirm\w*\b|"
            r"\b(?:adds? to|growing body|until now|to date|for (?:decades|years)|has long been|had been|so far|"
            r"existing (?:research|evidence)|in contrast to|unlike (?:previous|other))\b"
        ),
        1.0,
        2.5,
    ),
    Cue(
        "what is new",
        words_of(
            r"\b(?:first (?:study|time|trial|to|of its kind|large|randomi[sz]ed|evidence|clinical|in|report|such|"
            r"drug|test|treatment|new)|for the first time|the (?:largest|longest|only) (?:\w+ )?(?:study|trial)|"
            r"no (?:previous|prior|other) (?:study|studies|trial)|little (?:is|was|research)|new (?:approach|method|"
            r"technique|test|class|study|research|findings?|drug|treatment|therapy|use)|novel)\b"
        ),
        0.75,
        2.0,
    ),
    Cue(
        "hype in its place",
        words_of(
            r"\b(?:breakthrough|revolution\w+|game[- ]chang\w+|ground-?breaking|paradigm|unprecedented|"
            r"world'?s first|one[- ]of[- ]a[- ]kind|cutting[- ]edge)\b"
        ),
        -1.0,
        2.0,
    ),
)

SENSATION = (
    Cue(
        "sensational word",
        words_of(
            r"\b(?:break-?through|game[- ]?chang\w+|revolution\w+|miracle\w*|miraculous\w*|ground-?breaking|"
            r"life[- ](?:chang|sav)\w+|holy grail|magic(?:al)? bullet|"
            r"cures?\b|curing|unprecedented|astonish\w+|astounding\w*|stunning\w*|spectacular\w*|amazing\w*|"
            r"incredibl[ey]|extraordinar\w+|transformative|transform(?:s|ing|ational)?|"
            r"paradigm[- ]shift\w*|wonder drug|superfood|landmark|tremendous\w*|phenomenal|huge (?:step|impact|"
            r"advance|potential))\b"
        ),
        -1.5,
        4.0,
        unless=words_of(
            r"\b(?:no (?:known )?cure|breakthrough (?:pain|bleeding|infection\w*|therapy designation|seizures?|"
            r"cases?)|not a (?:cure|miracle|magic)|race for the cure|incurable)\b"
        ),
    ),
    Cue(
        "strong word",
        words_of(
            r"\b(?:dramatic\w*|remarkabl\w+|powerful(?:ly)?|exciting|excited|thrilled|promising|major (?:advance|"
            r"step|breakthrough|impact)|significant (?:advance|step|breakthrough|improvement)|hope (?:for|to millions)|"
            r"new hope|offers? hope|striking\w*|profound\w*|impressive\w*|state[- ]of[- ]the[- ]art|cutting[- ]edge|"
            r"pioneering|best|vastly|drastic\w*|superior|potent|halts?|slashes?|huge|"
            r"prove[sn]?|key to|secret|fountain of youth)\b"
        ),
        -0.5,
        2.0,
    ),
    Cue("sober word", LIMITS, 0.5, 1.0),
)
