"""The words by which a sentence shows what it asserts, for treatments of every kind; no treatment is named here.

Words only raise a question here; `assertions` answers it.
"""

from evidence.text.words import words


class Sort:
    """What a word may be a sign of: bits of plain integers, because a page has thousands of words."""

    BENEFIT = 1  # a verb that says something got better
    CHANGE = 2  # a verb that needs an outcome as its object to say so
    EFFECT = 4  # a noun or adjective of effect
    MECHANISM = 8  # what happens inside the body, verb
    SUBSTRATE = 16  # what it happens to
    SAFETY = 32
    HARM = 64
    OUTCOME = 128  # what a treatment may change
    TREATMENT = 256  # a generic name of a treatment
    PEOPLE = 512
    STUDY = 1024
    FINDING = 2048  # a verb by which a source reports
    REGULATORY = 4096
    HEDGE = 8192
    NEGATION = 16384
    COMPARING = 32768
    FREQUENCY = 65536  # how common a condition is
    PUFFERY = 131072
    PRONOUN = 262144
    FELT = 524288  # a change as a patient tells it


def inflected(verbs: str) -> frozenset[str]:
    """The forms of regular verbs; a final consonant written double in the listing is doubled before an ending.

    >>> sorted(inflected("ease stopp"))
    ['ease', 'eased', 'eases', 'easing', 'stop', 'stopped', 'stopping', 'stops']
    """
    forms: set[str] = set()
    for verb in verbs.split():
        forms.update(_forms(verb))
    return frozenset(forms)


def _forms(verb: str) -> tuple[str, ...]:
    base = verb
    if len(verb) > 3 and verb[-1] == verb[-2] and verb[-1] in "bdgmnprt" and verb not in ("add", "err"):
        base = verb[:-1]
    if verb.endswith("e"):
        return (base, base + "s", base + "d", base[:-1] + "ing")
    if verb.endswith("y") and verb[-2] not in "aeou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    ending = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return (base, base + ending, verb + "ed", verb + "ing")


