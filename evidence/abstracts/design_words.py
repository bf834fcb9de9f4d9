"""The words by which titles and abstracts announce a study design, as ordered rules; the first that fits decides.

It never reads publication types or MeSH headings.
"""

import re
from typing import NamedTuple


class DesignRule(NamedTuple):
    """A design code, what announces it in title or abstract, and what in the same text speaks against it."""

    code: str
    title: re.Pattern[str] | None
    abstract: re.Pattern[str] | None
    unless: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{pattern})")


_RANDOM = (
    r"randomi[sz]ed(?:[ ,-]+(?:\w+[ ,-]+){0,6}?)(?:trial|study|controlled|comparison|experiment|evaluation|"
    r"crossover|cross-over)\b"
    r"|randomi[sz]ed,? (?:controlled|clinical|double|single|placebo|open|parallel|cross|comparative|"
    r"prospective|multicent|pilot|phase|factorial|cluster|pragmatic|non-?inferiority)"
    r"|(?:were|was|are|be|been|and|who|patients|participants|subjects|women|men|children|adults|volunteers|"
    r"individuals) (?:\w+ ){0,2}?(?:randomi[sz]ed|(?:randomly|randomized|randomised) (?:assigned|allocated|"
    r"divided|selected to|distributed|received?|assign|separated|categori[sz]ed|grouped|enrolled|split|"
    r"placed|given|treated|to|into))\b"
    r"|random(?:ly)? (?:assign|allocat)\w*|we randomi[sz]ed|(?:allocated|assigned|divided) at random|"
    r"at random (?:to|into)\b|randomi[sz]ation (?:to|was|ratio|of (?:patients|"
    r"participants|\d))|random(?:i[sz]ed)? (?:allocation|assignment|order|sequence)|(?:in|"
    r"using) (?:a )?random(?:i[sz]ed)? (?:order|fashion|manner|sequence)"
    r"|randomi[sz]ed (?:to|into|in a|\d|at|between|by|using|with|after|for|patients|participants|groups?)|"
    r"\d+ (?:\w+ ){0,4}?randomi[sz]ed\b|double[- ]blind|placebo[- ]controlled|double[- ]masked|"
    r"triple[- ]blind|single[- ]blind(?:ed)? (?:randomi|trial|study)|RCT\b|sham[- ]controlled|"
    r"intention[- ]to[- ]treat|intent[- ]to[- ]treat"
    r"|(?:computer-generated|random[- ]numbers?) (?:\w+ ){0,2}(?:sequence|list|code|numbers|schedule|tables?|generator)"
    r"|(?:sealed,? |opaque,? ){1,2}envelopes|allocation conceal\w+|concealed allocation"
    r"|allocated by (?:a )?computer|(?:drew|drawing|picked) (?:a |one of )?(?:\w+ ){0,2}envelopes?|"
    r"(?:drawing|drawn by|by drawing) lots|by the toss of a coin|by tossing a coin|coin toss"
    r"|or (?:an? )?(?:matching |identical |matched |identical-looking |inert )*placebo\b"
)
_TRIALS_OF_OTHERS = (
    r"search (?:strategy|methods)|(?:identified|located|retrieved) (?:in|through|from|by|"
    r"using) (?:\w+ ){0,4}(?:medline|pubmed|embase|cochrane|databases?)|systematic(?:ally)? review|"
    r"meta-?analys[ie]s|mendelian randomi[sz]ation|(?:we|were|"
    r"was) (?:systematically )?search\w*[^.]{0,80}(?:pubmed|medline|embase|cochrane|database)|(?:pubmed|medline|"
    r"embase|cochrane (?:library|central))[^.]{0,100}(?:search|were|from inception)"
)
_REVIEW_VERBS = (
    r"(?:this|the present|our|the current) (?:\w+ ){0,3}?(?:review|overview|article|paper|chapter|"
    r"commentary|perspective|monograph) (?:\w+ ){0,2}?(?:review|summari|discuss|describ|focus|provid|"
    r"highlight|outlin|explor|address|cover|examin|present|aims?|consider|attempt|offer|will|seek|intend|"
    r"assess|survey|deal|update|evaluat|critically)"
    r"|in this (?:\w+ ){0,3}?(?:review|overview|chapter|mini-?review)|(?:here|herein|in this (?:article|"
    r"paper)),? (?:we|the authors?|i) (?:\w+ ){0,2}?(?:review|summari[sz]e|discuss|provide an overview|"
    r"outline|highlight)|(?:we|the authors?|i) (?:\w+ ){0,2}?(?:review the|review recent|review current|"
    r"summari[sz]e (?:the )?(?:current|recent|evidence|literature|existing|available|key|main|what)|"
    r"discuss\b(?! (?:our|these) (?:results|findings))|(?:consider|outline|argue|"
    r"critically) (?:the )?(?:current|recent|potential|role|possible|evidence|mechanisms|its|"
    r"challenges|how))"
    r"|(?:is|are) (?:also )?(?:briefly |critically |comprehensively )?reviewed\b|"
    r"(?<!records )(?<!charts )(?:is|are|was|were) (?:also )?(?:briefly |critically |"
    r"comprehensively )?(?:discussed|summari[sz]ed|highlighted)\b(?: in this| here|\.)|the (?:purpose|aim|"
    r"objective|goal) of this (?:\w+ )?(?:review|article|paper|overview) (?:is|was)|literature (?:was|"
    r"is) reviewed|review(?:s|ed|ing)? (?:of )?(?:the )?(?:current |recent |available |published |"
    r"existing )?(?:literature|evidence|knowledge|data on)|narrative review|recent (?:advances|progress|"
    r"developments|evidence|findings|studies) (?:in|on|and|have|has)|current (?:knowledge|understanding|"
    r"evidence|concepts|status)"
)
_TITLE_REVIEW = (
    r"(?:a|an|the|brief|mini|critical|comprehensive|clinical|literature|narrative|updated|state-of-the-art|"
    r"historical|concise|general|short|practical|integrative|evidence-based)[ -]?(?:\w+ )?(?:review|overview)\b|"
    r"review(?::|$|\.$| of (?:the )?(?:literature|evidence|current|recent))|overview\b|an update\b|: update|"
    r"update on\b|updates? in\b|recent (?:advances|progress|developments|trends|insights)|advances in\b|"
    r"current (?:concepts|status|perspectives?|understanding|evidence|knowledge|state|trends|management|"
    r"approaches|views|and (?:future|emerging))|state of the art|future (?:directions|perspectives|prospects|"
    r"challenges)|perspectives? (?:on|of)\b|challenges and\b|new insights|past, present|"
    r"what (?:do we|is|are|we|every|should)|pathophysiology(?:,| and)|pathogenesis(?:,| and)|"
    r"mechanisms? (?:and|of action)|therapeutic (?:targets?|potential|strategies|implications|approaches|"
    r"options)|emerging (?:role|therap|concept|strateg|treatment)|diagnosis and (?:management|treatment|"
    r"therapy)|^(?:the )?(?:diagnosis|management|treatment|prevention)(?:,? and \w+)? of\b(?! \w+ with)|"
    r"treatment (?:strategies|options)|primer|guide to|clinician|controvers|"
    r"promise|where are we|from bench|historical|pharmacology of|reviewed\b|"
    r"the role of [^.]{3,60} in\b(?!.*(?:patients|children|women|rats|mice))|\breview\b"
)
_PERSON = (
    r"(?:man|woman|boy|girl|male|female|infant|child|newborn|neonate|patient|adolescent|teenager|baby|gentleman|"
    r"lady|toddler|gravida|primigravida|person|individual|athlete|soldier|worker|fetus|twin)"
)
_AGE = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[- ](?:year|month|week|day|yr|"
    r"yo)s?[- ]?(?:old|of[- ]age)"
)
_REPORT = (
    rf"(?:report|present|describe|detail|discuss|document|encountered?|treated|observed|saw|illustrate)(?:s|"
    rf"ed|ing)? (?:here )?(?:on )?(?:a|an|the|our|one|another|this|such a) (?:\w+[ -]+){{0,6}}?(?:case|"
    rf"{_PERSON})\b(?! (?:group|population|series of|cohort|study|control|database|registr|satisf|outcome|"
    rf"safety|report form|education|care|care program|definition|management))"
    rf"|we (?:report|describe|present) (?:on )?(?:two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){{0,3}}"
    rf"(?:patients|children|women|men|siblings|infants|adults|adolescents)\b"
    rf"|\b(?:an?|the|our|this) (?:\w+[ ,-]+){{0,5}}?{_AGE},?(?: \w+){{0,4}}? {_PERSON}|{_AGE} {_PERSON}|"
    rf"(?:case|patient) (?:is|was) (?:presented|reported|described)|in (?:this|the present) (?:case report|"
    rf"case study)|case presentation|case (?:description|history|summary)|this case (?:report|illustrates|"
    rf"demonstrates|highlights|emphasi|suggest|study|show|underscore)|the (?:present|current) case|to (?:our|"
    rf"the best of our) knowledge,? this is the first (?:reported |report of |documented |"
    rf"described )?(?:case|report)|our patient\b|\ban? (?:[\w-]+ ){{0,5}}?(?:recipient|smoker|survivor|worker|"
    rf"farmer|veteran|athlete|diabetic|woman|man)(?: (?:taking|with|on|receiving) [\w -]{{2,40}}?)? "
    rf"(?:developed|presented|became|was admitted|was referred)|"
    rf"first (?:reported|documented|described) case|"
    rf"the patient (?:was|had|presented|underwent|developed|died|made|received|recovered|complained|"
    rf"remained)\b"
)
_TITLE_CASE = (
    r"(?:two|three|four|monozygotic|identical|affected) (?:siblings|twins|brothers|sisters|patients with)|"
    r"(?:a |an? )?(?:\w+[ -])?case (?:report|study|presentation|discussion)s?\b|"
    r"a (?:\w+[ -]){0,3}case(?: of|\b$|[ ,:.-])|case of\b|: (?:a|two|three|four) (?:\w+ )?cases?\b|"
    r"(?:report|description) of (?:a|one|an?|two|three|the first|\d) (?:\w+ )?(?:cases?|patients?)|"
    r"unusual (?:case|presentation|cause|manifestation|complication|location)|rare (?:case|cause|"
    r"presentation|complication|manifestation|entity|association|variant|occurrence)|presenting (?:as|with)|"
    r"masquerading|mimicking|(?:successful|successfully) (?:treat|manag)\w+ (?:of|with|by) [^.]*\bin a\b|"
    r"in an? (?:\w+[ -]){0,4}(?:man|woman|boy|girl|infant|child|newborn|neonate|patient with|patient\b|"
    r"adolescent|\d+-year)|"
    rf"{_AGE} {_PERSON}|{_AGE}\s*$"
)
_SEARCHES = (
    r"systematic(?:ally)?[ -](?:literature[ -])?(?:review|search|overview)\w*|meta-?analy\w+|meta-?regression|"
    r"scoping review|umbrella review|PRISMA|PROSPERO|(?:pubmed|medline|embase|cochrane (?:library|central|"
    r"database|controlled)|web of science|scopus|cinahl|psycinfo)[^.]{0,140}(?:search|database|from inception|"
    r"were used|up to|until|through|to identify)|(?:search|searched|searching|searches)[^.]{0,80}(?:pubmed|"
    r"medline|embase|cochrane|web of science|scopus|databases?|literature)|literature search|(?:eligible|"
    r"included|relevant) (?:studies|trials|articles|papers)|(?:studies|trials|articles|rcts) (?:were|met|"
    r"that met|fulfil)\w* (?:\w+ )?(?:identified|included|retrieved|eligible|selected|the inclusion)|(?:two|"
    r"independent) (?:review )?(?:authors|reviewers) (?:independently )?|pooled (?:odds|risk|effect|"
    r"analysis of (?:\w+ ){0,2}(?:trials|studies)|estimate|results? from)|heterogeneity|risk of bias|"
    r"selection criteria:?|forest plot|random[- ]effects? model"
)
_TITLE_SYNTHESIS = (
    r"systematic(?:ally)?[ -](?:literature |scoping |mixed |umbrella )?(?:review|overview|search)|"
    r"meta-?\s?analy\w+|meta-?synthesis|meta-?regression|network meta|umbrella review|scoping review|"
    r"rapid review|pooled analysis|cochrane review|integrative review|evidence synthesis|"
    r"health technology assessment"
)

