"""The phrases that settle what a sentence is doing; each is looked for only where a word has raised the question."""

import re


def phrase(pattern: str) -> re.Pattern[str]:
    """A pattern for text in lower case, with word edges on both sides."""
    return re.compile(rf"\b(?:{pattern})(?![\w])")


CALL_TO_ACTION = re.compile(
    r"(?:please\s|so\s|just\s|simply\s|then\s|and\s)?(?:call|contact|schedule|book|click|order|buy|visit|learn|read"
    r"|sign|join|ask|talk|discover|see|check|download"
    r"|subscribe|watch|enter|shop|find out|find a|request|reserve|claim your|grab|hurry|act now|start your|give us"
    r"|email|text us|consult|speak|choose|select|share|follow"
    r"|look for|look at|remember|note that|imagine|consider|be sure|make sure|do not use|don't|keep in mind|let us"
    r"|let's|come|view|explore|compare prices|rush|add to|report (?:any|side|adverse|all|suspected)|please)\b"
)
INSTRUCTION = re.compile(
    r"(?:take|apply|use|mix|drink|swallow|store|keep|place|rub|massage (?:it|into|gently|onto|the|your)|wear|repeat"
    r"|avoid|stop|start|begin|inject"
    r"|combine with|add|eat|shake|rinse|leave|spray|wash|lie|sit|aim for)\s"
)
OFFER = phrase(
    r"(?:%|percent|\$\d+) off|free (?:trial|shipping|consultation|bottle|sample|quote|delivery)|money[- ]back"
    r"|discount|coupon|promo code"
    r"|appointments?|consultations?|in stock|add to cart"
    r"|checkout|shipping|insurance|your (?:first|next) (?:visit|order)|limited time|special offer|sale|refund"
    r"|per bottle|per session|prices?|pricing|costs?|\$\d+"
    r"|reviews? on|sign up|newsletter|call us|contact us|click (?:here|below|the)|book (?:a|your|now)|locations?"
    r"|good candidate|candidates? for|copyright|all rights"
)
GUIDANCE = phrase(
    r"(?:should|must|need to|recommended to|advised to|advisable|important to|best to|recommends?|we recommend)"
    r"|consult (?:your|a|with)|talk to your|speak (?:to|with) (?:your|a)"
    r"|before (?:taking|using|starting|trying)|as directed|under (?:the )?supervision|it is recommended"
    r"|is recommended|are recommended|do not (?:take|use|exceed)|if you (?:are|have|take|suffer|experience|think"
    r"|want|need)"
)
NO_ASSERTION = phrase(
    r"results (?:may|can|will)? ?vary|individual results|more (?:research|studies|trials|evidence|data|work) (?:is"
    r"|are|needed|on)|further (?:research|studies|trials|evidence)"
    r"|(?:is|are|being|been|was|were) (?:currently |now |also |widely )?(?:being )?(?:studied|investigated"
    r"|researched|explored|tested|evaluated)(?! and (?:proven|shown|found))|"
    r"(?:certainty|quality|reliability|strength) of (?:the |this )?evidence|(?:low|very low|moderate"
    r"|high)[- ](?:certainty|quality)|confidence in (?:the|our)|evidence is up[- ]to[- ]date"
    r"|up to date|funded by|funding|sponsored by|we (?:searched|looked for|wanted to|included|identified|assessed"
    r"|rated|collected|aimed)|key messages?|plain language|(?:did not|didn't) (?:report|mention|measure|look)"
    r"|this (?:article|review|page|post|blog|guide|section|video|summary|fact sheet)|in this (?:article|review|post"
    r"|guide|video)|why is this|read more|table of contents|here (?:is|are)|let's"
)
DESCRIPTION = phrase(
    r"(?:looked at|examined|investigated|evaluated|assessed|aimed to|set out to|were randomi[sz]ed|was randomi[sz]ed"
    r"|randomly assigned|were assigned|were divided|were given|was given|were asked"
    r"|enrolled|recruited|was conducted|were conducted|was designed to|to determine|to evaluate|to investigate"
    r"|to find out|to see (?:if|whether)|to assess|whether|compared the (?:effects?|use)|took part"
    r"|received either|received|studied|tested|carried out|were included|was the subject of|subject of a"
    r"|participated|were treated with|measured)"
)
RESULT = phrase(
    r"found|finds?|showed|shown|shows?|show|showing|concluded?|concludes|revealed?|reveals|demonstrat\w+|suggest\w*"
    r"|indicat\w+|reported|reports?|observed|confirm\w*|proved|proven|discovered|resulted|results in"
    r"|led to|was associated|were associated|linked|experienced|had (?:a |an )?(?:\w+ )?(?:\w+ )?(?:reduction"
    r"|improvement|decrease|increase|lower|fewer|less|greater)|significant\w*|improved|decreased|increased|reduced"
    r"|relieved"
    r"|(?:no|little) (?:significant )?(?:difference|effect|benefit)|were (?:\d|less|more|better)|established"
    r"|achieved|lost|responded|reporting"
)
APPROVAL = phrase(
    r"(?:fda|ema|mhra|tga|health canada|u\.s\. food and drug administration|food and drug administration"
    r"|government)[- '](?:s )?(?:has |have )?(?:not )?(?:approv\w+|clear(?:ed|ance|s)|regist\w+|regulat\w+"
    r"|authori[sz]\w+|granted|evaluat\w+|warn\w*|banned|recogni[sz]\w+)"
    r"|(?:approved|cleared|regulated|evaluated|registered|licensed|authori[sz]ed|monitored|recogni[sz]ed|banned"
    r"|certified|endorsed|classified) (?:as [\w -]{3,40} )?(?:by|with|in) (?:the )?(?:u\.?s\.? )?(?:fda|food|ema"
    r"|mhra|tga|health|government|american|national|world|international|medicare|us|u\.s|uk|europe|germany|canada)"
    r"|patent(?:ed|s)?|gmp|prescription[- ]only|over[- ]the[- ]counter|off[- ]label|controlled substance"
    r"|not (?:been )?(?:approved|evaluated|regulated)|fda[- ](?:approved|cleared|registered)|(?:is|are) (?:legal"
    r"|illegal|banned|unapproved)|generally recogni[sz]ed as safe"
    r"|third[- ]party tested|clinical trial approval|covered by (?:medicare|the fda)|intended to diagnose"
)
APPROVAL_PREDICATE = phrase(
    r"(?:fda|ema|mhra|tga|administration|agency) (?:has |have |had |first )?(?:not |never )?(?:approved|cleared"
    r"|granted|warned|authori[sz]ed|banned|regulates|evaluated|does not)|"
    r"(?:is|are|was|were|been|being|became|be|gets?|got|received|has|have|with|gained|granted|by the|only|first"
    r"|fully|not) (?:the |also |now |currently |not |only |first |an? )*(?:fda|approved|cleared|patent\w*|licensed"
    r"|regulated|evaluated|registered|gmp|legal|illegal|banned|unapproved|authori[sz]ed|certified)"
    r"|fda[- ](?:approval|clearance)|'s clearance|approval (?:of|for|from)|approved (?:by|for|to|in)|cleared (?:by"
    r"|for|to)|not intended to diagnose|off[- ]label"
)
SAFE = phrase(
    r"(?<!not )(?:very |completely |totally |generally |extremely |perfectly |100% |relatively |also |both |proven "
    r"|considered |a )*(?:safe|safely|safer|safest|safety|well[- ]tolerated|non[- ]?toxic|harmless|non[- ]?addictive"
    r"|tolerability|risk[- ]free|painless|gentle(?= (?:on|enough|and safe)))"
    r"|(?:side|adverse)[- ](?:effects?|events?|reactions?)|complications?|contraindicat\w+"
    r"|(?:non-?)?habit[- ]forming|non-habit"
    r"|(?:no|without|any) (?:\w+ ){0,2}?(?:grogginess|drowsiness|jitters|hangover)|no (?:known )?(?:risks?|downtime)"
    r"|without (?:any |the |harmful |negative |dangerous |nasty "
    r"|unwanted )*(?:risks?|downtime|side|harm|pain|surgery)"
    r"|(?:does|did|do) not (?:believe|think|feel|attribute)[^.;]{0,90}?(?:related|caused|due|because|result|linked"
    r"|attribut\w+|to do with)|(?:has|have|had) never (?:irritated|caused|bothered|hurt|harmed|had (?:any|a))"
    r"|anything to do with|(?:not"
    r"|un)related to|(?:the|a) (?:day|night|hour|evening|week)s? (?:after|of|following) (?:the|my|his|her|each"
    r"|an?) (?:shot|injection|treatment|infusion|session|procedure)|linked to (?:\w+ )?(?:liver|kidney|heart|serious"
    r"|deaths?|cancer|injur\w+|damage)|(?:may|might|can|could) (?:also )?(?:feel|experience|have"
    r"|notice) (?:\w+ ){0,3}?(?:dizz\w+|nause\w+|sore\w*|drows\w+|discomfort|redness|swelling|bruis\w+|headaches?"
    r"|tingling)|unsafe|poisonous|(?:can|may|might|could) upset"
    r"|toxic(?:ity)?|addictive|dangerous|harmful|(?:can|may|could"
    r"|might) (?:also )?(?:cause|be harmful|harm"
    r"|interact|trigger|lead to|worsen)|interacts? with (?:\w+ ){0,3}?(?:drugs?|medic\w+|antibiotics?|statins?"
    r"|warfarin|blood|other|alcohol|some|certain|your)|(?:no|any|common|reported) (?:harm|damage)s?\b(?! reduction)"
    r"|(?:causes?|does|do) no (?:harm|damage)|risk of (?:bleeding|infection|death|liver|bruising|harm"
    r"|serious)|dangers?|risks? (?:of|from|associated|with)|discomfort|crash|jitters|withdrawal symptoms"
    r"|(?:does|do|did|will|would|should) not (?:cause|irritate|harm|interact|trigger|lead to)|(?:doesn't|won't"
    r"|don't) (?:cause|irritate)|without causing|non-?irritating"
    r"|(?:skin )?irritation|overdose|allergic reactions?"
)
RISK_LOWERED = phrase(
    r"(?:reduc\w+|lower\w*|decreas\w+|cut\w*|minimi[sz]\w+|prevent\w*|less|eliminat\w+|protect\w* against"
    r"|at) (?:\w+ ){0,4}?(?:risks?|harmful|toxic\w*|toxins?|danger\w*|complications|side effects|discomfort"
    r"|irritation)|risk factors?|inverse relationship"
)
COMPARISON = phrase(
    r"than|versus|vs\.?|compared (?:to|with)|in comparison (?:to|with)|superior to|inferior to|outperform\w*|unlike"
    r"|as (?:effective|good|well|safe|strong|potent|powerful) as|whereas|while|only (?:mask|cover|treat|manage)s?"
    r"|merely|instead of|rather than|beats?"
    r"|alternative to|equivalent to|equal to|better|more effective|over (?:other|traditional|conventional)"
)
OTHER_TREATMENT = phrase(
    r"(?:other|traditional|conventional|standard|existing|alternative|prescription|typical|regular|ordinary"
    r"|competing|similar|leading) (?:\w+ ){0,2}?(?:treatments?|therap(?:y|ies)|medications?|drugs?|medicines?"
    r"|supplements?|products?|brands?|forms?|methods?|options?|approaches|procedures?|machines?|devices?|pills?"
    r"|techniques?|creams?|care|oils?)|medications?|drugs?|surgery|either (?:one )?alone|alone"
)
CONTROL_ONLY = phrase(
    r"no \w+|doing nothing|waiting|\d|placebo|sham|controls?|control group|no treatment|untreated|baseline|before"
    r"|usual|ever|normal|expected"
    r"|those (?:who|not)|women who|men who|people who|non[- ]?users"
)
BY_WHICH = phrase(
    r"works? (?:by|to|through|on|with|at|directly|in|deep)|mechanisms?|mode of action|acts? (?:as|on|by|directly)"
    r"|by (?:\w+ly )?(?:increas|stimulat|block|inhibit|activat|releas|target|bind|boost|reduc|promot|caus|creat"
    r"|remov|restor|improv|balanc|produc)\w*ing|rich in|full of|high in|loaded with|packed with|"
    r"source of|store-?house|contains?|bioavailab\w+|absor(?:b|p)\w*|half-life|precursor|because (?:it|they)"
    r"|targets?|due to its|thanks to|penetrat\w+"
)
ABSENCE = phrase(
    r"(?:do not|don't) (?:yet )?know (?:if|whether|how)|(?:unclear|uncertain|not clear|not known|unknown) (?:if"
    r"|whether)"
    r"|no (?:\w+ ){0,3}?(?:evidence|proof|difference|effect|benefit|improvement|reduction|change|link|association"
    r"|cure|data)|not (?:\w+ ){0,2}?(?:effective|helpful|help|work|improve|reduce|better|shown|been shown|proven"
    r"|enough|significant\w*|beneficial|cure|differ|recommended|superior|supported)|(?:insufficient|not enough"
    r"|little|limited|lack of|inconclusive|conflicting|weak|mixed|unclear|inconsistent) (?:\w+ ){0,2}?(?:evidence"
    r"|proof|research|data|results|effect|difference|benefit|whether)|ineffective|did not|does not|do not|doesn't"
    r"|don't|didn't|unlikely to|failed to|neither|similar (?:to|in|between|results|effects)|as well as placebo"
    r"|no better|no more|no different|cannot|can't"
    r"|the same as (?:with |in |on )?(?:a |the )?(?:placebo|sham|control\w*)"
)
BURDEN = phrase(
    r"(?:%|percent) of (?:all |the )?(?:\w+ ){0,3}?(?:patients|cases|people|women|men|adults|sufferers"
    r"|amputees) (?:\w+ )?(?:experience|report|suffer|have|are|develop|also|with)|affects?|affecting|suffer(?:s|ing"
    r"|ed)?(?: from)?|living with|diagnosed with|prevalence|incidence|leading cause"
    r"|most common|(?:very |quite |extremely |so |increasingly |is a |are |is )common|epidemic|millions?"
    r"|\d[\d,.]*\s?(?:million|billion)|(?:%|percent) of (?:the |all )?(?:\w+ )?(?:adults|people|americans|population"
    r"|women|men|children|us|households)|(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in"
    r"|out of) (?:every )?\w+|rare|majority of|number one|(?:more"
    r"|most) (?:prevalent|likely|widespread)|each year|every year|nearly half|half of"
)
PROCEDURE = re.compile(
    r"(?:during (?:the|a|your|each|this) (?:session|treatment|procedure|visit|appointment|exam|first|initial)"
    r"|at the (?:beginning|start|end) of|each (?:treatment|session|patient|bottle|capsule|serving|visit)"
    r"|the (?:procedure|session|treatment|injection|appointment|process|infusion) (?:takes|lasts|is performed"
    r"|is done|involves|usually takes|is typically|begins|starts|will be|is administered)"
    r"|first,|next,|then,|after your|before your|on the day|you (?:will|may|can) (?:be|sit|lie|receive|need|wear"
    r"|return|resume|drive|expect|have|also be|meet|undergo)|your (?:doctor|provider|therapist|practitioner"
    r"|chiropractor|first) (?:will|may|can)|we (?:will|use|offer|provide|specialize|specialise|are|have|also|believe"
    r"|accept|serve|work|take|do(?! not know)|understand|know|start|begin|customi)|our (?:team|staff|clinic|mission"
    r"|goal|office"
    r"|doctors?|practice|company|providers|experienced|therapists?|facility|providers?)|a typical|typical"
    r"|sessions? (?:last|are|take|typically)|treatments? (?:last|take|are typically))"
)
DEFINES = re.compile(
    r"\b(?:is|are|refers to|is defined as|is known as|is also (?:known|called)|means) (?:simply |also "
    r"|basically |essentially |just )?(?:an?|the|one of|any|when|what)\b"
)
EVALUATION = phrase(
    r"(?:effective|helpful|beneficial|useful|successful|therapeutic|potent|powerful|proven|ideal|perfect|excellent"
    r"|great|good|best|natural|promising|safe|valuable|superior|better|leading|popular) (?:\w+ ){0,3}?(?:treatment"
    r"|therapy|remedy|way|option|solution|alternative|cure|approach|method|tool|agent|choice|aid|antioxidant"
    r"|anti-inflammatory|for|at|in|against|to)"
)
NUMBER_OF_SUCCESS = phrase(
    r"success rate|\d+\s?(?:%|percent)|cure rate|response rate|times (?:more|better|faster|stronger)|fold"
)
TESTIMONY = re.compile(
    r"(?:^|[\"“'\s])(?:i|my|i'm|i've|i'd|we've|me)\b|\b(?:he|she|his|her)\b|\b(?:patients?|clients?|customers?"
    r"|users?|moms?|people|women|men|many|one patient|mr\.|mrs\.)\b (?:\w+ ){0,2}?(?:report(?:s|ed)?|say|says|said"
    r"|tell|tells|told|claim|notice[sd]?|describe[sd]?|rave|swear)"
)
EXPOSURE = phrase(
    r"smoking|pesticides?|processed foods?|sugar|pollution|alcohol|toxins|junk food|stress|obesity|aging"
    r"|free radicals|inflammation|deficienc\w+|low levels?|lack of|poor diet|sedentary"
)