_BENEFIT = inflected(
    "regain silence rebalance reactivate stabilise relieve alleviate ease soothe improve enhance heal cure prevent"
    " combat boost restore eliminate reduce"
    " protect repair"
    " rejuvenate regenerate strengthen calm relax detoxify cleanse reverse halt slow delay minimize minimise"
    " diminish suppress"
    " curb normalize normalise accelerate tighten smooth hydrate nourish revitalize revitalise energize energise"
    " overcome remedy"
    " ameliorate eradicate lessen resolve brighten whiten sharpen moisturize moisturise counteract counter rebuild"
    " rebalance"
    " optimize optimise replenish mitigate reshape plump dampen conquer"
    " rehabilitate decongest"
    " unclog invigorate rid detox banish erase subside shrink inhibit lighten loosen drain"
    " unblock purge expel recharge reawaken awaken"
) | words("fight fights fought fighting help helps helped helping regrow regrows regrew shrank shrunk healthier")
_CHANGE = inflected(
    "end increase decrease lower raise elevate support promote maintain control manage stopp remove balance"
    " burn"
    " kill destroy"
    " work deliver achieve benefit aid assist correct stabilize stabilise regulate preserve"
    " extend save"
    " gain add contribute encourage facilitate impact tone firm lift flush melt"
    " tackle"
    " ward guard attack neutralize neutralise reset recover dropp decline outperform last"
    " restrict limit"
    " cause worsen aggravate lead produce create yield supply double triple halve cutt trimm quench speed drive"
    " shorten lengthen widen harm damage disrupt deplete block"
) | words(
    "treat treats lose loses lost losing build builds built building bring brings brought"
    " shed sheds grow grows grew grown growing sleep sleeps slept rise rises rose fell fall falls cut cuts"
    " beat beats lead leads led offers provides clears cleared thins thinned freezes froze dissolves dissolved"
)
_EFFECT = words(
    "relief improvement improvements reduction reductions benefit benefits effective effectively effectiveness"
    " efficacy efficacious"
    " ineffective beneficial helpful therapeutic remission recovery cure cures remedy remedies healing antidote"
    " curative"
    " success successful successfully effect effects results result response responders protective useful useless"
    " analgesic analgesia painkilling restorative decrease increase prevention protection loss regrowth"
    " potent potency"
    " advantage advantages breakthrough solution rejuvenation detoxification regeneration elimination"
    " alleviation enhancement boost booster outcomes efficient anxiolytic sedative stimulant superior inferior"
    " responded reversal difference worthless inactive unproven outperforms"
)
_MECHANISM = inflected(
    "inactivate reactivate modify stimulate activate bind trigger release penetrate absorb convert metabolize"
    " metabolise modulate upregulate"
    " downregulate"
    " induce generate interact target act dissolve oxygenate decompress reposition realign align saturate inhibit"
    " block scavenge"
    " neutralize neutralise synthesize synthesise bypass accumulate circulate deliver signal mimic regulate"
    " transport dilate"
    " constrict catalyze fuel oxidize vibrate emit increase influence trigger draw attach break degrade form"
    " function enter reach cross pass digest assimilate localize localise lubricate contract expand donate rewire"
    " retrain nourish"
    " decompose replicate differentiate migrate secrete recruit mobilize mobilise cushion antagonize"
) | words("drawn draws mechanism mechanisms mimics bioavailable bioavailability absorption absorbed")
_SUBSTRATE = words(
    "myelin sheath synapse cell cells cellular receptor receptors neurotransmitter neurotransmitters serotonin"
    " dopamine gaba cortisol"
    " mitochondria"
    " mitochondrial oxygen collagen elastin dna gene genes enzyme enzymes pathway pathways tissue tissues absorption"
    " bioavailability"
    " bioavailable nutrients nutrient endorphins endorphin cytokines cytokine atp radicals antioxidant antioxidants"
    " neurons neuron"
    " neural brainwaves brainwave bloodstream capillaries artery arteries plasma hormone hormones insulin ligament"
    " ligaments tendon"
    " follicle follicles keratin sebum pores lymph lymphatic nervous nerve nerves synapses glutamate melatonin"
    " pituitary hypothalamus"
    " membrane membranes barrier microbiome flora bacteria protein proteins amino fibers fibre disc discs disk"
    " vertebrae vertebra"
    " spine joint joints cartilage synovial fluid fluids muscle muscles electrons electron wavelength wavelengths"
    " photons light pulses"
    " magnetic electrical molecules molecule compounds compound metabolic metabolism factors macrophages lymphocytes"
    " platelets"
    " stem interferon glucose ketones ketosis fat nucleus mucosa liver kidney kidneys adrenal thyroid chi qi"
    " meridians energy toxins acids"
    " acid ph vagus fascia scalp dermis epidermis nitric oxide thermogenesis neuroplasticity angiogenesis"
    " circulation blood lipids"
)
_SAFETY = words(
    "safe safely safer safest safety side adverse tolerated tolerability tolerable toxic toxicity nontoxic harmless"
    " unsafe danger dangerous"
    " dangers complication complications contraindicated contraindications contraindication addictive nonaddictive"
    " risk-free"
    " risks risk hazard hazards hazardous harmful harm harms discomfort painless invasive noninvasive downtime"
    " interact interaction interactions"
    " overdose allergic reactions reaction bleeding bruising redness nausea gentle poisoning caution deaths jittery"
    " withdrawal crash upset poisonous poison scarring dizziness grogginess groggy drowsiness drowsy habit-forming"
    " non-habit habit sleepiness dizzy cause causes"
    " caused trigger triggers worsen worsens irritate irritates irritated irritation"
)
_HARM = words(
    "harm harms harmful worse worsen worsens worsened adverse toxic toxicity dangerous danger damage damages fatal"
    " death deaths"
    " complication complications overdose poisoning hallucinations nausea vomiting bleeding"
)
_OUTCOME = words(
    "intimacy leaks leakage harm symptom symptoms pain energy mood sleep libido immunity immune skin hair muscle"
    " muscles strength memory focus"
    " weight fat metabolism"
    " blood pressure cholesterol mobility flexibility motion function functioning performance confidence wellbeing"
    " wellness health"
    " longevity growth score scores level levels appetite cravings craving circulation inflammation quality life"
    " rate rates recurrence"
    " risk mortality survival healing recovery condition conditions ailments disease diseases disorder disorders"
    " infection swelling stiffness fatigue"
    " stress anxiety depression"
    " vision hearing digestion fertility hydration elasticity tone texture complexion wrinkles lines pores endurance"
    " stamina vitality"
    " productivity clarity cognition attention behavior behaviour speech balance posture coordination range pounds"
    " inches size body"
    " brain heart joint joints lungs bones teeth gums nails eyes bladder prostate erections erection sensation"
    " numbness tingling burning"
    " tumor tumors cancer relapse episodes attacks frequency severity intensity duration hospitalization medication"
    " medications surgery"
    " dependence redness ability mind calmness youth youthful aging ageing damage spasms tension comfort movement"
    " nutrients"
)
_TREATMENT = words(
    "treatment treatments pads pad therapy therapies product products formula formulas formulation device devices"
    " system"
    " supplement supplements"
    " pill pills cream creams procedure procedures program programs programme method methods approach approaches"
    " technique techniques"
    " technology ingredient ingredients extract extracts drug drugs medication medications medicine injection"
    " injections infusion infusions"
    " exercise exercises diet session sessions capsule capsules tablet tablets patch patches serum oil oils tea herb"
    " herbs remedy remedies"
    " compound compounds machine intervention interventions blend brand solution drops gel lotion powder gummies"
    " spray mask wrap kit"
    " surgery dose doses dosage training protocol adjustment adjustments needle needles laser implant nutrient"
    " nutrients plant fruit food"
    " foods vitamin vitamins mineral minerals antioxidant antioxidants enzyme massage bracelet belt brace pillow"
    " helmet cap app combination"
    " regimen shot shots drip drips detox cleanse vaccine test juice practice option options service services clinic"
    " center modality care peptide peptides"
)
_PEOPLE = words(
    "patient patients people participants participant subjects users user women men woman man children child adults"
    " individuals clients client"
    " customers customer athletes veterans sufferers volunteers babies infants seniors mothers moms kids he she they"
    " i we my those many most some everyone anyone members member his her him"
)
_STUDY = words(
    "testing clinical tests study studies trial trials research review reviews meta-analysis metaanalysis meta"
    " analysis analyses evidence"
    " researchers scientists"
    " scientist investigators experiments experiment survey surveys data literature report reports reported paper"
    " authors findings clinically"
    " scientifically proven tested experts doctors university journal"
)
_FINDING = inflected(
    "conclude reveal suggest indicate demonstrate confirm establish report observe discover prove declare document"
    " propose note"
    " advocate"
) | words(
    "show shows showed shown showing found finds find proven proves saw believe believes think thinks say says said"
    " credited credit"
)
_REGULATORY = words(
    "fda intended diagnose approved approval clearance cleared patented patent regulated unregulated evaluated"
    " registered licensed gmp"
    " certified medicare ema mhra"
    " banned legal illegal schedule unapproved off-label label usda organic hipaa ce iso tga nsf"
)
_HEDGE = words(
    "may might could can possibly perhaps potentially potential seems seem appears appear suggests suggest suggested"
    " likely probably"
    " promising believed thought reportedly designed claims claimed claim aims hope hopes possible some tends often"
    " typically"
)
_NEGATION = words(
    "no not without never non neither nor cannot isn't doesn't don't didn't aren't wasn't can't won't little"
    " insufficient lack"
)
_COMPARING = words(
    "natural naturally than versus vs compared comparable superior inferior outperform outperforms outperformed"
    " alternative unlike"
    " whereas better worse"
    " more less fewer faster stronger while instead best only comparison beats beat equivalent equal equally"
    " excellent great good ideal perfect wonderful fantastic"
)
_FREQUENCY = words(
    "common commonly million millions billion leading prevalence prevalent affects affecting affect suffer suffers"
    " suffering incidence rare epidemic"
    " diagnosed percent prone rates majority often uncommon frequent frequently widespread living experience"
    " experiences undiagnosed"
)
_PUFFERY = words(
    "revolutionary revolutionizing revolutionize revolutionise amazing incredible miracle best premier leading"
    " renowned award-winning unmatched ultimate"
    " state-of-the-art cutting-edge world-class premium superb exceptional unique trusted favorite popular"
    " innovative dedicated passionate"
    " committed proud advanced finest quality top #1 secret powerful life-changing game-changer prestigious"
)
_PRONOUN = words("it this these they its their our such both that")
_FELT = words(
    "slept gone disappeared vanished subsided better worse pain-free painfree diminished lessened"
    " stronger happier calmer"
    " younger slimmer rested energetic energized smoother softer healthier sharper firmer thinner lighter easier"
    " clearer noticed noticeable relaxed calm alive feeling sensation"
    " improved lost recovered asleep"
    " dropped cured healed relieved refreshed"
)