RULES: tuple[DesignRule, ...] = (
    DesignRule(
        "protocol",
        _words(
            r"(?:study|trial|review|research|trial and study) protocol\b|protocol (?:for|of) (?:an? |"
            r"the )(?:\w+[ ,-]+){0,8}(?:trial|study|review|evaluation|rct|survey|project)|"
            r": (?:a )?protocol\b|rationale and design|design and rationale|study design and|: design of\b|"
            r"design of (?:the|an?) (?:[\w-]+ ){1,6}(?:trial|study)\s*$"
        ),
        _words(
            r"(?:participants|patients|subjects|women|children|adults|individuals|families|schools|"
            r"practices|clusters) will be (?:\w+ ){0,2}(?:random|recruit|assign|allocat|enrol|invite)|"
            r"will be randomi[sz]ed|study protocol|this protocol|primary outcome (?:measure )?will be|"
            r"trial status"
        ),
        _words(r"protocol-based|we found|results? (?:showed|indicate)|per-protocol"),
    ),
    DesignRule(
        "guideline",
        _words(
            r"(?:clinical |practice |consensus |evidence-based )?(?:guidelines?|consensus (?:statement|"
            r"report|recommendations?)|position (?:statement|paper)|recommendations (?:for|from|of the)|"
            r"expert consensus|consensus)(?:\b)"
        ),
        _words(
            r"(?:these|this|the present) (?:clinical )?(?:guidelines?|consensus statement|"
            r"position (?:statement|paper)) (?:provide|present|was|were|is|are|aim|address|update|recommend|"
            r"summari)"
        ),
        _words(
            r"adherence to|compliance with|implementation of|impact of|effect of|guideline-(?:based|"
            r"adherent|directed|concordant)|review of|knowledge of|awareness|according to|randomi[sz]ed|"
            r"retrospective|cohort"
        ),
    ),
    DesignRule(
        "editorial",
        _words(
            r"editorial\b|commentary\b|comment on|comments on|letter to the editor|in reply|reply\b|"
            r"response to\b.*\b(?:letter|comment)|correspondence\b|viewpoint\b|invited commentary|"
            r"author'?s? (?:reply|response)|opinion\b"
        ),
        re.compile(
            r"(?i)\A\W*editorial\b|\bthis (?:editorial|commentary|viewpoint|opinion piece)\b|\bin (?:our|"
            r"my) (?:view|opinion)\b"
        ),
        _words(r"patients were|public opinion|opinion leader|patients|survey|response to (?:treatment|therapy)"),
    ),
)
REVIEW_OF_TRIALS = re.compile(
    r"(?i)\bauthors['’] conclusions?\b|\b(?:we|authors) (?:included|identified|found) (?:[\w-]+ ){1,5}?"
    r"(?:trials|RCTs|studies)\b[^.]{0,60}\b(?:with|enrolling|involving|including|comprising) (?:a total of )?\d|"
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[\w-]+ ){0,5}?(?:trials|RCTs|studies) "
    r"(?:\([^)]*\) )?(?:with [\w ]{3,30} )?(?:were|was) included\b"
    r"|\b(?:individual )?(?:patient )?data (?:from|of) [^.]{0,60}?\b\d+ (?:[\w-]+ ){0,3}(?:trials|RCTs|"
    r"studies)\b[^.]{0,60}\b(?:were|was) "
    r"(?:pooled|combined|synthesi[sz]ed)"
    r"|\b(?:trials|RCTs|studies) (?:met|fulfilled) (?:the |our |all )?(?:inclusion|eligibility|selection|"
    r"entry) criteria"
)
"""The headings of Cochrane reviews, and how a review says what it found: `we included 71 trials with 3780 adults`."""
SYNTHESIS = DesignRule("systematic_review", _words(_TITLE_SYNTHESIS), _words(_SEARCHES))
NARRATIVE = DesignRule("review", _words(_TITLE_REVIEW), _words(_REVIEW_VERBS))
CASE = DesignRule("case_report", _words(_TITLE_CASE), re.compile(_REPORT, re.IGNORECASE))
RANDOMISED = DesignRule(
    "rct",
    _words(_RANDOM + r"|randomi[sz]ed\b|cross-?over (?:trial|study|design)"),
    _words(_RANDOM + r"|cross-?over (?:trial|study|design|fashion|manner)|crossed over"),
)
OTHERS_TRIALS = _words(_TRIALS_OF_OTHERS)
FUTURE_TRIALS = re.compile(
    r"(?i)\b(?:random\w*|placebo-controlled|double-blind)[^.]{0,50}\b(?:trials?|studies|study|research|evidence)\b"
    r"[^.]{0,60}\b(?:needed|required|warranted|necessary|should be|lacking|awaited|recommended|scarce|absent)\b"
    r"|\b(?:lack of|absence of|paucity of|need for|dearth of|future|further|few|no|more)\b(?: (?:large|"
    r"larger|high[- ]quality|prospective|well[- ]designed|published|available|additional|controlled|"
    r"multicent\w+|properly))*,? (?:\w+,? ){0,2}random\w*(?:[ -](?:controlled|clinical|double-blind|"
    r"placebo-controlled),?)*(?: (?:trials?|studies|study))?"
    r"|\bnon-?\s?randomi[sz]ed|\bnot randomi[sz]ed|\brandomi[sz]ed (?:controlled |clinical )?trials (?:have|"
    r"has|show|suggest|indicate|demonstrate|are|comparing|were (?:identified|included|searched))|"
    r"\bmendelian randomi[sz]ation|randomly (?:selected|chosen|sampled|drawn)|random sampl\w+|"
    r"random effects?|random forest|random-digit"
)
TRIAL = _words(
    r"clinical trial|phase (?:[1-4]|i{1,3}v?|iv)(?:[ab]|/(?:ii|2))?\b[^.]{0,40}(?:trial|study)|"
    r"open[- ]label|single[- ]arm|dose[- ](?:escalation|finding|ranging)|feasibility (?:trial|study)|"
    r"pilot (?:trial|intervention|study of)|proof[- ]of[- ]concept|\d+[- ](?:week|month|"
    r"session) (?:intervention|program(?:me)?|training)|pre- (?:to|and) post-?(?:intervention|treatment)|"
    r"maximum tolerated dose|"
    r"uncontrolled (?:trial|study)|controlled trial|quasi-?(?:experiment|randomi)\w*|"
    r"non-?randomi[sz]ed (?:\w+ ){0,2}(?:trial|study|controlled)|pre-?(?:test|post)[^.]{0,20}post-?test|"
    r"before[- ](?:and|after)[- ]after? ?(?:study|trial|design|intervention)?|interventional study|"
    r"intervention (?:study|trial|group)|ClinicalTrials\.gov|NCT\d{8}|ISRCTN\d+|trial registration|"
    r"comparative trial|efficacy and safety of|healthy (?:\w+ ){0,2}volunteers (?:received|were given|"
    r"ingested)|(?:patients|subjects|volunteers|participants) (?:received|were treated with|were given|took|"
    r"ingested|consumed|underwent (?:\w+ ){0,3}training)|pharmacokinetic|(?:were|was) (?:assigned|"
    r"allocated)(?: \w+)? to|control group received|treatment group|latin square|split-mouth"
)
NOT_RANDOMISED = re.compile(
    r"(?i)\b(?:non-?\s?randomi[sz]ed|not randomi[sz]ed),? (?:\w+ ){0,2}(?:controlled|comparative|trial|study)|"
    r"\bquasi-?experiment\w*"
)
"""A trial that says it was not randomised."""
BEFORE_AFTER = re.compile(
    r"(?i)\bbefore[- ](?:and[- ])?after (?:study|trial|design|comparison|intervention)|\binterrupted time[- ]series|"
    r"\bpre-?(?:/|-| and )?post(?:-?intervention)? (?:study|design|evaluation)"
)
SERIES_TITLE = re.compile(
    r"(?i)\b(?:experience (?:with|in)|results? in|in|of) (?:the first )?(?P<n>\d{1,2}|two|three|four|five|six|"
    r"seven|eight|"
    r"nine|ten|eleven|twelve|\w+teen|twenty)(?: consecutive)? (?:[\w-]+ )?"
    r"(?!years|weeks|months|days|hours|cent|count|hospital|steps|trials|studies|doses|rats|mice|dogs|cats|cells|groups)"
    r"(?:children|women|men|people|[a-z]{3,}s)\W*\Z"
)
"""A title that counts a few people: `Bleomycin for keloids: experience with 14 patients`."""
COMPARES = re.compile(
    r"(?i)\b(?:versus|vs\.?|compared (?:with|to)|controls?|placebo|randomi\w+|comparison group|non-users|"
    r"between groups|or "
    r"usual)\b"
)
ANIMAL = re.compile(
    r"(?i)\b(?:rats?|mice|mouse|murine|rodents?|rabbits?|guinea[- ]pigs?|hamsters?|gerbils?|piglets?|pigs?|"
    r"swine|porcine|sheep|lambs?|ovine|ewes?|goats?|cows?|cattle|bovine|calves|heifers?|dogs?|canine|"
    r"beagles?|cats?|feline|ferrets?|monkeys?|macaques?|rhesus|baboons?|primates?|horses?|mares?|equine|"
    r"ponies"
    r"|zebrafish|xenopus|drosophila|c\. elegans|caenorhabditis|chick(?:en|s)?s?|broilers?|hens?|poultry|"
    r"quails?|fish|trout|salmon|tilapia|frogs?|larvae|sprague[- ]dawley|wistar|c57bl\w*|balb/?c|knockout|"
    r"transgenic|animals?|in vivo|xenografts?|ovariectomi[sz]ed|streptozotocin)\b"
)
LABORATORY = re.compile(
    r"(?i)\b(?:in vitro|ex vivo|cell lines?|cultured|cell cultures?|incubated|hepatocytes|biofilms?|"
    r"microdialysis|cdna|amino acids?|kda|molecular mass|catalytic|lysates|spectra|homogenates?|"
    r"antibacterial|antimicrobial activity|in situ|immunohistochem\w+|agonists?|antagonists?|cells?|"
    r"transfect\w+|knock-?down|sirna|"
    r"shrna|western blot\w*|mrna|proteins?|receptor|kinase|apoptosis|proliferation|signal(?:l)?ing|"
    r"pathways?|gene expression|promoter|plasmids?|phosphorylat\w+|mutants?|recombinant|purified|enzymes?|"
    r"inhibitors?|ic50|molecular (?:docking|dynamics)|nanoparticles?|fibroblasts?|macrophages?|neurons?|"
    r"hela|hek-?293\w*|mcf-?7|crispr|e\. coli|escherichia|bacteri\w+|strains?|isolates|genomes?|sequenc\w+|"
    r"assays?|binding|ligands?|substrates?|membranes?|mitochondri\w+|crystal structure|synthesi[sz]ed|"
    r"compounds?|extracts?|spectroscopy|hplc|polymerase|chromatin|transcript\w+|yeast|oocytes?|stem cells?|"
    r"explants?|slices|patch[- ]clamp)\b"
)
HUMAN = re.compile(
    r"(?i)\b(?:patients?|participants?|volunteers?|women|men|children|adolescents?|adults?|infants?|"
    r"neonates?|newborns?|persons?|people|individuals|subjects|cases|pregnan\w+|mothers?|students?|nurses?|"
    r"physicians?|registry|surgery|arthroplast\w+|workers?|veterans?|residents?|outpatients?|inpatients?|"
    r"clinical|hospital\w*|boys|girls|years old|aged|respondents?|athletes?|caregivers?|surgeons?|"
    r"households?|survivors?|controls|recipients|smokers|migraineurs|users|gymnasts|athletes|players|operations|"
    r"procedures|[a-z]+ectom(?:y|ies)|musicians|elderly|villagers|soldiers)\b"
)
OBSERVATIONAL: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "case_control",
        _words(
            r"(?:nested )?case[-– ]?control(?:led)?\b|cases and (?:\d[\d,]* )?(?:\w+ ){0,2}controls|matched controls|"
            r"controls (?:were )?matched|(?:population|hospital|community|neighbou?rhood) controls|"
            r"age-matched (?:healthy )?controls|case-referent|case-crossover|"
            r"\d[\d,]* (?:[\w-]+ ){1,8}?and (?:of )?\d[\d,]* (?:[\w-]+ ){0,4}controls\b[^.]*\.[^.]*\b(?:cases|"
            r"odds ratio|OR)\b"
        ),
    ),
    (
        "cross_sectional",
        _words(
            r"cross-?\s?sectional|prevalence (?:study|survey)|ecological study|"
            r"prevalence and (?:\w+ )?(?:determinants|correlates|associated factors)|"
            r"(?:random|representative|convenience|stratified|population-based) sample of (?:[\w,]+ ){1,6}?(?:was|"
            r"were) "
            r"(?:examined|interviewed|screened|tested)|examined once|on a single (?:visit|occasion)|"
            r"blood (?:was|samples were) (?:drawn|taken|collected) from \d[\d,]* (?:[\w-]+ ){0,3}(?:workers|"
            r"students|adults)"
        ),
    ),
    (
        "survey",
        _words(
            r"(?:online|web-based|national|postal|mail|telephone|questionnaire|population|household|"
            r"community|internet|electronic|nationwide|anonymous) survey|were (?:\w+ )?interviewed|"
            r"survey(?:s|ed)? (?:was|were|of|"
            r"among|to|data)|were surveyed|questionnaires? (?:was|were)|we surveyed|respondents|"
            r"self-administered questionnaire|focus groups?|semi-?structured interviews?|"
            r"qualitative (?:study|interviews?|analysis|research|data)|delphi"
        ),
    ),
    (
        "registry",
        _words(
            r"(?:national|nationwide|population|cancer|swedish|danish|patient|disease|hospital|prospective|"
            r"international|medical birth|death)[- ](?:\w+ ){0,2}regist(?:ry|er|ries|ers)|registry (?:study|"
            r"data|of|based)|claims (?:data|database)|administrative data|insurance (?:research )?database|"
            r"health insurance|medicare|\bSEER\b|NHANES|national (?:inpatient|health)|database (?:study|was|"
            r"of|analysis)|electronic (?:health|medical) records?|register-based|routinely collected"
        ),
    ),
    (
        "cohort",
        _words(
            r"cohorts?\b|prospective(?:ly)? (?:\w+ ){0,3}(?:study|follow|observational|longitudinal|evaluat|"
            r"collect|enrol|recruit|assess|stud)|longitudinal|follow-?up (?:study|of \d|period|was|time)|"
            r"were followed|followed[- ]up|person-years|retrospective (?:\w+ ){0,3}(?:cohort|study|analysis|"
            r"comparison|evaluation)|historical cohort|hazard ratio|incidence (?:of|rate)|"
            r"long-term (?:outcome|result|follow|survival)s?|birth cohort|propensity[- ](?:score|match)|new users|"
            r"we followed \d|(?:followed|enrolled|recruited) (?:up )?prospectively|enrolled and followed"
        ),
    ),
    (
        "observational",
        _words(
            r"retrospective(?:ly)?|observational|medical records?|chart review|charts? (?:of|were)|"
            r"records (?:of|were|from)|consecutive (?:\w+ ){0,3}(?:patients|cases|series|women|men|"
            r"children)|risk factors?|predictors?|odds ratio|logistic regression|multivaria\w+|"
            r"associat(?:ed|ion)s?|correlat\w+|prevalence|epidemiolog\w+|polymorphisms?|genotyp\w+|"
            r"diagnostic accuracy|sensitivity (?:and|was|of)|time[- ]series|"
            r"natural history|population-based|case series|"
            r"we (?:reviewed|analy[sz]ed|studied|evaluated|examined|investigated|assessed|compared|"
            r"measured)|were (?:reviewed|analy[sz]ed|studied|evaluated|examined|investigated|assessed|"
            r"compared|measured|included|recruited|enrolled|underwent)|healthy controls?|validity|"
            r"reliability|validation"
        ),
    ),
)