ASSOCIATION = phrase(
    r"inverse(?:ly)? (?:relationship|association|related|associated|correlat\w+)|(?:linked|associated"
    r"|correlated) (?:to|with) (?:an? )?(?:\w+ )?(?:lower|reduced|decreased|less|fewer|better|improved|higher"
    r"|increased|greater|reduction|improvement)"
    r"|(?:less|more) likely to|(?:reduc\w+|lower\w*|decreas\w+) (?:the |your |their )?risk|(?:lower|reduced"
    r"|decreased) (?:\w+ )?(?:risk|rates?|incidence)|protective effect|fewer \w+"
)
VERDICT = phrase(
    r"outperform\w*|(?:is|are) (?:equal|equivalent) to|(?:is|are|was|were|be|been|being|proved|proven|proves"
    r"|remains?|as|equally|more|highly|very|most|extremely"
    r"|remarkably|incredibly|clinically|particularly|especially) (?:\w+ ){0,3}?(?:effective|ineffective|beneficial"
    r"|helpful|useful|successful|superior|inferior|efficacious|promising)"
)
REVOLUTION = phrase(
    r"revolutioni[sz]\w*|is changing the|game[- ]chang\w+|leading provider|proud to|committed to|dedicated to"
    r"|state[- ]of[- ]the[- ]art"
)

