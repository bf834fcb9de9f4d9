"""Published instruments for judging health information, and audits and studies of spin, that rules rest on, as data."""

from evidence.rules.references import Reference

_HNR = "https://www.healthnewsreview.org/about-us/review-criteria/"


def _read(  # noqa: PLR0913 (a row of a table)
    key: str, short: str, says: str, url: str | None = None, *, tag: str = "V", about: str = ""
) -> Reference:
    return Reference(key, short, says, url, verified=tag != "M", secondary=tag == "V2", about=about)


def _hnr(number: int, word: str, says: str) -> Reference:
    return _read(f"HNR10-{number}", f"HealthNewsReview {word} criterion", says, _HNR)


def _discern(number: int, says: str) -> Reference:
    return _read(f"DISCERN-{number}", f"DISCERN question {number}", says, "http://www.discern.org.uk", tag="M")


HNR_COST = _hnr(1, "cost", "a story about a treatment discusses its cost")
HNR_BENEFIT = _hnr(2, "benefit", "a story quantifies the benefit, in absolute terms")
HNR_EVIDENCE = _hnr(4, "evidence", "a story grasps the quality of the evidence")
HNR_ALTERNATIVES = _hnr(7, "alternatives", "a story compares with existing alternatives")
HNR_NOVELTY = _hnr(9, "novelty", "a story establishes what is truly new")
HNR_RELEASE = _hnr(10, "release", "a story does not rest on a news release alone")
DISCERN_BALANCE = _discern(6, "it is balanced and unbiased")
DISCERN_UNCERTAINTY = _discern(8, "it refers to areas of uncertainty")
DISCERN_BENEFITS = _discern(10, "the benefits of each treatment are told")
DISCERN_UNTREATED = _discern(12, "what would happen without treatment is told")
DISCERN_CHOICE = _discern(14, "it is clear that there is more than one choice")
DISCERN_AIMS = _discern(2, "it achieves its aims")
JAMA_AUTHORSHIP = _read("JAMA4 authorship", "JAMA 1997 authorship", "authors and their credentials are named", tag="V2")
JAMA_CURRENCY = _read("JAMA4 currency", "JAMA 1997 currency", "the dates of content and update are given", tag="V2")
JAMA_DISCLOSURE = _read("JAMA4 disclosure", "JAMA 1997 disclosure", "ownership and funding are disclosed", tag="V2")
HON_AUTHORITY = _read("HON8-1", "HONcode authority", "principle 1: who gives the advice, and by what training")
HON_COMMERCE = _read(
    "HON8-7", "HONcode financial disclosure", "principles 7 and 8: funding and advertising are told apart"
)
QUEST = _read(
    "QUEST", "QUEST", "attribution, conflict of interest and tone weigh most among seven items of 28 points",
    "https://doi.org/10.1186/s12911-018-0668-9",
)  # fmt: skip
EQIP = _read(
    "EQIP", "EQIP", "in 73 leaflets 7% quantified risks and 33% were balanced",
    "https://doi.org/10.1111/j.1369-7625.2004.00273.x",
)  # fmt: skip
IPDAS = _read("IPDAS", "IPDAS", "event rates with denominator and period; both sides in equal detail", tag="M")
PLAIN = _read("COCH-PLS", "Cochrane guidance on plain language summaries",
              "limits of the evidence and absolute numbers are told", tag="M")  # fmt: skip
YAVCHITZ = _read(
    "YAVCHITZ12", "Yavchitz 2012", "47% of 70 releases on trials were spun; a spun abstract conclusion was the "
    "predictor",
    "https://doi.org/10.1371/journal.pmed.1001308",
)  # fmt: skip
GRADE_WORDS = _read(
    "GRADE26", "GRADE guideline 26", "the verb follows the certainty: reduces, probably reduces, may reduce",
    "https://doi.org/10.1016/j.jclinepi.2019.10.014",
)  # fmt: skip
GRADE_INDIRECT = _read("GRADE indirectness", "GRADE on indirectness",
                       "other patients, treatments or outcomes lower the certainty", tag="M")  # fmt: skip
IMMPACT = _read(
    "IMMPACT08", "IMMPACT 2008", "less pain by 10-20% is minimally, by 30% moderately, by 50% substantially important",
    "https://doi.org/10.1016/j.jpain.2007.09.005",
)  # fmt: skip
SUMNER_CAUSE = _read(
    "SUMNER14 cause", "Sumner 2014 on exaggeration", "33% of 462 press releases drew causes from correlations",
    "https://doi.org/10.1136/bmj.g7015",
)  # fmt: skip
HANEEF_SPIN = _read(
    "HANEEF15 spin", "Haneef 2015", "of 130 health news items 49% told causes from non-randomised work",
    "https://doi.org/10.1371/journal.pone.0140889",
)  # fmt: skip
KORENSTEIN_ITEMS = _read(
    "Korenstein 2011 items", "Korenstein 2011", "28.9% of 83 advertisements did not quantify efficacy, 57.8% not the "
    "risk",
    "https://doi.org/10.1371/journal.pone.0023336",
)  # fmt: skip
KAMINSKI = _read(
    "Kaminski 2020", "Kaminski 2020", "of 317 sites on vitamin infusions 1.9% cited sources, 11.9% told who should "
    "not have it",
    "https://doi.org/10.3390/nu12123614", about="vitamin",
)  # fmt: skip
CRANE_STATUS = _read(
    "Crane 2023 status", "Crane 2023", "1 of 17 ketamine advertisers claimed a false approval, 3 called it "
    "non-addictive",
    "https://doi.org/10.1001/jamanetworkopen.2023.42210", tag="V2", about="ketamine",
)  # fmt: skip
TURNER = _read(
    "Turner & Knoepfler 2016", "Turner and Knoepfler 2016", "570 US clinics sold stem cells for dozens of conditions",
    "https://doi.org/10.1016/j.stem.2016.06.007", about="stem cell",
)  # fmt: skip
COHEN = _read(
    "Cohen 2018", "the 2018 consensus on ketamine for chronic pain", "contraindications, monitoring, universal "
    "precautions",
    "https://doi.org/10.1097/AAP.0000000000000808", tag="V2", about="ketamine",
)  # fmt: skip
SCHWENK = _read(
    "Schwenk 2018", "the 2018 consensus on ketamine for acute pain", "acute pain has its own guideline and evidence",
    "https://doi.org/10.1097/AAP.0000000000000806", tag="V2", about="ketamine",
)  # fmt: skip
GRIM = _read("GRIM", "arithmetic of counts", "a share of n people must be a whole number of them", tag="M")