_LISTS: tuple[tuple[int, frozenset[str]], ...] = (
    (Sort.BENEFIT, _BENEFIT), (Sort.CHANGE, _CHANGE), (Sort.EFFECT, _EFFECT), (Sort.MECHANISM, _MECHANISM),
    (Sort.SUBSTRATE, _SUBSTRATE), (Sort.SAFETY, _SAFETY), (Sort.HARM, _HARM), (Sort.OUTCOME, _OUTCOME),
    (Sort.TREATMENT, _TREATMENT), (Sort.PEOPLE, _PEOPLE), (Sort.STUDY, _STUDY), (Sort.FINDING, _FINDING),
    (Sort.REGULATORY, _REGULATORY), (Sort.HEDGE, _HEDGE), (Sort.NEGATION, _NEGATION), (Sort.COMPARING, _COMPARING),
    (Sort.FREQUENCY, _FREQUENCY), (Sort.PUFFERY, _PUFFERY), (Sort.PRONOUN, _PRONOUN), (Sort.FELT, _FELT),
)  # fmt: skip


def _collected() -> dict[str, int]:
    sorts: dict[str, int] = {}
    for sort, listed in _LISTS:
        for word in listed:
            sorts[word] = sorts.get(word, 0) | sort
    return sorts


SORTS: dict[str, int] = _collected()
"""What each word may be a sign of, as the sum of its sorts; plain integers, for speed."""