BETTER_THAN = phrase(
    r"(?:[a-z]{4,}er|better|faster|longer|safer|stronger|cheaper|easier|superior|higher|lower|more|less|fewer"
    r"|greater)\b[^.;]{0,60}? than"
)
NUMBERED = re.compile(
    r"\d|\b(?:number one|killers?|worldwide|millions?|common|commonly|leading|most|rare|half|epidemic|prevalen\w+"
    r"|(?:one|two|three|four"
    r"|five) (?:in|out of))\b"
)
ILL_EFFECTS = re.compile(
    r"(?:no |the |most |some |any |common |minor |serious |possible |reported |potential |known |there (?:are|were"
    r"|is|have been) (?:no |few |some )?)*(?:\w+ )?(?:side effects?|adverse (?:events?|effects?|reactions?)"
    r"|complications?|downtime|high doses?|large amounts?|large doses?)\b"
)

FELT_CHANGE = phrase(
    r"used to (?:\w+ ){1,8}?(?:and|but),? now|now (?:only|able|i can|he can|she can|i take none|he takes none"
    r"|she takes none|i take no)|(?:can|could) (?:now|finally|again)|finally (?:sleep|walk|play|enjoy|able)"
    r"|stopped (?:taking|using|needing)|without (?:holding|help|a cane|assistance|waking|having to|any (?:pain"
    r"|trouble|discomfort)|medication)|melted away|\d+\s?(?:%|percent) better|took (?:the|all the"
    r"|away the) (?:\w+ )?(?:off|away)?"
    r"|than (?:before|i (?:have|had) in|it (?:was|had been)|they (?:were|had been))|(?:seems?|feels?|felt"
    r"|looks?) (?:to be )?(?:\w+ )?(?:a little |a bit |much |so much |slightly |even )?(?:less|better|improved"
    r"|lighter|stronger|calmer|younger|easier|warmer|worse)"
    r"|(?:is|are|was|were|has been|have been) (?:\w+ )?(?:down|less|gone|smaller|lighter|much better|worse|improved"
    r"|reduced|milder|subsiding|diminish\w+|decreas\w+)|(?:a little|much|far|slightly|noticeably|significantly"
    r"|somewhat|a bit|a lot) (?:less|fewer|better|worse|more)"
    r"|how (?:fast|quickly|well) (?:i|he|she|it|they|my|his|her) (?:\w+ )?(?:healed|recovered|worked|improved)"
    r"|could (?:now |finally |again )?(?:walk|run|sleep|see|hear|stand|climb|lift|eat|breathe|move|work|feel)"
    r"|able to (?:\w+ )?(?:walk|run|sleep|see|hear|stand|climb|work|return|resume|stop|move|play)|no longer"
    r"|without (?:any )?pain|pain[- ]free|went away|(?:almost|completely|totally|nearly|all|is|was|were|are) gone"
    r"|for the first time in|back to normal|cleared up|(?:much|so much|feels?|felt|feeling|slept|sleeps?|sleeping"
    r"|far) better"
    r"|woke up (?:feeling )?(?:refreshed|rested)|off (?:her|his|my|their|all) (?:medication|meds|pain)|(?:from"
    r"|of) \d+(?:\.\d+)? to \d+|say goodbye to|gets? rid of|threw away|throw away|feel the difference|(?:keeps?|kept"
    r"|keeping) [\w ]{2,40} (?:away|at bay)|changed my life|saved my life"
)
LASTING = phrase(
    r"(?:effects?|improvements?|benefits?|results?|relief|gains|changes?|difference) (?:\w+ ){0,2}?(?:last\w*"
    r"|persist\w*|remain\w*|endure\w*|continu\w+|permanent|maintained|wears? off|appear\w*|begin|start)"
)
BY_ARM = re.compile(
    r"\d[\d.,]*\s?(?:%|percent|points?|kg|lb)?[^.;]{0,60}?\b(?:compared (?:to|with)|versus|vs\.?|against"
    r"|and)\b[^.;\d]{0,30}\d[^.;]{0,60}?\b(?:group|placebo|sham|controls?|arm)\b"
)
PRESENTED = re.compile(
    r"\b(?:came to (?:us|our|the|see)|presented (?:with|to)|visited our|had been (?:diagnosed|prescribed"
    r"|told|suffering|living|a)|was (?:diagnosed|prescribed|referred|born|told)|(?:returned|came back|is scheduled"
    r"|came in) for"
    r"|suffered (?:from|for|a)|(?:has|had) (?:suffered|struggled|been taking|tried|lived)|was \d+ (?:years|when)"
    r"|still takes|plans to)\b"
)
STUDIED_WHAT = re.compile(
    r"\b(?:is|are|was|were) (?:now |currently )?(?:studying|investigating|testing|exploring|examining"
    r"|looking at)\b"
)

