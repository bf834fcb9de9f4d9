from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.abstracts.design import design_by_words, read_design
from evidence.models import Heading

FAMILY = {
    "rct": "trial",
    "rct_parallel": "trial",
    "rct_crossover": "trial",
    "rct_cluster": "trial",
    "rct_pragmatic": "trial",
    "rct_adaptive": "trial",
    "n_of_1": "trial",
    "clinical_trial": "trial",
    "controlled_trial": "trial",
    "quasi_rct": "trial",
    "single_arm": "trial",
    "observational": "observational",
    "cohort": "observational",
    "case_control": "observational",
    "cross_sectional": "observational",
    "registry": "observational",
    "survey": "observational",
    "case_report": "case",
    "case_series": "case",
    "review": "review",
    "systematic_review": "review",
    "meta_analysis": "review",
    "systematic_review_meta_analysis": "review",
    "narrative_review": "review",
    "animal": "preclinical",
    "in_vitro": "preclinical",
    "protocol": "protocol",
    "guideline": "guideline",
    "editorial": "editorial",
    "unknown": "unknown",
}

CASES: list[tuple[str, str, str]] = [
    # trials
    (
        "trial",
        "Effect of oral magnesium on sleep: a randomised controlled trial",
        "Forty adults were randomly assigned to magnesium or placebo.",
    ),
    (
        "trial",
        "Duloxetine for neuropathic pain",
        "METHODS: In this multicenter, double-blind study, 457 patients received duloxetine or placebo for 12 weeks.",
    ),
    (
        "trial",
        "Early mobilisation after hip fracture surgery",
        "Eighty patients were randomized to early or delayed mobilisation. Length of stay did not differ.",
    ),
    (
        "trial",
        "Caffeine and time-trial performance",
        "In a randomized crossover design, ten cyclists ingested caffeine or placebo on two occasions.",
    ),
    (
        "trial",
        "School-based physical activity and fitness",
        "Twelve schools were randomly allocated to the programme or usual lessons in a cluster randomised trial.",
    ),
    (
        "trial",
        "Safety and activity of a novel kinase inhibitor in advanced solid tumours",
        "This open-label phase 1 dose-escalation study enrolled 36 patients with advanced tumours.",
    ),
    (
        "trial",
        "Single-arm phase II trial of rituximab in membranous nephropathy",
        "Twenty patients received two infusions of rituximab.",
    ),
    (
        "trial",
        "Music during colonoscopy",
        (
            "Patients undergoing colonoscopy were randomly divided into two groups: music and no music. "
            "Sedation use was lower with music (P = 0.02)."
        ),
    ),
    (
        "trial",
        "Telephone counselling for smokers",
        "Smokers (n = 600) were randomised 1:1 to telephone counselling or a leaflet.",
    ),
    (
        "trial",
        "Topical lidocaine before venepuncture in children",
        "A prospective, placebo-controlled trial in 90 children. Pain scores were lower in the lidocaine group.",
    ),
    (
        "trial",
        "Nurse-led follow-up for heart failure",
        (
            "Participants were allocated by alternation to nurse-led follow-up or usual care in this "
            "quasi-randomised trial."
        ),
    ),
    (
        "trial",
        "A non-randomized controlled trial of a falls programme",
        "Residents of two homes took part; one home received the programme, the other served as control group.",
    ),
    (
        "trial",
        "Pharmacokinetics of oral ketamine in healthy volunteers",
        "Twelve healthy volunteers received single doses of 10 and 25 mg in an open-label study.",
    ),
    (
        "trial",
        "Vitamin D and muscle strength in older women",
        (
            "We randomly assigned 120 women to vitamin D 1000 IU or placebo. Strength did not differ between "
            "groups at 12 months."
        ),
    ),
    (
        "trial",
        "Acupuncture for chronic low back pain",
        "DESIGN: Randomized, sham-controlled trial. SETTING: Outpatient clinics. PARTICIPANTS: 298 patients.",
    ),
    (
        "trial",
        "Efficacy of a brief intervention for alcohol use",
        "Patients were screened and 412 were randomized. Intention-to-treat analysis showed no effect. NCT00112233.",
    ),
    # observational
    (
        "observational",
        "Statin use and risk of dementia",
        (
            "We conducted a retrospective cohort study of 12,000 adults. Statin use was associated with a "
            "lower hazard of dementia (HR 0.8)."
        ),
    ),
    (
        "observational",
        "Coffee and bladder cancer: a case-control study",
        "Cases (n = 300) and controls (n = 600) were interviewed.",
    ),
    (
        "observational",
        "Prevalence of chronic pain in adults",
        "A cross-sectional survey of 2,504 randomly selected residents. Chronic pain was reported by 19%.",
    ),
    (
        "observational",
        "Nurses' knowledge of pressure ulcers",
        "A self-administered questionnaire was completed by 220 nurses in five hospitals.",
    ),
    (
        "observational",
        "Outcomes of total knee replacement in a national registry",
        "Data on 45,000 knees from the national joint registry were analysed.",
    ),
    (
        "observational",
        "Predictors of readmission after stroke",
        (
            "Medical records of 812 consecutive patients were reviewed. Logistic regression identified age and "
            "diabetes as predictors."
        ),
    ),
    (
        "observational",
        "Birth weight and blood pressure in adolescence",
        (
            "Children in a birth cohort were followed to age 16. Birth weight was inversely associated with "
            "blood pressure."
        ),
    ),
    (
        "observational",
        "IL-6 polymorphism and sepsis in neonates",
        (
            "We genotyped 140 neonates with sepsis and 150 healthy controls. The GG genotype was associated "
            "with sepsis (OR 2.1)."
        ),
    ),
    (
        "observational",
        "Experience of living with fibromyalgia",
        "Semi-structured interviews with 18 women were analysed thematically in this qualitative study.",
    ),
    (
        "observational",
        "Diagnostic accuracy of ultrasound in appendicitis",
        "We prospectively evaluated 230 children with suspected appendicitis. Sensitivity was 88%.",
    ),
    (
        "observational",
        "Trends in opioid prescribing",
        (
            "Using national insurance claims data, we examined opioid prescriptions in 1.2 million adults "
            "between 2006 and 2015."
        ),
    ),
    (
        "observational",
        "Serum ferritin in restless legs syndrome",
        (
            "Serum ferritin was measured in 60 patients and 40 age-matched controls; levels were lower in "
            "patients (P < 0.01)."
        ),
    ),
    (
        "observational",
        "Long-term survival after oesophagectomy",
        (
            "Between 1995 and 2010, 410 patients underwent oesophagectomy. Five-year survival was 31%. "
            "Randomized trials are needed."
        ),
    ),
    (
        "observational",
        "Validity of the German pain catastrophizing scale",
        "The scale was completed by 345 patients; reliability was good (alpha 0.92).",
    ),
    # case reports
    ("case", "A case of scurvy presenting as vasculitis", "We report a 43-year-old man with purpura and gum bleeding."),
    ("case", "Ketamine-associated cystitis: case report", "A 22-year-old woman presented with dysuria."),
    (
        "case",
        "Spontaneous coronary dissection in pregnancy",
        "We describe the case of a pregnant woman with chest pain who underwent emergency bypass surgery.",
    ),
    (
        "case",
        "Unusual presentation of thyroid tuberculosis",
        "A 35 year old female presented with a neck mass. The patient recovered after therapy.",
    ),
    (
        "case",
        "Successful treatment of refractory CRPS with ketamine in a 14-year-old girl",
        "The patient had allodynia for two years.",
    ),
    (
        "case",
        "Takotsubo cardiomyopathy after a wasp sting",
        "We present a patient who developed cardiogenic shock. To our knowledge, this is the first reported case.",
    ),
    ("case", "Giant cell tumour of the patella: report of two cases", "Both patients were treated with curettage."),
    (
        "case",
        "Hemifacial spasm due to an arachnoid cyst",
        (
            "CASE PRESENTATION: A previously healthy 50-year-old woman had facial twitching. CONCLUSION: Cysts "
            "should be considered."
        ),
    ),
    (
        "case",
        "Anaesthesia for a patient with Eisenmenger syndrome",
        "We report the anaesthetic management of a 29-year-old patient undergoing laparoscopy.",
    ),
    ("case", "Four patients with serotonin syndrome: a case series", "We report four patients seen over two years."),
    # reviews
    (
        "review",
        "Ketamine for chronic pain: a systematic review and meta-analysis",
        "We searched PubMed, Embase and CENTRAL for randomised controlled trials. Seven trials were included.",
    ),
    (
        "review",
        "Exercise for depression",
        (
            "SEARCH METHODS: We searched the Cochrane Register. SELECTION CRITERIA: Randomised controlled "
            "trials in adults. DATA COLLECTION: Two review authors independently extracted data."
        ),
    ),
    (
        "review",
        "Current concepts in the management of migraine",
        "This review summarizes current treatments for migraine and discusses emerging therapies.",
    ),
    (
        "review",
        "NMDA receptors in pain: from bench to bedside",
        "In this review, we discuss the role of NMDA receptors in central sensitization in rats and humans.",
    ),
    (
        "review",
        "The gut microbiome and obesity",
        "This article reviews recent evidence from mice and humans that links the microbiome with obesity.",
    ),
    (
        "review",
        "Advances in gene therapy for haemophilia",
        "Gene therapy has progressed. We review the vectors in use and the remaining challenges.",
    ),
    (
        "review",
        "Mediterranean diet and cardiovascular risk: an overview",
        "Randomized trials have shown benefits. Mechanisms are discussed.",
    ),
    (
        "review",
        "Pathophysiology and treatment of gout",
        (
            "Gout is the most common inflammatory arthritis. Recent advances in understanding of uric acid "
            "transport are reviewed."
        ),
    ),
    ("review", "Network meta-analysis of antidepressants", "522 trials comprising 116,477 participants were included."),
    (
        "review",
        "Tai chi for falls prevention",
        (
            "Databases (MEDLINE, CINAHL) were searched to March 2014. Eligible studies were randomized trials. "
            "Risk of bias was assessed."
        ),
    ),
    (
        "review",
        "Probiotics in infant colic: an update",
        "Probiotics have been studied in several randomized trials. Here we summarize the evidence.",
    ),
    # preclinical
    (
        "preclinical",
        "Ketamine reduces allodynia in a rat model of neuropathic pain",
        "Male Wistar rats were randomly assigned to ketamine or saline after nerve injury.",
    ),
    (
        "preclinical",
        "Curcumin induces apoptosis in MCF-7 breast cancer cells",
        "Cells were cultured with curcumin. Western blot showed caspase activation.",
    ),
    (
        "preclinical",
        "Loss of Nrf2 worsens colitis in mice",
        "Nrf2 knockout mice were given dextran sulfate. Mice lacking Nrf2 lost more weight.",
    ),
    (
        "preclinical",
        "Crystal structure of a bacterial transporter",
        "We report the structure at 2.1 A resolution. The protein binds its ligand in a deep pocket.",
    ),
    (
        "preclinical",
        "Effect of dietary zinc on growth performance of broiler chickens",
        "Broilers (n = 240) were randomly allotted to four diets.",
    ),
    (
        "preclinical",
        "Antibacterial activity of silver nanoparticles",
        "Nanoparticles were synthesized and tested against Escherichia coli strains in vitro.",
    ),
    (
        "preclinical",
        "Toll-like receptor signalling in macrophages",
        "Macrophages were transfected with siRNA; phosphorylation of the kinase was reduced.",
    ),
    (
        "preclinical",
        "Bone healing in ovariectomized rabbits treated with parathyroid hormone",
        "Twenty rabbits were divided into two groups.",
    ),
    # what is none of the five
    (
        "protocol",
        "Yoga for low back pain: study protocol for a randomised controlled trial",
        "Participants will be randomised to yoga or usual care.",
    ),
    (
        "guideline",
        "Guidelines for the management of postoperative pain",
        "This guideline was developed by an expert panel.",
    ),
    ("editorial", "Editorial: opioids again", ""),
    ("unknown", "Ketamine", ""),
    ("unknown", "Notes on nomenclature", "Terms are listed."),
    # short abstracts without the usual words
    (
        "trial",
        "Effects of zinc on taste",
        (
            "Thirty patients with taste disorders received zinc picolinate 30 mg or placebo for 3 months in a "
            "double-blind manner. Taste improved more with zinc."
        ),
    ),
    (
        "trial",
        "Comparison of two suture techniques in episiotomy repair",
        "This prospective randomised study compared two techniques in 400 women.",
    ),
    (
        "trial",
        "Preoperative carbohydrate drink and nausea",
        (
            "Patients scheduled for cholecystectomy were allocated at random to drink or fasting. Nausea was "
            "recorded for 24 h."
        ),
    ),
    (
        "trial",
        "Lenalidomide in relapsed lymphoma: results of a phase II study",
        "Forty-nine patients were treated; the response rate was 35%. Toxicity was acceptable.",
    ),
    (
        "trial",
        "A mindfulness programme for nurses: a pilot study",
        "Twenty-one nurses took part in an 8-week intervention. Burnout scores fell from pre- to post-intervention.",
    ),
    (
        "trial",
        "Bioequivalence of two formulations of levothyroxine",
        "Healthy volunteers received single doses of each formulation in an open-label, two-period crossover study.",
    ),
    (
        "trial",
        "Secondary analysis of the STOP trial: adherence and outcome",
        "Participants had been randomised to drug or placebo; adherence was associated with outcome.",
    ),
    (
        "observational",
        "Smoking and hearing loss",
        (
            "Audiometry was done in 3,753 adults aged 48 to 92 years. Current smokers were 1.7 times as likely "
            "to have hearing loss."
        ),
    ),
    (
        "observational",
        "Impact of a hospital merger on mortality",
        "We compared mortality before and after a merger using discharge data of 210,000 patients.",
    ),
    (
        "observational",
        "Ten-year results of cementless hip arthroplasty",
        "We reviewed 94 hips in 82 patients at a mean of 10.4 years after surgery. Survival was 96%.",
    ),
    (
        "observational",
        "MRI findings in adolescent elite gymnasts",
        "Nineteen gymnasts underwent MRI of the lumbar spine. Disc degeneration was seen in 63%.",
    ),
    (
        "observational",
        "Serum leptin in patients with psoriasis",
        "Leptin was measured in 40 patients and 40 healthy controls. Levels were higher in patients (P = 0.01).",
    ),
    (
        "observational",
        "Barriers to insulin use: a focus group study",
        "Five focus groups with 32 people with diabetes were held; three themes emerged.",
    ),
    (
        "observational",
        "Validation of the Spanish version of the PHQ-9",
        "1,003 outpatients completed the questionnaire; Cronbach alpha was 0.87.",
    ),
    (
        "observational",
        "Use of complementary medicine by cancer patients",
        "Of 453 respondents, 69% had used complementary medicine.",
    ),
    (
        "observational",
        "Incidence of atrial fibrillation after cardiac surgery",
        "In 2,265 consecutive patients the incidence was 28%. Age was an independent predictor.",
    ),
    (
        "observational",
        "Genome-wide association study of migraine",
        "We genotyped 2,748 migraineurs and 10,747 controls. One variant on chromosome 8 was associated with migraine.",
    ),
    (
        "observational",
        "Diet quality and depression in Australian women",
        (
            "1,046 women completed a food frequency questionnaire and a clinical interview. A traditional diet "
            "was associated with lower odds of depression."
        ),
    ),
    (
        "case",
        "Thyrotoxic periodic paralysis",
        (
            "A 28-year-old Asian man was admitted with sudden weakness. Potassium was 1.9 mmol/L. He recovered "
            "with treatment of hyperthyroidism."
        ),
    ),
    (
        "case",
        "An unexpected finding on chest X-ray",
        "We present the case of an asymptomatic woman whose chest X-ray showed a cervical rib.",
    ),
    (
        "case",
        "Laparoscopic removal of a gastric trichobezoar",
        "We describe a 12-year-old girl with abdominal pain in whom a trichobezoar was removed by laparoscopy.",
    ),
    (
        "case",
        "Reversible cortical blindness after cyclosporine",
        "A renal transplant recipient developed cortical blindness. Vision returned after the drug was stopped.",
    ),
    ("case", "Two siblings with late-onset Pompe disease", "The clinical course of two siblings is described."),
    (
        "case",
        "Primary melanoma of the oesophagus: report of a case and review of the literature",
        "A 61-year-old man presented with dysphagia.",
    ),
    (
        "review",
        "Sleep and the immune system",
        (
            "Sleep and the circadian system exert a strong influence on immune functions. This article "
            "summarises what is known of these interactions."
        ),
    ),
    (
        "review",
        "Nutrition in critical illness",
        (
            "Malnutrition is common in critically ill patients. We discuss the timing and route of feeding, "
            "and the evidence from randomised trials."
        ),
    ),
    (
        "review",
        "Vitamin D and cancer",
        (
            "Epidemiological studies suggest an inverse relation. Mechanisms by which vitamin D may protect "
            "against cancer are reviewed, and recommendations are given."
        ),
    ),
    (
        "review",
        "Antidepressants for neuropathic pain",
        (
            "BACKGROUND: For many years antidepressants have been used. SEARCH STRATEGY: Randomised trials "
            "were identified in MEDLINE and EMBASE. MAIN RESULTS: 61 trials were included."
        ),
    ),
    ("review", "Cognitive behavioural therapy for tinnitus: meta-analysis", "Eight trials (n = 468) were included."),
    (
        "review",
        "The biology of itch",
        "Itch is a complex sensation. Recent progress in understanding its receptors and pathways is summarised.",
    ),
    (
        "review",
        "Gene editing: promises and perils",
        "The CRISPR system has changed biology. In this Perspective, we consider its uses in human embryos and mice.",
    ),
    (
        "preclinical",
        "Role of TRPV1 in bladder pain",
        (
            "TRPV1 knockout mice and wild-type littermates were given cyclophosphamide. Bladder pain "
            "behaviours were absent in knockouts."
        ),
    ),
    (
        "preclinical",
        "Effects of metformin on hepatocyte glucose output",
        "Primary hepatocytes were incubated with metformin. Glucose output and AMPK phosphorylation were measured.",
    ),
    (
        "preclinical",
        "Green tea extract inhibits biofilm formation",
        (
            "Biofilms of Streptococcus mutans strains were grown with green tea extract; formation was "
            "inhibited in a dose-dependent manner."
        ),
    ),
    (
        "preclinical",
        "Bone mineral density in ovariectomised ewes given fluoride",
        "Twenty-four ewes were randomly allocated to fluoride or control.",
    ),
    (
        "preclinical",
        "Purification and characterization of a novel lipase",
        "A lipase was purified from Pseudomonas. The enzyme had a molecular mass of 33 kDa and was stable at pH 9.",
    ),
    (
        "preclinical",
        "Expression of aquaporin-4 in human astrocytoma cells",
        "Cells were transfected with siRNA against aquaporin-4; migration was reduced.",
    ),
    (
        "preclinical",
        "Hyperbaric oxygen after spinal cord injury in the dog",
        "Eighteen beagles were randomly divided into treatment and control groups.",
    ),
    (
        "preclinical",
        "Pharmacokinetics of ketoprofen in calves",
        "Six calves received ketoprofen intravenously and intramuscularly in a crossover design.",
    ),
    (
        "review",
        "Rosehip for joint stiffness",
        "MAIN RESULTS: Six small trials compared rosehip with sugar pills. AUTHORS' CONCLUSIONS: Too little is known.",
    ),
    (
        "review",
        "Peppermint for colic",
        "We included nine unblinded trials with 412 infants. All favoured peppermint over no treatment.",
    ),
    (
        "preclinical",
        "Dopamine release in the nucleus accumbens during cocaine self-administration",
        "Microdialysis was performed in freely moving Long-Evans rats.",
    ),
]


