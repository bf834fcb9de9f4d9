"""Words that say little about which study is meant, and families of words that mean the same to a reader.

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

_FAMILIES = """
elderly older aged geriatric senior seniors ageing aging
child children childhood pediatric paediatric adolescent adolescents youth teenager teenagers kids boys girls
infant infants newborn newborns neonate neonatal neonates baby babies
woman women female females maternal mother mothers
man men male males
pregnancy pregnant gestation gestational obstetric antenatal prenatal
kidney kidneys renal nephropathy nephrology
heart cardiac cardiovascular coronary myocardial
liver hepatic hepatitis
lung lungs pulmonary respiratory
stomach gastric gastrointestinal gi gut intestinal bowel digestive
brain cerebral cerebrum neural neurological
nerve nerves neural neuropathic neuropathy
skin dermal dermatological cutaneous dermatitis eczema
eye eyes ocular ophthalmic visual vision eyesight
ear ears hearing auditory deafness
nose nasal
mouth oral
smell olfactory olfaction odor odour sniffin
tooth teeth dental dentistry
bone bones skeletal osteoporosis fracture fractures
joint joints arthritis osteoarthritis
muscle muscles muscular
blood hematologic haematological serum plasma
pain painful ache analgesia analgesic nociception nociceptive
headache headaches migraine migraines cephalalgia
tumor tumour tumors cancer cancers carcinoma neoplasm neoplasms malignancy malignant oncology
breathlessness breathless dyspnea dyspnoea
swallowing swallow dysphagia deglutition aspiration
sleep insomnia sleeplessness
tired tiredness fatigue exhaustion
sad sadness depression depressive depressed mood antidepressant antidepressants
anxiety anxious anxiolytic worry
stress distress
suicide suicidal suicidality
psychosis psychotic schizophrenia schizoaffective
dementia alzheimer alzheimers cognitive cognition memory
autism autistic asd
adhd hyperactivity attention
parkinson parkinsonian pd
stroke cerebrovascular hemiplegia hemiparesis
seizure seizures epilepsy epileptic convulsion anticonvulsant
diabetes diabetic glycemic glycaemic glucose sugar
obesity obese overweight weight
fat fats lipid lipids fatty
cholesterol lipoprotein dyslipidemia hyperlipidemia hypercholesterolemia statin statins
hypertension hypertensive
infection infections infected infectious
bacteria bacterial antibacterial antibiotic antibiotics antimicrobial antimicrobials
virus viral antiviral
hiv aids antiretroviral
fever febrile pyrexia
inflammation inflammatory
immune immunity immunological immunology immunization
vaccine vaccines vaccination immunization immunisation
allergy allergic allergies
asthma asthmatic
smoking smoke smoker smokers tobacco cigarette cigarettes nicotine quit cessation
alcohol alcoholic alcoholism drinking
drug drugs medication medications pharmacotherapy pharmacological pharmacologic
exercise exercises physical fitness aerobic workout
walk walking gait ambulation locomotion mobility
fall falls falling
balance postural stability
diet dietary nutrition nutritional food feeding
vitamin vitamins supplement supplements supplementation
surgery surgical surgeries operation operative operations perioperative postoperative preoperative resection
anesthesia anaesthesia anesthetic anaesthetic
infusion infusions intravenous iv
injection injections injected
death deaths mortality died survival fatal
hospitalization hospitalisation inpatient inpatients admission admitted
emergency emergencies acute
chronic persistent longstanding refractory resistant intractable
prevention prevent preventive prophylaxis prophylactic
relief relieve relieved relieving alleviate alleviates alleviation
adverse harms toxicity complication complications
questionnaire questionnaires inventory instrument psychometric
guideline guidelines recommendation recommendations consensus
cost costs economic expenditure expenditures
school schools classroom student students pupils
teacher teachers teaching education educational
family families parent parents parental caregiver caregivers carers
nurse nurses nursing
sex sexual sexuality
game games gaming videogame videogames exergame exergames wii
computer computerized computerised virtual digital online internet web
mice mouse murine rat rats rodent rodents
animal animals
cell cells cellular
gene genes genetic genetics genotype polymorphism polymorphisms
mutation mutations mutant
protein proteins
hormone hormones hormonal endocrine
estrogen oestrogen menopause menopausal postmenopausal
thyroid hypothyroidism hyperthyroidism
fertility infertility ivf fertilization fertilisation
sperm semen spermatozoa
transplant transplantation graft
ventilation ventilated ventilator
lymphocyte lymphocytes leukocyte leukocytes leucocyte
platelet platelets thrombocyte antiplatelet
clot clots thrombosis thrombotic thromboembolism anticoagulant
catheter catheters catheterization
radiation radiotherapy irradiation
chemotherapy chemotherapeutic cytotoxic
yoga mindfulness meditation
massage manual manipulation chiropractic
acupuncture electroacupuncture acupressure
tms transcranial magnetic
marijuana cannabis cannabinoid cannabinoids cannabidiol thc
opioid opioids opiate morphine narcotic narcotics
spine spinal vertebral lumbar back
knee knees tibial
hip hips femoral
shoulder shoulders
hair alopecia baldness
wound wounds healing ulcer ulcers
burn burns
scar scars
wrinkle wrinkles
erection erectile impotence
urine urinary urination bladder incontinence
prostate prostatic
breast mammary
cough coughing
cold influenza flu
covid coronavirus sars
"""

DESIGNS: dict[str, str] = {
    "rct": r"randomi[sz]ed|rcts?\b|placebo|double[- ]blind",
    "systematic_review": r"systematic(?:ally)? (?:literature )?review|meta-? ?analy\w+|cochrane",
    "review": r"review|overview",
    "survey": r"survey|questionnaire study",
    "protocol": r"protocol|rationale and design",
    "cohort": r"cohort|longitudinal|prospective|follow-?up",
    "case_report": r"case (?:report|series|study)|cases? of\b",
    "animal": r"rats?\b|mice\b|mouse\b|murine|porcine|rabbits?\b|dogs?\b|animals?\b",
    "guideline": r"guidelines?|consensus|recommendations?",
    "in_vitro": r"in vitro|cell line|cultured",
    "pilot": r"pilot|feasibility|preliminary",
    "crossover": r"cross-?over",
    "instrument": r"scale\b|questionnaire|inventory|validity|validation|reliability|psychometric\w*",
}
"""What a page and a title call a design; a record may fit several."""


@cache
def ordinary() -> frozenset[str]:
    """The stems of ordinary words."""
    return frozenset(stem(word) for word in _ORDINARY)


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The names of the families a stem belongs to; a name can be no stem."""
    found: dict[str, set[str]] = {}
    for line in _FAMILIES.strip().splitlines():
        members = line.split()
        for word in members:
            found.setdefault(stem(word), set()).add(f"~{members[0]}")
    return {name: tuple(sorted(names)) for name, names in found.items()}
