"""What the common abbreviations of medicine stand for, so that `GDM` meets `gestational diabetes`.

Everything here is in general use across medicine; what a single paper or programme calls itself is not. Which of
several meanings is meant the other words must tell.
"""

from collections.abc import Container, Iterable
from functools import cache, lru_cache

from evidence.cite.words import initials_of, terms

_MEANINGS = """
AAA abdominal aortic aneurysm | ABPM ambulatory blood pressure monitoring | ACE angiotensin converting enzyme
ACEI angiotensin converting enzyme inhibitor | ACL anterior cruciate ligament | ACS acute coronary syndrome
ACT acceptance commitment therapy | ACTH adrenocorticotropic hormone | AD alzheimer disease | AD atopic dermatitis
ADHD attention deficit hyperactivity disorder | ADL activities daily living | ADR adverse drug reaction
AE adverse events | AF atrial fibrillation | AIDS acquired immunodeficiency syndrome | AKI acute kidney injury
ALL acute lymphoblastic leukemia | ALS amyotrophic lateral sclerosis | AMD age related macular degeneration
AMI acute myocardial infarction | AML acute myeloid leukemia | AN anorexia nervosa | ANC antenatal care
APAP acetaminophen | ARB angiotensin receptor blocker | ARDS acute respiratory distress syndrome
ART antiretroviral therapy | ART assisted reproduction | AS ankylosing spondylitis | ASA aspirin
ASD autism spectrum disorder | BC breast cancer | BCG bacillus calmette guerin | BD bipolar disorder
BMD bone mineral density | BMI body mass index | BN bulimia nervosa | BP blood pressure | BPD borderline personality
BPH benign prostatic hyperplasia | BV bacterial vaginosis | CABG coronary artery bypass | CAD coronary artery disease
CAM complementary alternative medicine | CAP community acquired pneumonia | CBD cannabidiol
CBT cognitive behavioral therapy | CD crohn disease | CF cystic fibrosis | CFS chronic fatigue syndrome
CHD coronary heart disease | CHF chronic heart failure | CHF congestive heart failure
CIN cervical intraepithelial neoplasia | CKD chronic kidney disease | CLBP chronic low back pain
CLL chronic lymphocytic leukemia | CML chronic myeloid leukemia | CMV cytomegalovirus | CNS central nervous system
COPD chronic obstructive pulmonary disease | CP cerebral palsy | CPAP continuous positive airway pressure
CPB cardiopulmonary bypass | CPR cardiopulmonary resuscitation | CRC colorectal cancer | CRF chronic renal failure
CRP reactive protein | CRPS complex regional pain syndrome | CRT cardiac resynchronization | CS cesarean section
CSF cerebrospinal fluid | CT computed tomography | CTS carpal tunnel syndrome | CVA cerebrovascular accident
CVD cardiovascular disease | DBP diastolic blood pressure | DBS deep brain stimulation | DBT dialectical behavior
DFS disease free survival | DHA docosahexaenoic acid | DKA diabetic ketoacidosis | DM diabetes mellitus
DMARD disease modifying antirheumatic | DME diabetic macular edema | DN diabetic nephropathy | DPN diabetic neuropathy
DR diabetic retinopathy | DVT deep vein thrombosis | EBV epstein barr | ECG electrocardiogram
ECMO extracorporeal membrane oxygenation | ECT electroconvulsive | ED emergency department | ED erectile dysfunction
EDS daytime sleepiness | EEG electroencephalography | EF ejection fraction | EMDR eye movement desensitization
EMG electromyography | EPA eicosapentaenoic acid | EPO erythropoietin | ERAS enhanced recovery surgery
ESR erythrocyte sedimentation | ESRD end stage renal disease | ESWT shockwave | ET essential tremor
FEV1 forced expiratory volume | FM fibromyalgia | FMD flow mediated dilation | FSH follicle stimulating hormone
GA general anesthesia | GAD generalized anxiety disorder | GBS guillain barre | GCS glasgow coma
GDM gestational diabetes | GERD gastroesophageal reflux | GFR glomerular filtration rate | GH growth hormone
GI gastrointestinal | GIST gastrointestinal stromal | GLP glucagon like peptide | GP general practice
GP general practitioner | GVHD graft versus host | HAART antiretroviral therapy | HBOT hyperbaric oxygen
HBV hepatitis | HCC hepatocellular carcinoma | HCV hepatitis | HCW health care workers | HD hemodialysis
HDL high density lipoprotein | HF heart failure | HFPEF heart failure preserved ejection | HIIT high intensity interval
HIV human immunodeficiency virus | HL hodgkin lymphoma | HPA hypothalamic pituitary adrenal | HPV human papillomavirus
HR heart rate | HRQOL health related quality life | HRT hormone replacement | HRV heart rate variability
HSV herpes simplex | HTN hypertension | IBD inflammatory bowel disease | IBS irritable bowel syndrome
ICD implantable defibrillator | ICH intracerebral hemorrhage | ICP intracranial pressure | ICU intensive care unit
IGT impaired glucose tolerance | IHD ischemic heart disease | IOP intraocular pressure
IPF idiopathic pulmonary fibrosis | IPT interpersonal | IPV intimate partner violence | ITP immune thrombocytopenic
IUD intrauterine device | IUGR intrauterine growth | IVF vitro fertilization | IVIG intravenous immunoglobulin
JIA juvenile idiopathic arthritis | KD ketogenic diet | KOA knee osteoarthritis | LBP low back pain
LBW low birth weight | LDL low density lipoprotein | LH luteinizing hormone | LMWH low molecular weight heparin
LOS length stay | LV left ventricular | LVEF left ventricular ejection | LVH left ventricular hypertrophy
MBCT mindfulness cognitive | MBSR mindfulness stress reduction | MCI mild cognitive impairment | MD muscular dystrophy
MDD major depression | MDD major depressive | MDR multidrug resistant | MG myasthenia gravis
MI motivational interviewing | MI myocardial infarction | MM multiple myeloma | MRI magnetic resonance imaging
MS metabolic syndrome | MS multiple sclerosis | MSM men sex men | MTX methotrexate | MVC maximal voluntary contraction
NAFLD fatty liver | NAFLD nonalcoholic fatty liver | NASH steatohepatitis | NEC necrotizing enterocolitis
NHL hodgkin lymphoma | NICU neonatal intensive care | NIDDM type diabetes | NIV noninvasive ventilation
NMDA methyl aspartate | NP neuropathic pain | NRT nicotine replacement | NSAID anti inflammatory drugs
NSAID nonsteroidal anti inflammatory | NSCLC non small cell lung | NSTEMI st elevation | OA osteoarthritis
OAB overactive bladder | OCD obsessive compulsive | OGTT oral glucose tolerance | OHCA hospital cardiac arrest
OS overall survival | OSA obstructive sleep apnea | PAD peripheral arterial disease
PAH pulmonary arterial hypertension | PCI percutaneous coronary intervention | PCOS polycystic ovary
PCR polymerase chain | PD parkinson disease | PD peritoneal dialysis | PDT photodynamic | PE physical education
PE pulmonary embolism | PEEP expiratory pressure | PEMF pulsed electromagnetic | PFS progression free survival
PHN postherpetic neuralgia | PID pelvic inflammatory | PMS premenstrual | PN parenteral nutrition
PONV postoperative nausea vomiting | PPD postpartum depression | PPH postpartum hemorrhage | PPI proton pump
PRP platelet rich plasma | PSA prostate specific antigen | PSS perceived stress | PT physical therapy
PTB preterm birth | PTSD posttraumatic stress | PUFA polyunsaturated fatty | PVD peripheral vascular | QOL quality life
RA rheumatoid arthritis | RBC red blood cell | RCC renal cell carcinoma | RDS respiratory distress | RLS restless legs
ROM range motion | RRT renal replacement | RSV respiratory syncytial | RT radiotherapy | RTMS transcranial magnetic
SAD seasonal affective | SAD social anxiety | SAH subarachnoid hemorrhage | SBP systolic blood pressure
SCD sickle cell | SCI spinal cord injury | SCLC small cell lung | SCS spinal cord stimulation | SES socioeconomic
SGA small gestational age | SIDS sudden infant death | SLE systemic lupus | SMBG glucose monitoring
SNRI norepinephrine reuptake | SSHL sudden hearing loss | SSI surgical site infection | SSNHL sudden hearing loss
SSRI serotonin reuptake | STD sexually transmitted | STEMI st elevation | STI sexually transmitted
SUD substance use disorder | SUI stress urinary incontinence | T1D type diabetes | T1DM type diabetes
T2D type diabetes | T2DM type diabetes | TAVI transcatheter aortic valve | TB tuberculosis | TBI traumatic brain injury
TCA tricyclic antidepressants | TCM traditional chinese | TDCS transcranial direct | TENS transcutaneous electrical
THA hip arthroplasty | THC tetrahydrocannabinol | THR hip replacement | TIA transient ischemic attack
TKA knee arthroplasty | TKR knee replacement | TMD temporomandibular | TMS transcranial magnetic
TN trigeminal neuralgia | TNF tumor necrosis factor | TPN parenteral nutrition | TSH thyroid stimulating
TSST trier social stress | TTP time progression | UC ulcerative colitis | UI urinary incontinence
URTI upper respiratory | UTI urinary tract infection | VAP ventilator associated pneumonia | VAS visual analog
VBAC vaginal cesarean | VLBW very low birth weight | VR virtual reality | VTE venous thromboembolism
VZV varicella zoster | WBC white blood cell
"""
"""The words without those that are never looked up, in the spelling that stems to either."""