@pytest.mark.parametrize(("family", "title", "abstract"), CASES, ids=[case[1][:40] for case in CASES])
def test_words_of_title_and_abstract_name_the_design(family: str, title: str, abstract: str) -> None:
    reading = design_by_words(title, abstract)
    assert FAMILY[reading.code] == family, reading


@pytest.mark.parametrize(
    ("code", "title", "abstract"),
    [
        ("rct", "Zinc for colds", "99 employees were allocated by computer-generated sequence to zinc or nothing."),
        ("rct", "Knee bracing", "We compared brace with no brace in 86 patients. Allocation was by sealed envelopes."),
        ("rct", "Aspirin to prevent preeclampsia", "1776 women at high risk received aspirin or placebo."),
        ("quasi_rct", "Music in the ICU", "Patients were allocated alternately to music or silence."),
        ("quasi_rct", "Music", "Patients were assigned to music or silence according to the day of admission."),
        ("case_control", "Pancreatic cancer", "We enrolled 322 cases and 644 controls of the same age and sex."),
        ("case_series", "Baclofen in dystonia", "We report three children treated between 2010 and 2012."),
        ("single_arm", "Open-label study", "Twelve veterans received three sessions, without a control group."),
    ],
)
def test_allocation_and_comparison_are_told_by_how_they_were_done(code: str, title: str, abstract: str) -> None:
    assert design_by_words(title, abstract).code == code


