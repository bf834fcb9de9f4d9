"""Links a study to news, a press release, a shop, a social page or the advertiser's own site.

Why it matters: the link looks like the study and is somebody's account of it. Press releases and blogs exaggerate, and
the reader who follows the link ends where the claim came from.
Instead: link the paper itself (a DOI, PubMed or the registry), and the press story as an extra.
Source: the references of this rule. Whether a link still answers is not looked up, and a capture without links is not
judged.
"""

import re
from collections.abc import Iterable

from evidence.models import Link, PageDossier, Severity
from evidence.rules import instruments, references
from evidence.rules.examples import said
from evidence.rules.framework import Hit, Needs, Rule
from evidence.rules.reading import Reading, Sentence
from evidence.rules.wording import STUDY_NOUN

_PAPER = re.compile(
    r"doi\.org|ncbi\.nlm|pubmed|pmc|clinicaltrials\.gov|cochrane|isrctn|who\.int|\.gov(?:\.|/|$)|europa\.eu|nhs\.uk|"
    r"thelancet|nejm|bmj|jamanetwork|nature\.com|springer|wiley|sciencedirect|plos|frontiersin|mdpi|tandfonline|"
    r"sagepub|"
    r"biomedcentral|oup\.com|cell\.com|ahajournals|lww\.com|medrxiv|biorxiv|arxiv|nice\.org|europepmc|crossref",
    re.IGNORECASE,
)
_SECOND_HAND = re.compile(
    r"news|press|prnewswire|businesswire|globenewswire|eurekalert|blog|facebook|instagram|youtube|tiktok|twitter|"
    r"x\.com|"
    r"amazon\.|shop|store|product|medium\.com|wordpress|reddit|dailymail|forbes|healthline|webmd|wikipedia|cnn|bbc|"
    r"substack|linkedin|pinterest|magazine",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?:)?//(?:www\.)?([^/:?#]+)", re.IGNORECASE)


def _check(sentence: Sentence, reading: Reading) -> Iterable[Hit]:
    if not STUDY_NOUN.search(sentence.text):
        return
    links = [
        link
        for link in reading.page.snapshot.links
        if link.region == "main" and link.start < sentence.end and link.end > sentence.start
    ]
    papers = [link for link in links if _PAPER.search(link.href)]
    own = _host(reading.page.page.address)
    for link in links:
        kind = _kind(link.href, own)
        if link in papers or kind is None or link.reference:
            continue
        severity = Severity.INFO if papers else Severity.MAJOR if sentence.benefit else Severity.MINOR
        words = reading.text[link.start : link.end]
        yield Hit(
            f"the link on '{words}' leads to {kind}, not to the study: {link.href}", link.start, link.end, severity
        )


def _kind(href: str, own: str) -> str | None:
    host = _host(href)
    if href.startswith("/") or (host and host == own):
        return "the advertiser's own site"
    return "news, a blog or a shop" if _SECOND_HAND.search(host or href) else None


def _host(address: str) -> str:
    match = _HOST.match(address)
    return match[1].lower() if match else ""


_TEXT = "A trial found that the drip cut fatigue."


def _linked(*places: tuple[int, int, str]) -> PageDossier:
    return said(_TEXT, links=tuple(Link(start=start, end=end, href=href) for start, end, href in places))


rule = Rule(
    code="SRC005",
    name="non-primary-source",
    severity=Severity.MAJOR,
    needs=Needs.PAGE,
    doc=__doc__,
    references=(
        instruments.HNR_RELEASE,
        instruments.YAVCHITZ,
        references.SUMNER,
        references.UNSUPPORTING_LITERATURE,
    ),
    sentences=_check,
    gate=("stud", "trial", "review", "analys", "research", "case", "experiment", "survey"),
    flags=(
        _linked((2, 7, "/blog/our-trial")),
        _linked((2, 7, "https://www.prnewswire.com/releases/1")),
        _linked((0, 7, "https://www.youtube.com/watch?v=1")),
    ),
    passes=(
        _linked((2, 7, "https://doi.org/10.1000/xyz")),
        _linked((2, 7, "https://pubmed.ncbi.nlm.nih.gov/1/")),
        said(_TEXT, links_visible=False),
        # hard: an unknown host may well be a journal
        _linked((2, 7, "https://www.annals-of-examples.org/12/34")),
    ),
)
