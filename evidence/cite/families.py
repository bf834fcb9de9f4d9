"""Families of words that a reader takes for the same thing or for close kin: lay and medical names, abbreviations.

Everything here is general medical and academic English; nothing is taken from a page, a library or an article.
"""

from functools import cache

from evidence.abstracts.words import stem

_FAMILIES = """
elderly older aged geriatric senior seniors ageing aging elders
child children childhood pediatric paediatric pediatrics paediatrics kids
adolescent adolescents adolescence teenager teenagers teenage teens youth youths
infant infants infancy baby babies newborn newborns neonate neonates neonatal perinatal preterm premature prematurity
woman women female females feminine | mother mothers maternal motherhood | father fathers paternal
man men male males | pregnancy pregnant gestation gestational obstetric obstetrics antenatal prenatal gravid
childbirth birth births delivery deliveries labour labor intrapartum parturition obstetric vaginal cesarean
postpartum postnatal puerperium puerperal | abortion miscarriage miscarriages
breastfeeding breastfed lactation lactating breast milk
kidney kidneys renal nephropathy nephrology nephrotic nephritis ckd esrd
dialysis hemodialysis haemodialysis dialytic esrd
heart cardiac cardio cardiology cardiovascular cvd chd cad coronary myocardial
infarction infarct mi ami stemi nstemi | angina ischemic ischemia ischaemia ischaemic
arrhythmia arrhythmias fibrillation af tachycardia defibrillator icd pacemaker
artery arteries arterial atherosclerosis atherosclerotic vascular endothelial endothelium
vein veins venous varicose | liver hepatic hepatitis hepatocellular hcc cirrhosis cirrhotic nafld nash
bile biliary gallbladder gallstones cholecystectomy | pancreas pancreatic pancreatitis
lung lungs pulmonary respiratory copd emphysema bronchitis | pneumonia pneumonias vap cap
airway airways bronchial bronchodilator bronchodilators tracheal
breathing breathe breath respiration respiratory ventilatory | stomach gastric gastro
gut intestinal intestine intestines bowel bowels gastrointestinal gi enteric colon colonic
colorectal colon colonic rectal rectum crc | reflux heartburn gerd | ibs irritable | ibd crohn crohns colitis
constipation constipated laxative laxatives | diarrhea diarrhoea diarrheal diarrhoeal
vomiting vomit nausea emesis emetic antiemetic ponv | digestion digestive indigestion dyspepsia
esophagus esophageal oesophageal | brain cerebral cerebrum encephalic neural neurological
neuron neurons neuronal neural | nerve nerves nervous neural neuropathic neuropathy neuropathies neuralgia
skin dermal dermatological cutaneous dermatology dermatologic topical | eczema dermatitis atopic
psoriasis psoriatic | acne pimples | eye eyes ocular ophthalmic ophthalmology visual vision eyesight sight
glaucoma intraocular | retina retinal retinopathy macular | ear ears hearing auditory deafness otologic audiometric
tinnitus ringing | nose nasal sinus sinusitis rhinitis | throat pharyngeal pharyngitis tonsillitis tonsillectomy
mouth oral mucosal | smell olfactory olfaction odor odour odors | taste gustatory
tooth teeth dental dentistry dentist dentists caries cavities
gum gums gingival gingivitis periodontal periodontitis | bone bones skeletal osseous bmd
osteoporosis osteoporotic osteopenia | fracture fractures fractured broken
joint joints articular arthritis osteoarthritis oa arthritic arthroplasty arthropathy
rheumatoid rheumatic rheumatology | gout uric urate hyperuricemia | cartilage chondral
tendon tendons tendinopathy tendinitis | muscle muscles muscular musculoskeletal myopathy
strength strengthening strengthen resistance | blood hematologic haematological haematology serum plasma
anemia anaemia anemic hemoglobin haemoglobin | iron ferritin ferric
bleeding bleed hemorrhage haemorrhage hemorrhagic haemorrhagic
clot clots clotting thrombosis thrombotic thrombus thromboembolism vte dvt coagulation
anticoagulant anticoagulants anticoagulation warfarin heparin
platelet platelets thrombocyte thrombocytes antiplatelet
lymphocyte lymphocytes leukocyte leukocytes leucocyte leucocytes neutrophil neutrophils
pain painful ache analgesia analgesic analgesics nociception nociceptive pains
headache headaches migraine migraines cephalalgia migraineurs | backache back lumbar lumbago spine spinal lbp
neck cervical | fibromyalgia fms
tumor tumour tumors cancer cancers carcinoma carcinomas neoplasm neoplastic malignancy malignancies malignant oncology
metastasis metastases metastatic spread | sarcoma sarcomas leiomyosarcoma liposarcoma | lymphoma lymphomas hodgkin
leukemia leukaemia aml cll cml | myeloma plasmacytoma | breathlessness breathless dyspnea dyspnoea breath
swallowing swallow dysphagia deglutition | chewing mastication masticatory
sleep sleeping insomnia sleeplessness sleepiness | apnea apnoea osa cpap
tired tiredness fatigue fatigued exhaustion
sad sadness depression depressive depressed antidepressant antidepressants mdd
mood moods affective affect emotional emotion emotions | anxiety anxious anxiolytic worry gad nervousness
panic agoraphobia | phobia phobic fear fears fearful | stress stressed distress stressful stressors
trauma traumatic ptsd posttraumatic
psychosis psychotic schizophrenia schizoaffective antipsychotic antipsychotics neuroleptic | bipolar mania manic
obsessive compulsive ocd | dementia alzheimer alzheimers dementias | cognitive cognition cognitively thinking mental
executive shifting inhibition ef | memory remembering recall amnesia | autism autistic asd asperger
adhd hyperactivity hyperactive inattention attention | dyslexia reading literacy
parkinson parkinsonian parkinsonism pd parkinsons | sclerosis als demyelinating
stroke strokes cerebrovascular hemiplegia hemiparesis hemiplegic
seizure seizures epilepsy epileptic convulsion convulsions anticonvulsant antiepileptic
tremor tremors dyskinesia dystonia | paralysis paralysed palsy paresis plegia | concussion tbi
coma comatose unconscious unconsciousness | delirium confusion | diabetes diabetic t2dm t1dm niddm iddm
glucose glycemic glycaemic glycemia sugar hyperglycemia hyperglycaemia hba1c | insulin insulins homa
obesity obese overweight adiposity adipose bmi | weight bodyweight slimming | fat fats lipid lipids fatty adiposity
cholesterol lipoprotein ldl hdl dyslipidemia hyperlipidemia hypercholesterolemia hypercholesterolaemia
statin statins atorvastatin simvastatin rosuvastatin pravastatin | triglyceride triglycerides triacylglycerol
hypertension hypertensive antihypertensive antihypertensives | pressure bp systolic diastolic
metabolic metabolism metabolite metabolites | thyroid hypothyroidism hyperthyroidism thyroxine
infection infections infected infectious pathogen pathogens | sepsis septic septicemia bacteremia
bacteria bacterial bacterium antibacterial microbial microbes microbiology
antibiotic antibiotics antimicrobial antimicrobials | virus viral antiviral viruses
fungal fungus antifungal candida candidiasis | parasite parasites parasitic helminth helminths
malaria malarial plasmodium antimalarial | tuberculosis tb tuberculous | hiv aids antiretroviral haart seropositive
herpes hsv zoster shingles | influenza flu | covid coronavirus sars covid19 | hpv papillomavirus cervical
fever febrile pyrexia temperature | inflammation inflammatory crp
immune immunity immunological immunology immunologic humoral antibody antibodies immunoglobulin
vaccine vaccines vaccination vaccinations immunization immunisation vaccinated | allergy allergic allergies allergen
asthma asthmatic wheeze wheezing | smoking smoke smoker smokers tobacco cigarette cigarettes | nicotine nrt
quit quitting cessation abstinence abstinent | alcohol alcoholic alcoholism drinking drinkers ethanol
addiction addicted dependence abuse misuse substance
drug drugs medication medications medicine medicines pharmacotherapy pharmacological pharmacologic pharmaceutical
adherence compliance adherent compliant noncompliance nonadherence | dose doses dosage dosing dosages
pharmacokinetics pharmacokinetic bioavailability absorption clearance
exercise exercises exercising physical workout training trained | fitness cardiorespiratory aerobic vo2max
sport sports athletes athlete athletic football soccer | endurance cycling cyclists running runners sprint
walk walking gait ambulation locomotion ambulatory | mobility mobile function functional
balance postural posture stability | diet dietary diets eating eat food foods
nutrition nutritional nutrient nutrients feeding fed malnutrition | calorie calories caloric energy
vitamin vitamins multivitamin micronutrient micronutrients | supplement supplements supplementation supplemented
protein proteins amino | oligosaccharide oligosaccharides prebiotic prebiotics
probiotic probiotics lactobacillus bifidobacterium lactobacilli | microbiota microbiome microflora flora
antioxidant antioxidants oxidative peroxidation | omega fish pufa polyunsaturated dha epa
soy soya isoflavone isoflavones | formula formulas milk
surgery surgical surgeries operation operative operations operated surgeon surgeons
preoperative perioperative preop | postoperative postsurgical postop | resection resected excision
laparoscopic laparoscopy endoscopic endoscopy minimally invasive | incision incisions wound wounds suture sutures
anesthesia anaesthesia anesthetic anaesthetic anesthetics | neuromuscular blockade relaxant block
intubation intubated extubation | icu intensive critical critically | resuscitation cpr arrest
infusion infusions intravenous iv infused parenteral | injection injections injected intramuscular subcutaneous
oxygen oxygenation hypoxia hypoxic hypoxemia hypoxaemia
death deaths mortality died die survival fatal fatality lethal
prognosis prognostic predict predictor predictors prediction predictive predicting | risk risks hazard
hospitalization hospitalisation inpatient inpatients hospitalized hospitalised admission admitted admissions
emergency emergencies urgent | outpatient outpatients ambulatory clinic | chronic persistent longstanding
refractory resistant intractable resistance unresponsive failure
prevention prevent preventive preventing prophylaxis prophylactic prevents
relief relieve relieved relieving alleviate alleviates alleviation palliate | palliative hospice terminal dying
adverse harms toxicity complication complications safety safe side tolerability harmful
screening screened screen detection detecting detect | diagnosis diagnostic diagnosed diagnose diagnoses
imaging mri scan scans tomography ct radiography radiographic
ultrasound ultrasonography sonography sonographic doppler
questionnaire questionnaires inventory instrument instruments scale scales index checklist
psychometric validity validation validated reliability reliable validate
guideline guidelines recommendation recommendations consensus
cost costs economic economics expenditure expenditures expensive | quality qol hrqol wellbeing
disability disabled disabilities impairment impaired handicap
rehabilitation rehabilitative recovery recover recovering | adl independence daily
home homes household housing residence residential community dwelling | school schools classroom schoolchildren
student students pupils undergraduate | education educational learning curriculum
family families familial relatives | caregiver caregivers carers carer | counselling counseling counsellor
interview interviewing interviews qualitative | motivational motivation mi
psychotherapy psychological psychology psychotherapeutic psychosocial | mindfulness meditation mindful
yoga tai chi | acupuncture electroacupuncture acupressure | massage manual manipulation chiropractic osteopathic
game games gaming videogame videogames exergame exergames wii
computer computerized computerised virtual digital online internet web ehealth
phone telephone mobile smartphone sms text | consent informed consenting ethics ethical
randomized randomised randomization randomisation randomly | bias blinding allocation concealment
compare comparative comparison versus
choice choose choosing chosen selection select selected preference preferences
publish published publishing publication | register registered registration registry | african black
hispanic latino latina latinos | ethnic ethnicity race racial minority
poor poverty socioeconomic income deprivation | rural village remote | africa african sub saharan
mice mouse murine rat rats rodent rodents | cell cells cellular | culture cultured vitro
gene genes genetic genetics genotype polymorphism polymorphisms | mutation mutations mutant
expression expressed transcription mrna | receptor receptors antagonist agonist
cytokine cytokines interleukin il tnf | growth growing grow igf | hormone hormones hormonal endocrine
estrogen oestrogen estradiol menopause menopausal postmenopausal hrt perimenopausal
testosterone androgen androgens hypogonadism | menstrual menstruation dysmenorrhea menorrhagia
ovary ovarian ovaries pcos polycystic | uterus uterine endometrial endometrium womb
fertility infertility ivf icsi fertilization fertilisation infertile subfertile reproduction
ovulation ovulatory follicle follicular fsh lh gonadotropin gonadotrophin hmg rfsh | embryo embryos implantation
sperm semen spermatozoa | transplant transplantation graft grafts transplanted donor
radiation radiotherapy irradiation irradiated | chemotherapy chemotherapeutic cytotoxic | adjuvant neoadjuvant
stent stents stenting pci angioplasty revascularization bypass cabg | tms transcranial magnetic rtms
electroconvulsive electroshock | stimulation stimulator stimulating electrical
marijuana cannabis cannabinoid cannabinoids cannabidiol thc cbd
opioid opioids opiate opiates morphine narcotic narcotics methadone | hip hips femoral femur | knee knees tibial tka
shoulder shoulders rotator | ankle foot feet | wrist hand hands | limb limbs leg legs arm | hair alopecia baldness
healing heal ulcer ulcers | wrinkle wrinkles photoaging | erection erectile impotence
sex sexual sexuality intercourse | urine urinary urination bladder incontinence voiding | prostate prostatic bph
breast mammary mammography | swelling edema oedema lymphedema | itch itching pruritus
dizziness vertigo dizzy vestibular | sugar sucrose fructose sweetened | salt sodium
bicarbonate alkalosis acidosis buffering | water hydration dehydration fluid fluids
temperature hypothermia cooling | sun sunlight ultraviolet uv | violence violent aggression aggressive
employment work workplace occupational worker workers job
increase increased increases rise rises raised elevate elevated elevation augment augmented higher greater enhanced
decrease decreased reduce reduced lower lowered decline declined attenuate attenuated diminish diminished fewer
improve improved improvement enhance enhanced enhancement better ameliorate
worsen worsened worsening deterioration deteriorate decline exacerbation exacerbations flare aggravate
effect effects impact influence influences consequence consequences
effectiveness efficacy effective efficacious success successful
cause causes causal etiology aetiology pathogenesis origin
prevalence incidence epidemiology epidemiological frequency occurrence burden
duration length long prolonged extended longterm | rapid fast quick acute immediate | delay delayed slow late lag
barrier barriers obstacle obstacles hindrance
attitude attitudes belief beliefs perception perceptions perceived perspective perspectives opinion opinions views
experience experiences lived narrative | satisfaction satisfied acceptability acceptance acceptable tolerability
knowledge awareness understanding literacy
uptake attendance participation participate enrolment enrollment recruitment recruit recruited
withdrawal withdrew dropout dropouts attrition discontinuation discontinued retention
feasible feasibility pilot preliminary exploratory | rationale design protocol
team teams teamwork interprofessional multidisciplinary collaborative collaboration
leadership management manager organizational | error errors mistake mistakes incident | quality improvement audit
bundle pathway pathways protocol fast track eras enhanced
program programs programme programmes intervention interventions initiative
implementation implement implemented fidelity dissemination | policy policies legislation regulation law legal
access availability accessible equity inequality inequalities disparity disparities | urban city metropolitan
low middle income developing lmic resource | migrant migrants immigrant immigrants refugee refugees
indigenous aboriginal native | prison prisoners inmates incarcerated | homeless homelessness
veteran veterans military soldiers army | pilot aviation aircraft | driver drivers driving vehicle car traffic
injury injuries injured trauma traumatic | accident accidents crash | poisoning overdose intoxication toxic
bite bites stings snakebite venom | pesticide organophosphate herbicide | mercury arsenic metal metals
pollution air particulate | altitude mountain hypoxic | pollen hay rhinitis seasonal | peanut egg milk food allergen
anaphylaxis epinephrine adrenaline | angiotensin ace renin aldosterone | potassium hyperkalemia hypokalemia
calcium hypercalcemia hypocalcemia | phosphate phosphorus | creatinine gfr egfr glomerular filtration
proteinuria albuminuria albumin | troponin bnp biomarker biomarkers marker markers | homocysteine folate folic b12
cortisol adrenal hpa | leptin ghrelin appetite satiety hunger | adiponectin adipokine | nitric oxide vasodilation
endothelin vasoconstriction | creatine phosphocreatine | carbohydrate carbohydrates glycogen
ketogenic ketosis ketone | fasting starvation intermittent | breakfast meal meals snack snacks
obesogenic restaurant beverages soda | fruit fruits vegetable vegetables | fiber fibre wholegrain bran
olive oil oils monounsaturated | butter margarine saturated | meat beef pork | nut nuts almonds walnuts
coffee caffeine tea | cocoa chocolate | wine beer spirits | garlic onion | ginger turmeric curcumin
herb herbs herbal herbals botanical plant plants extract | chinese tcm traditional | ayurveda ayurvedic
placebo sham dummy inert | nocebo expectancy expectation expectations | bias confounding confounder
power calculation sample size | missing imputation | adjustment covariate regression | heterogeneity pooled meta
crossover cross over | cohort longitudinal prospective followup | retrospective chart records review
registry register database | survey surveys questionnaire poll | interview interviews focus qualitative
measure measurement instrument scale | cutoff threshold thresholds | sensitivity specificity accuracy accurate
normative norms reference | test testing tests assay | genome genomic gwas snp
dna sequencing methylation epigenetic | rna mrna mirna microrna | protein proteomic proteome
antigen antigens epitope | antibody antibodies seroconversion titer titers titre | igg iga igm ige immunoglobulin
cd4 cd8 lymphocyte tcell | macrophage macrophages monocyte monocytes mononuclear pbmc
neutrophil neutrophils granulocyte | dendritic antigen presenting
complement autoimmune autoimmunity autoantibodies lupus sle | vasculitis arteritis | necrosis apoptosis death
proliferation growth mitogenic | migration adhesion invasion | angiogenesis vegf neovascularization
hypoxia hif oxygen | membrane lung ecmo extracorporeal | carbon dioxide co2 hypercapnia | nitrogen nitrous
helium xenon gas gases | pump circuit perfusion bypass | valve aortic mitral | aneurysm aorta dissection
carotid endarterectomy | claudication peripheral pad | amputation amputee prosthetic prosthesis
ulcer foot diabetic | pressure sore bedsore decubitus | laser photocoagulation | lens intraocular phaco
myopia refractive spectacles | amblyopia strabismus | cochlear implant implants | sudden hearing sensorineural sshl
vestibular balance vertigo | voice vocal dysphonia | speech language stuttering aphasia communication
feeding tube enteral nasogastric | emptying motility gastroparesis | helicobacter pylori ulcer
hernia inguinal mesh | appendix appendicitis appendectomy | fistula fissure | stoma ostomy colostomy
bariatric gastrectomy sleeve | hepatectomy liver resection | nephrectomy cystectomy | hysterectomy oophorectomy
prostatectomy androgen deprivation | mastectomy lumpectomy | thyroidectomy nodules | tonsil tonsils adenoid
ligament acl cruciate | meniscus meniscal | spine disc discectomy sciatica | scoliosis kyphosis
osteotomy plate nail fixation | cast splint brace orthosis | wheelchair paraplegia tetraplegia sci
spasticity spastic baclofen | botulinum botox toxin | nerve block plexus | epidural spinal intrathecal
airway laryngeal mask | propofol sevoflurane anesthetic | emergence recovery awakening | awareness bispectral bis
shivering hypothermia warming | hypotension vasopressor | shock septic sepsis
transfer transport ambulance prehospital paramedic | triage emergency ed | readmission rehospitalization
length stay los | end life eol terminal | bereavement grief | pastoral spiritual spirituality religion religious
hope optimism | resilience coping | selfefficacy efficacy confidence | self esteem concept image
empathy compassion | burnout exhaustion | bullying victimization | attachment bonding | temperament personality
neglect maltreatment abuse | foster adoption | divorce marital marriage couples | dating partner intimate
contraception condom | std sti syphilis gonorrhea chlamydia | circumcision foreskin | sex worker prostitutes
gay homosexual msm lesbian | transgender gender | menarche menstrual | menopause hot flashes flushes vasomotor
osteopenia bmd densitometry | vertebroplasty kyphoplasty | sarcopenia frailty frail | grip handgrip strength
gait speed velocity walking | stairs chair stand | treadmill ergometer | interval hiit sprint
stretching flexibility | pilates core stability | swimming aquatic hydrotherapy pool | music musical singing
drawing painting | gardening nature outdoor | pet dog dogs | electrical functional fes
biofeedback neurofeedback eeg | brain stimulation tdcs dbs deep | mirror imagery visualization
hypnosis hypnotherapy | relaxation relax breathing | interpretation bias cognitive modification cbm
exposure desensitization | acceptance commitment | interpersonal ipt | dialectical borderline dbt
psychodynamic psychoanalytic | booster maintenance relapse recurrence recurrent remission | rebound withdrawal
tolerance dependence | craving urge | binge bulimia anorexia eating | internet addiction
methamphetamine cocaine amphetamine stimulant | heroin opioid injecting
afghanistan afghan | algeria algerian | argentina argentinian argentine | australia australian | austria austrian
bangladesh bangladeshi | belgium belgian | bolivia bolivian | brazil brazilian | britain british uk england english
bulgaria bulgarian | cambodia cambodian | cameroon cameroonian | canada canadian | chile chilean
china chinese beijing shanghai taiwan hong kong | colombia colombian | congo congolese | croatia croatian | cuba cuban
cyprus cypriot | czech czechia | denmark danish danes | egypt egyptian | estonia estonian | ethiopia ethiopian
europe european | finland finnish finns | france french | gambia gambian | germany german | ghana ghanaian
greece greek | guatemala guatemalan | hungary hungarian | iceland icelandic | india indian | indonesia indonesian
iran iranian | iraq iraqi | ireland irish | israel israeli | italy italian | jamaica jamaican | japan japanese
jordan jordanian | kenya kenyan | korea korean koreans | lebanon lebanese | malawi malawian | malaysia malaysian
mali malian | mexico mexican mexicans | mongolia mongolian | morocco moroccan | mozambique mozambican
nepal nepali nepalese | netherlands dutch holland | nigeria nigerian | norway norwegian | pakistan pakistani
peru peruvian | philippines filipino | poland polish | portugal portuguese | romania romanian | russia russian
rwanda rwandan | scotland scottish | senegal senegalese | serbia serbian | singapore singaporean
scandinavia scandinavian nordic | slovenia slovenian | spain spanish catalan | sudan sudanese | sweden swedish swedes
switzerland swiss | tanzania tanzanian | thailand thai | tunisia tunisian | turkey turkish | uganda ugandan
ukraine ukrainian | vietnam vietnamese | wales welsh | zambia zambian | zimbabwe zimbabwean
"""


@cache
def families() -> dict[str, tuple[str, ...]]:
    """The names of the families a stem belongs to; a name can be no stem."""
    found: dict[str, set[str]] = {}
    for number, family in enumerate(_FAMILIES.replace("\n", "|").split("|")):
        for word in family.split():
            found.setdefault(stem(word), set()).add(f"~{number}")
    return {name: tuple(sorted(names)) for name, names in found.items()}