RESULT_NUMBER = re.compile(
    r"\d\s?(?:%|percent\b|pounds\b|lbs?\b|kg\b|inches\b)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|\d+) (?:out of|in) (?:every )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b|\b(?:half"
    r"|two[- ]thirds|three[- ]quarters|most|majority) of (?:our |the |all |these )?(?:patients|users|people|women"
    r"|men|clients|members|participants|children)"
)
NOT_WORKING = phrase(
    r"(?:do|does|did) nothing (?:for|to|against)"
    r"|(?:do|does|did|will|would|has|have) not (?:\w+ )?(?:work|help|improve|reduce|cure|treat|prevent|relieve|lower"
    r"|benefit|differ|change|increase|decrease)\w*|(?:doesn't|don't|didn't|won't) (?:\w+ )?(?:work|help|improve"
    r"|reduce|cure|treat|prevent|relieve|lower)|not (?:been )?(?:proven|shown|found|demonstrated) to|no evidence"
    r"|not enough evidence|insufficient evidence|(?:do not|don't) know (?:if|whether)|(?:unclear|uncertain|not clear"
    r"|unknown) (?:if|whether)"
)
NAMES_SAFETY = re.compile(r"side effect|safe|adverse")

NOTICED = phrase(
    r"(?:feel|feels|felt|notice|notices|noticed|experience|experiences|experienced|report|reported|see|saw|enjoy"
    r"|enjoyed|get|obtain|receive) (?:\w+ ){0,3}?(?:improvements?|relief|results|benefits?|changes?|difference"
    r"|effects?)"
)
TREATED = phrase(r"treated|took|taking|used|using|received|after (?:treatment|surgery|therapy)")