@pytest.mark.parametrize(
    ("code", "title", "abstract"),
    [
        ("rct", "Pill timing", "Adults consented and were allocated by a computer to morning or evening tablets."),
        ("rct", "Warts", "Seventy patients drew a sealed envelope that held their treatment."),
        ("controlled_trial", "Yoga in prison: a non-randomised controlled study", "One prison offered yoga."),
        ("single_arm", "A checklist: a before-after study", "Infections per 1000 days fell from 2.7 to 0."),
        ("single_arm", "Open-label study of psilocybin", "Twelve patients received two doses. Mood improved."),
        ("clinical_trial", "Open-label study of psilocybin", "Patients received two doses or usual care."),
        ("case_series", "Bleomycin for keloids: experience with 14 patients", "No controls were studied."),
        ("case_series", "Hand pain in 9 violinists", "Nine violinists had surgery."),
        ("observational", "Falls in 9 hospitals", "We reviewed the records of 900 patients."),
        ("case_report", "Serotonin syndrome", "An elderly man taking citalopram became agitated after linezolid."),
        ("cohort", "Statins", "New users of statins were compared with others, matched on a propensity score."),
        ("cross_sectional", "Hypertension", "A population-based sample of 4733 adults was examined once."),
        ("cross_sectional", "Trachoma in Mali: prevalence and determinants", "Children were examined."),
        ("survey", "Herbal remedies", "Four hundred women were interviewed in the ward."),
        ("editorial", "Are pills worth it?", "(Editorial) In our view the evidence does not justify them."),
        ("protocol", "Design of the COFFEE trial", "COFFEE will test whether coffee matters."),
        ("systematic_review", "What do trials show?", "Thirty-eight trials met inclusion criteria. Pain fell."),
    ],
)
def test_short_abstracts_tell_their_design_in_few_words(code: str, title: str, abstract: str) -> None:
    assert design_by_words(title, abstract).code == code