@cache
def meanings() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Folded abbreviations with the stems of what each may stand for."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in _MEANINGS.replace("\n", "|").split("|"):
        abbreviation, _, words = entry.strip().partition(" ")
        if words:
            found.setdefault(abbreviation.lower(), []).append(tuple(dict.fromkeys(terms(words))))
    return {abbreviation: tuple(words) for abbreviation, words in found.items()}


def meant_by(abbreviations: Iterable[str]) -> frozenset[str]:
    """The stems of all that some folded abbreviations may stand for.

    >>> sorted(meant_by({"bmi", "xyz"}))
    ['body', 'index', 'mass']
    """
    return frozenset(
        term for abbreviation in abbreviations for words in meanings().get(abbreviation, ()) for term in words
    )


def spelled_out(abbreviations: Iterable[str], words: Container[str]) -> set[str]:
    """The stems among some words that spell one of the folded abbreviations out in full.

    >>> sorted(spelled_out({"gdm", "bmi"}, {"gest", "diabetes", "mass"}))
    ['diabetes', 'gest']
    """
    found: set[str] = set()
    for abbreviation in abbreviations:
        for meaning in meanings().get(abbreviation, ()):
            if all(word in words for word in meaning):
                found.update(meaning)
    return found


_LONG_WORD = 8
_LEAST = 3
"""Letters an abbreviation of a single word has."""


def stands_for(abbreviation: str, title: str) -> bool:
    """Whether a folded abbreviation is made of initials of a folded title, or of letters of one long word of it.

    >>> stands_for("eras", "the enhanced recovery after surgery pathway"), stands_for("dfo", "deferoxamine in children")
    (True, True)
    """
    if abbreviation in _initials(title):
        return True
    if len(abbreviation) < _LEAST or not abbreviation.isalpha():
        return False
    return any(_within(abbreviation, word) for word in title.split() if len(word) >= _LONG_WORD)


@lru_cache(maxsize=4096)
def _initials(title: str) -> frozenset[str]:
    return initials_of(title)


def _within(abbreviation: str, word: str) -> bool:
    """Whether a word begins with the abbreviation's first letter and has the others after it in order."""
    letters = iter(word)
    return word[0] == abbreviation[0] and all(letter in letters for letter in abbreviation)