TOLD = phrase(
    r"(?:almost |hardly |barely |nearly )?(?:no|any) (?:more )?(?:pain|cramps?|cramping|swelling|numbness|tingling"
    r"|headaches?|symptoms?|stiffness|discomfort|burning|nausea|anxiety)"
    r"|(?:has|have|had) (?:\w+ )?(?:stopped|ceased|eased|returned|started to|begun to|increased|decreased|improved"
    r"|gone|subsided|lessened|been (?:less|able|better|sleeping|much|feeling|doing))"
    r"|(?:is|are|was|were|am|been) (?:now |also |already )?(?:able to|sleeping|walking|moving|feeling|doing|getting"
    r"|back)"
    r"|(?:slept|sleeps?|sleeping|walked|walks?|walking|feels?|felt|feeling|doing|looks?) (?:\w+ ){0,2}?(?:well"
    r"|better|soundly|through|good|great|normal|fine|strong|warm|different|amazing|easier|stronger|lighter|rested"
    r"|energ\w+)"
    r"|(?:regain|recover)\w*|not (?:as|so|quite as) \w+|(?:didn't|did not|hasn't|has not|haven't|don't|do not"
    r"|doesn't|does not) (?:\w+ )?(?:have|had|need|needed|wake|hurt|ache|feel|felt|bother)"
    r"|good night's sleep|continues? to (?:improve|decrease|feel|get|lessen)|keeps? getting|(?:noticed?"
    r"|notices) (?:that |an? |some |more |less |a )|more (?:energy|feeling|sensation|strength|mobility|flexibility)"
    r"|(?:less|fewer) \w+"
    r"|(?:increased|decreased|improved|dropped|went|came) (?:from|to|down|back|up)|better than|(?:began"
    r"|started) to (?:feel|improve|sleep|walk|notice|come|subside|fade)"
)
TELLER = re.compile(r"\b(?:i|my|i'm|i've|me|he|she|his|her|the patient|patient's)\b")

