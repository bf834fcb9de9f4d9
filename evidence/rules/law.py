"""Advertising law, regulators' guidance and professional codes that rules rest on, as data with their place.

They are benchmarks and no verdicts of law: whom a text binds is not decided here.
"""

from evidence.rules.references import Reference

_CFR = "https://www.ecfr.gov/current/title-21/chapter-I/subchapter-C/part-202/subpart-A/section-202.1"
_FTC = "https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance"
_CAP = "https://www.asa.org.uk/type/non_broadcast/code_section/12.html"
_TGA = "https://www.legislation.gov.au/F2021L01661/latest/text"
_EU = "https://eur-lex.europa.eu/eli/reg/2006/1924/oj"
_K22 = (
    "https://www.fda.gov/drugs/human-drug-compounding/"
    "fda-alerts-health-care-professionals-potential-risks-associated-compounded-ketamine-nasal-spray"
)
_K23 = (
    "https://www.fda.gov/drugs/human-drug-compounding/"
    "fda-warns-patients-and-health-care-providers-about-potential-risks-associated-compounded-ketamine"
)


def _cfr(item: str, says: str, tag: str) -> Reference:
    return _law(f"CFR202{item}", f"FDA fair-balance (21 CFR 202.1{item})", says, tag, "US", _CFR)


def _law(  # noqa: PLR0913, PLR0917 (a row of a table)
    key: str, short: str, says: str, tag: str, place: str, url: str | None = None, *, about: str = ""
) -> Reference:
    known, second = tag != "M", tag == "V2"
    return Reference(key, short, says, url, verified=known, secondary=second, jurisdiction=place, about=about)


# ---------------------------------------------------------------- United States

MISLEADING_PART = _cfr("(e)(3)(i)", "a true statement elsewhere does not repair a misleading part", "V2")
BROADER_OR_SAFER = _cfr("(e)(6)(i)", "better, safer or of wider use than substantial evidence shows", "V")
COMPARISON = _cfr("(e)(6)(ii)", "compared with another drug without substantial evidence", "V")
OVERTAKEN = _cfr("(e)(6)(iii)", "literature overtaken or more favourable than the whole of the evidence", "V2")
CONCOMITANT = _cfr("(e)(6)(vi)", "hides that a result may come from other therapy or placebo effect", "M")
LATER_VIEW = _cfr("(e)(6)(viii)", "quotes an authority but not its later, less favourable view", "M")
OUT_OF_CONTEXT = _cfr("(e)(6)(ix)", "quotes or paraphrases out of context", "M")
USES_NOT_IN_LABEL = _cfr("(e)(6)(xi)", "literature used to suggest uses not in the label", "M")
HEALTHY_PEOPLE = _cfr("(e)(6)(xiii)", "a study in healthy people used without saying so", "M")
POOLED_COUNTS = _cfr("(e)(6)(xiv)", "small or dissimilar studies pooled into impressive counts", "M")
ABSENCE_CLAIM = _cfr("(e)(6)(xvi)", "safety suggested from what a product does not contain", "M")
OTHER_DOSES = _cfr("(e)(6)(xvii)", "favourable data from doses that are not in the label", "M")
HEADLINE = _cfr("(e)(6)(xviii)", "misleads by headline, sub-headline or picture", "V2")
OTHER_PATIENTS = _cfr("(e)(6)(xix)", "an effect carried from one class of patients or conditions to another", "V2")
GENERAL_TERM = _cfr("(e)(6)(xx)", "specific side effects hidden behind a general term", "M")
CLINICAL_MEANING = _cfr("(e)(7)(ii)", "statistical significance used without clinical significance", "M")
AFTER_THE_FACT = _cfr("(e)(7)(iii)", "analyses made after the fact", "M")
MECHANISM = _cfr("(e)(7)(vi)", "a mechanism that is not generally accepted, stated without saying so", "M")

_GUIDANCE = "FTC Health Products Compliance Guidance"


def _ftc(item: str, says: str, tag: str = "V2") -> Reference:
    return _law(f"FTC-HPCG {item}", f"{_GUIDANCE} ({item})", says, tag, "US", _FTC)


