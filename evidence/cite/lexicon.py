"""Words that say little about which study is meant.

Everything here is general medical and academic English; nothing is taken from a page, a library or an article.
"""

from functools import cache

from evidence.abstracts.words import stem
from evidence.text.words import words

STOP = words("""
a an the of in on for to and or with without by from at as is are was were be been being that this these those it
its their they them we our us not no nor than then there here which who whom whose what when where while into onto
over under between among amongst during after before both either neither each other others such also however
although though because since if but so can could may might will would shall should must have has had having do does
did done very more most less least many much some any all only own same too just about above below up down out off
again further once using use used uses via per vs versus et al ie eg i ii you your yours he she his her him my me
one two three four five six seven eight nine ten first second third new another still yet even well through within
towards toward upon whether thus therefore hence moreover furthermore additionally like get gets got make makes made
""")
"""Words that are never looked up."""

_ORDINARY = words("""
study studies trial trials research researchers investigators authors author colleagues work works paper report
reports reported reporting article publication published literature evidence data dataset result results finding
findings outcome outcomes analysis analyses analysed review reviews reviewed systematic meta randomized randomised
randomly random controlled control controls placebo blind blinded double single open label clinical experimental
experiment pilot feasibility prospective retrospective observational longitudinal cohort cross sectional survey
multicenter multicentre patient patients participant participants subject subjects people person persons individual
individuals volunteers group groups arm arms sample samples size number numbers total population populations case
cases treatment treatments treated treat therapy therapies therapeutic intervention interventions received receiving
receive given administered administration effect effects effective effectiveness efficacy efficacious effectively
impact significant significantly significance statistically statistical showed shown show shows found find
demonstrated demonstrate demonstrates revealed reveal indicated indicate indicates suggested suggest suggests
suggesting concluded conclude conclusion observed observe noted seen associated association associations related
relation relationship correlated correlation increase increased increases increasing decrease decreased decreases
reduce reduced reduces reduction reductions reducing improve improved improves improvement improvements improving
higher lower high low greater lesser better worse best larger large small great change changed changes changing
difference differences different differ similar similarly compared compare compares comparison comparing comparable
level levels rate rates value values mean median average ratio percent percentage proportion baseline follow
followed following week weeks month months day days year years hour hours minute minutes min time times period
duration term long short recent recently previous previously prior earlier current present past later subsequent
early late latest today now currently measure measured measures measurement measurements assess assessed assesses
assessment assessments evaluate evaluated evaluates evaluation examine examined investigate investigated
investigates investigation determine determined test tested tests testing performed perform conducted conduct
carried undertaken designed design protocol method methods methodology approach approaches technique techniques
procedure procedures model models based according due respectively overall common commonly often frequent frequently
usual usually generally general specific specifically particular particularly especially important importance
relevant potential potentially possible possibly likely probably able ability known unknown well established role
factor factors type types kind form forms various several multiple numerous range ranging including included include
includes inclusion exclusion excluded criteria defined definition described describe describes description presented
provide provided provides providing obtained obtain used useful usage consistent contrast addition additional
further support supported supports supporting confirm confirmed confirms consider considered considering considers
required require requires need needed needs necessary purpose aim aims aimed objective objectives hypothesis
hypothesized question problem problems issue issues limitation limitations strength reason reasons basis fact
example examples way ways part parts area areas end points point set sets line order course process processes state
states status condition conditions development develop developed developing occur occurs occurred occurring
occurrence cause caused causes causing lead leads leading led result resulted resulting resulting produce produced
produces show good poor strong weak main major minor primary secondary key central limited available existing remain
remains remained become became becomes appear appears appeared seem seems seemed believe believed thought think
expect expected expects expectation suffer suffered suffering experience experienced experiences help helps helped
benefit benefits beneficial positive negative significant moderate mild severe severity safe safety tolerated
quality score scores scale scales total adult adults human humans healthy normal abnormal standard standardized
initial final full complete completed completely partial entire whole half twice fold least extent degree amount
amounts large scale wide widely broad variety information knowledge understanding practice practices setting
settings country countries world national international university hospital hospitals center centre clinic clinics
medical medicine health healthcare care professional doctor doctors physician physicians scientists scientist
experts expert professor team question answer called named known titled entitled journal literature
""")

ORDINARY_WEIGHT = 0.3
"""What an ordinary word counts for, of one."""

_DESIGN = words("""
study studies trial trials systematic review reviews overview meta analysis analyses randomized randomised placebo
blind blinded single double pilot protocol rationale design prospective retrospective cohort crossover multicenter
longitudinal observational survey surveys report reports evidence literature
""")
DESIGN_WEIGHT = 0.05
"""What a word that names a design counts for: two records are no more alike by it than by their kinds."""


@cache
def design_words() -> frozenset[str]:
    """The stems of words that name a design."""
    return frozenset(stem(word) for word in _DESIGN)


@cache
def ordinary() -> frozenset[str]:
    """The stems of ordinary words, those of designs among them."""
    return design_words().union(stem(word) for word in _ORDINARY)