TREATED_WITH = phrase(
    r"works? (?:within|in|fast|quickly|instantly|immediately|well|for (?:most|many|people|patients|everyone))"
    r"|takes? (?:the edge off|the load off|away)|(?:can|could|may|might|is|are|was|were|be"
    r"|been) (?:\w+ ){0,2}?(?:treated|managed|relieved|controlled|cured"
    r"|helped|reversed|prevented|reduced|eased|healed|overcome|alleviated) (?:\w+ ){0,3}?(?:with|by|using|through)"
    r"|(?:advocat|promot|support|recommend|endors|warrant)\w* (?:the |its )?use|(?:role|promise|potential|effect"
    r"|value) in (?:the )?(?:treat|manag|reliev|reduc|prevent)\w*"
)
OF_THE_ILLNESS = re.compile(
    r"(?:this|these|such|that|those|the|it)\s(?:\w+\s){0,2}?(?:pain|syndrome|disease|disorder|condition|symptoms?"
    r"|illness|issue|problem|types?|attacks?|disruptions?|damage|headaches?|migraines?|infection|exacerbations?"
    r"|stages?)\b"
)
OF_THE_ILL = re.compile(
    r"(?:%|percent|most|many|some|majority|half|third) (?:of )?(?:the |all )?(?:\w+ ){0,3}?(?:patients|people"
    r"|sufferers|amputees|women|men|adults|children|cases)?\s?(?:with \w+ )?(?:experience|report|suffer|complain"
    r"|develop|have|describe|are seen|occur)"
)
PERCENT = re.compile(r"\d\s?(?:%|percent\b)")

CAUSE = phrase(
    r"(?:are |is |be |been )?caus(?:e|es|ed|ing)(?: by)?|arises?|arising|(?:a |the )?cause of|leads? to|leading to"
    r"|results? (?:of|in|from)|trigger(?:s|ed)?|due to|responsible for|contributes? to|more prone to|may develop"
    r"|develops?"
)