FTC_NET_IMPRESSION = _ftc("net impression", "an advertiser answers for what is implied, disease benefits included")
FTC_SUBSTANTIATION = _ftc(
    "substantiation", "competent and reliable scientific evidence, judged by experts in the field"
)
FTC_QUALIFIERS = _ftc("weak qualifiers", "readers take 'promising', 'preliminary' and 'pilot' for praise, not warning")
FTC_STATUS = _ftc("FDA status", "approval or clearance must not be misdescribed")
FTC_TESTIMONIALS = _ftc("testimonials", "anecdotes cannot substantiate a health claim")
FTC_QUALITY = _ftc("quality factors", "control, randomisation, blinding, size, duration, outcome, clinical meaning")
FTC_TOTALITY = _ftc("totality", "contrary studies count; a single favourable one may not be enough", "M")
FTC_BASIS = _law(
    "FTC-DEC", "FTC Policy Statement on Deception", "a claim without a reasonable basis is itself deceptive", "V2",
    "US",
    "https://www.ftc.gov/legal-library/browse/ftc-policy-statement-deception",
)  # fmt: skip
ENDORSEMENTS = _law(
    "CFR255", "FTC endorsement guides (16 CFR 255.2)",
    "endorsements are no evidence; a result read as typical needs what people generally can expect", "V", "US",
    "https://www.law.cornell.edu/cfr/text/16/255.2",
)  # fmt: skip
QUANTITATIVE = _law(
    "FDA-QUANT", "FDA guidance on quantitative information, 2023",
    "control-group figure beside the result, absolute frequencies, one denominator", "V2", "US",
    "https://www.fda.gov/media/169803/download",
)  # fmt: skip
CONSISTENT_LABEL = _law(
    "FDA-CFL", "FDA guidance on communications consistent with labeling, 2018",
    "a new indication, population or route is not consistent with the label (83 FR 27602)", "M", "US",
)  # fmt: skip
RISK_GUIDANCE = _law(
    "FDA-RISK", "FDA draft guidance on presenting risk, 2009",
    "quantity, materiality and completeness of risk", "M", "US",
)  # fmt: skip
COMPOUNDED_NASAL = _law(
    "FDA-KET22", "FDA alert on compounded nasal ketamine, 2022",
    "compounded products are not evaluated for safety, effectiveness or quality", "V2", "US", _K22, about="ketamine",
)  # fmt: skip
COMPOUNDED = _law(
    "FDA-KET23", "FDA warning on compounded ketamine, 2023",
    "not approved for any psychiatric disorder; no evidence that compounded is safer, better or faster",
    "V2", "US", _K23, about="ketamine",
)  # fmt: skip
SCHEDULES = _law(
    "CFR1308", "21 CFR 1308.13", "substances of schedule III, ketamine among them", "M", "US",
    "https://www.ecfr.gov/current/title-21/section-1308.13", about="ketamine",
)  # fmt: skip
DISEASE_CLAIMS = _law(
    "CFR101", "21 CFR 101.93",
    "what makes a statement about a supplement a disease claim; a disclaimer does not license it",
    "V2", "US", "https://www.ecfr.gov/current/title-21/section-101.93",
)  # fmt: skip

# ---------------------------------------------------------------- elsewhere

CAP_EVIDENCE = _law("CAP12.1", "CAP Code 12.1", "objective health claims need evidence, trials on people if relevant",
                    "V", "UK", _CAP)  # fmt: skip
CAP_CURE = _law("CAP12.6", "CAP Code 12.6", "no false claim to cure", "M", "UK", _CAP)
CAP_GUARANTEE = _law("CAP12.9", "CAP Code 12.9", "no unlimited or guaranteed effect, no 'without side effects'",
                     "M", "UK", _CAP)  # fmt: skip
CAP_PRESCRIPTION = _law("CAP12.12", "CAP Code 12.12", "prescription-only medicines are not advertised to the public",
                        "V", "UK", _CAP)  # fmt: skip
ASA_LISTS = _law("ASA A17-383407", "ASA ruling A17-383407", "a centre's long list of conditions was not substantiated",
                 "V", "UK")  # fmt: skip
TGA_AIMS = _law("TGA21", "Australian Therapeutic Goods Advertising Code 2021",
                "safe and proper use, no unrealistic expectations, informed choice", "V", "AU", _TGA)  # fmt: skip
TGA_ACCURACY = _law("TGA21 part 3", "Australian Therapeutic Goods Advertising Code 2021, part 3",
                    "not 'safe', not guaranteed, not effective in all cases", "M", "AU", _TGA)  # fmt: skip
TGA_PRESCRIPTION = _law("TGA prescription", "Australian rule on prescription goods",
                        "prescription goods may not be advertised to the public", "V", "AU", _TGA)  # fmt: skip
TGA_RESTRICTED = _law("TGA 42DD", "Therapeutic Goods Act 1989, section 42DD",
                      "serious diseases are restricted representations", "V", "AU", _TGA)  # fmt: skip
EU_CLAIMS = _law("EU1924-3", "Regulation (EC) 1924/2006, Article 3",
                 "claims about foods are not false, ambiguous or misleading", "V", "EU", _EU)  # fmt: skip
EU_SPECIFIC = _law("EU1924-10", "Regulation (EC) 1924/2006, Article 10(3)",
                   "a general health reference needs a specific authorised claim", "V2", "EU", _EU)  # fmt: skip
AMA = _law("AMA 9.6.1", "AMA Code of Medical Ethics on advertising",
           "not misleading by omission, understandable terms, no unjustified expectations", "V2", "",
           "https://code-medical-ethics.ama-assn.org/ethics-opinions/advertising-publicity")  # fmt: skip