def test_a_passage_stands_in_the_text_it_was_read_from() -> None:
    for _, title, abstract in CASES:
        reading = design_by_words(title, abstract)
        assert reading.passage is None or reading.passage in (title if reading.basis == "title" else abstract)


def test_publication_types_come_before_words() -> None:
    types = (Heading(label="Journal Article", ui="D016428"), Heading(label="Case Reports", ui="D002363"))
    reading = read_design(types, (), "A randomised controlled trial of nothing", "")
    assert (reading.code, reading.basis, reading.passage) == ("case_report", "publication_type", "Case Reports")


def test_two_types_together_make_a_review_with_meta_analysis() -> None:
    types = (Heading(label="Systematic Review", ui="D000078182"), Heading(label="Meta-Analysis", ui="D017418"))
    assert read_design(types, (), "", "").code == "systematic_review_meta_analysis"


def test_a_topic_heading_says_nothing_about_the_publication() -> None:
    mesh = (Heading(label="Randomized Controlled Trials as Topic", ui="D016032"),)
    assert read_design((Heading(label="Journal Article", ui="D016428"),), mesh, "Notes", "").code == "unknown"


def test_animals_count_only_without_humans() -> None:
    animals, humans = Heading(label="Animals", ui="D000818"), Heading(label="Humans", ui="D006801")
    assert read_design((), (animals,), "", "").code == "animal"
    assert read_design((), (animals, humans), "", "").code == "unknown"


def test_words_make_a_typed_trial_finer_only_where_they_say_so() -> None:
    trial = ("Randomized Controlled Trial",)
    assert read_design(trial, (), "Ketamine for pain", "A crossover study.").code == "rct_crossover"
    assert read_design(trial, (), "Ketamine for pain", "Pain fell.").code == "rct"


def test_calls_for_trials_are_not_trials() -> None:
    reading = design_by_words(
        "Outcomes of surgery", "We reviewed 210 patients. Further randomised controlled trials are needed."
    )
    assert FAMILY[reading.code] == "observational"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=600))
def test_any_text_has_a_design_or_unknown(title: str, abstract: str) -> None:
    assert design_by_words(title, abstract).code in FAMILY


def test_the_ranks_of_the_table_decide_among_several_types() -> None:
    order = ("Systematic Review", "Randomized Controlled Trial", "Observational Study", "Case Reports", "Review")
    for better, worse in pairwise(order):
        assert read_design((worse, better), (), "", "").code == read_design((better,), (), "", "").code
