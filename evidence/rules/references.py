"""The published grounds that rules rest on, as data; `verified` is False for what nobody has seen in the source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """One ground: a short name for messages, what it says in our words, where it stands, and whether that was seen.

    `secondary` is True where it was read only through another text that reports it.
    """

    key: str
    short: str
    says: str
    url: str | None = None
    verified: bool = True
    secondary: bool = False
    jurisdiction: str = ""
    """where it is a benchmark: US, UK, EU or AU; empty for what belongs to no one place"""
    about: str = ""
    """a word of the one treatment it speaks of, in lower case; empty for what holds for all"""

    def bears_on(self, text: str) -> bool:
        """Whether it has anything to say about a page of these words."""
        return self.about in text.lower()


_CFR = "https://www.ecfr.gov/current/title-21/chapter-I/subchapter-C/part-202/subpart-A/section-202.1"
_FTC = "https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance"


def _cfr(item: str, says: str, *, verified: bool = True, secondary: bool = False) -> Reference:
    short = f"FDA fair-balance (21 CFR 202.1{item})"
    return Reference(f"CFR202{item}", short, says, _CFR, verified=verified, secondary=secondary, jurisdiction="US")


FAIR_BALANCE = _cfr(
    "(e)(5)(ii)",
    "effectiveness told in greater scope or detail than side effects and contraindications",
    secondary=True,
)
PROMINENCE = _cfr("(e)(7)(viii)", "risk given less prominence and readability than benefit", verified=False)
SAFER_SELECTION = _cfr("(e)(6)(iv)", "papers or data selected to look safer", verified=False)
LARGER_EXPERIENCE = _cfr(
    "(e)(6)(v)", "a study presented as larger or more general experience than it was", secondary=True
)
ANIMAL_AS_CLINICAL = _cfr("(e)(6)(vii)", "animal or laboratory data presented as if clinically significant")
UNSUPPORTING_LITERATURE = _cfr("(e)(6)(x)", "literature cited that does not support the claim", secondary=True)
NO_DIFFERENCE = _cfr("(e)(6)(xv)", "no significant difference turned into an effect, or hidden", verified=False)
INADEQUATE_STUDY = _cfr("(e)(7)(i)", "a study used that is inadequate in design, scope or conduct", verified=False)
MORE_AUTHORITATIVE = _cfr("(e)(7)(xiii)", "reports presented as more authoritative than they are", verified=False)

FTC_LEVEL_OF_SUPPORT = Reference(
    "FTC-HPCG level of support",
    "FTC Health Products Compliance Guidance (level of support)",
    "saying that studies show something is itself a claim that such support exists",
    _FTC,
    secondary=True,
    jurisdiction="US",
)
FTC_TYPE_OF_EVIDENCE = Reference(
    "FTC-HPCG type of evidence",
    "FTC Health Products Compliance Guidance (type of evidence)",
    "health-benefit claims need randomised controlled human trials as a rule",
    _FTC,
    secondary=True,
    jurisdiction="US",
)
FTC_ANIMAL = Reference(
    "FTC-HPCG animal and in vitro",
    "FTC Health Products Compliance Guidance (animal and laboratory studies)",
    "useful background only; not enough without confirmation by human trials",
    _FTC,
    secondary=True,
    jurisdiction="US",
)
FTC_RELEVANCE = Reference(
    "FTC-HPCG relevance",
    "FTC Health Products Compliance Guidance (relevance)",
    "evidence must be for the same product, dose, route, population and outcome",
    _FTC,
    verified=False,
    jurisdiction="US",
)
JAMA_ATTRIBUTION = Reference(
    "JAMA4",
    "JAMA 1997 attribution",
    "health information names its authors, its sources, its owner and its date (Silberg, JAMA 1997;277:1244-5)",
    secondary=True,
)
HON_ATTRIBUTION = Reference(
    "HON8-4", "HONcode attribution", "principle 4: sources are named; the service ended on 15 December 2022"
)
HON_JUSTIFIABILITY = Reference(
    "HON8-5", "HONcode justifiability", "principle 5: claims of benefit are justified; the service ended in 2022"
)
DISCERN_SOURCES = Reference(
    "DISCERN-4", "DISCERN question 4", "it is clear what sources of information were used", verified=False
)
DISCERN_DATES = Reference(
    "DISCERN-5", "DISCERN question 5", "it is clear when the information used was produced", verified=False
)
DISCERN_RISKS = Reference("DISCERN-11", "DISCERN question 11", "the risks of each treatment are told", verified=False)
HEALTH_NEWS_HARMS = Reference(
    "HNR10-3", "HealthNewsReview harms criterion", "a story about a treatment tells its harms"
)
HANEEF = Reference(
    "HANEEF15",
    "Haneef 2015",
    "of 130 health news items 78% gave no full reference, 25% dropped adverse events, 21% went from animal to human "
    "(PLoS One 2015;10(10):e0140889)",
)
KORENSTEIN = Reference(
    "Korenstein 2011",
    "Korenstein 2011",
    "48.2% of 83 drug advertisements had no verifiable reference (PLoS One 2011;6(8):e23336)",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC3157354/",
)
BOUTRON = Reference(
    "BOUTRON10",
    "Boutron 2010 on spin",
    "58.3% of abstract conclusions of trials with a null primary outcome were spun (JAMA 2010;303:2058-64)",
)
SUMNER = Reference(
    "SUMNER14",
    "Sumner 2014 on exaggeration",
    "36% of 462 press releases inferred effects in people from animal work (BMJ 2014;349:g7015)",
)
OCEBM = Reference(
    "OCEBM11",
    "OCEBM 2011 levels of evidence",
    "for treatment benefit: 1 review of randomised trials, 2 randomised trial, 3 non-randomised controlled study, "
    "4 case series and case-control, 5 mechanism",
    "https://www.cebm.ox.ac.uk/resources/levels-of-evidence/ocebm-levels-of-evidence",
)
CRANE = Reference(
    "Crane 2023",
    "Crane 2023",
    "7 of 17 ketamine advertisers mentioned no possible risk (JAMA Netw Open 2023;6(11):e2342210)",
    "https://doi.org/10.1001/jamanetworkopen.2023.42210",
    secondary=True,
    about="ketamine",
)
UNSUPPORTED_COMPARISON = _cfr("(e)(6)(ii)", "a comparison with another drug without substantial evidence")
OVERTAKEN = _cfr("(e)(6)(iii)", "information used that better, contrary data have since overtaken", secondary=True)
CONCOMITANT = _cfr("(e)(6)(vi)", "hides that a result may come from other therapy or placebo effect", verified=False)
OUT_OF_CONTEXT = _cfr("(e)(6)(ix)", "an authority quoted or paraphrased out of context", verified=False)
HEALTHY_PEOPLE = _cfr("(e)(6)(xiii)", "a study in healthy people used without saying so", verified=False)
OTHER_DOSES = _cfr("(e)(6)(xvii)", "favourable data from doses that are not those recommended", verified=False)
OTHER_PATIENTS = _cfr(
    "(e)(6)(xix)", "a dose or effect carried from one class of patients or conditions to another", secondary=True
)
STATISTICS = _cfr("(e)(7)(ii)", "statistical significance without clinical significance", verified=False)
AFTER_THE_FACT = _cfr("(e)(7)(iii)", "analyses chosen after the fact", verified=False)
FDA_QUANTITATIVE = Reference(
    "FDA-QUANT",
    "FDA guidance on quantitative efficacy and risk information (2023)",
    "absolute frequencies, the control group's figure, one format throughout",
    "https://www.fda.gov/media/169803/download",
    secondary=True,
)
IMMPACT = Reference(
    "IMMPACT08",
    "IMMPACT 2008 on important change in pain",
    "a fall of 10-20% is minimally, of at least 30% moderately, of at least 50% substantially important "
    "(J Pain 2008;9:105-21)",
)
QUEST = Reference(
    "QUEST",
    "QUEST quality criteria",
    "attribution, kind of study, conflict of interest and currency of health information "
    "(BMC Med Inform Decis Mak 2018;18:87)",
    "https://doi.org/10.1186/s12911-018-0668-9",
)
FTC_OBJECTIVE = Reference(
    "FTC-HPCG standard",
    "FTC Health Products Compliance Guidance (competent and reliable evidence)",
    "studies done and judged objectively by experts in the field",
    _FTC,
    secondary=True,
    jurisdiction="US",
)
