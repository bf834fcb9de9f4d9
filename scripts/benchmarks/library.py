"""An invented library in every format: records of the size and make-up of PubMed's."""

import csv
import gzip
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEXT = (
    "pain placebo ketamine magnesium trial patients adverse events difference score week infusion chronic neuropathic"
    " randomised double-blind crossover outcome analysis confidence interval baseline dose treatment group mean median"
    " improvement sleep quality life study results significant primary secondary hospital adults women men age years"
)
WORDS = TEXT.split(" ")


class Invented(NamedTuple):
    """One record of the library."""

    n: int
    title: str
    people: list[tuple[str, str, str]]
    sections: list[tuple[str, str]]
    year: int
    month: str
    volume: int
    issue: int
    pages: str
    doi: str
    mesh: list[tuple[str, str]]
    words: list[str]


def library(count: int) -> Iterator[Invented]:
    """Records of about the size of PubMed's, always the same for a count."""
    chance = random.Random(7)
    names = ["".join(chance.choices("abcdefghiklmnoprstuv", k=chance.randint(4, 9))).title() for _ in range(4000)]
    terms = list(dict.fromkeys(" ".join(chance.sample(WORDS, 2)).title() for _ in range(3000)))
    for n in range(1, count + 1):
        people = [(chance.choice(names), f"{chance.choice(names)} {chance.choice('ABCDEFG')}", "") for _ in range(7)]
        sections = [
            (label, " ".join(chance.choices(WORDS, k=60)).capitalize() + f" (P = 0.{chance.randint(1, 99):02}).")
            for label in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
        ]
        title = " ".join(chance.choices(WORDS, k=14)).capitalize() + "."
        first = chance.randint(1, 900)
        mesh = [(terms[place], f"D{place:06}") for place in chance.sample(range(len(terms)), 12)]
        yield Invented(
            n, title, people, sections, chance.randint(1990, 2025), chance.choice(MONTHS), chance.randint(1, 90),
            chance.randint(1, 12), f"{first}-{first + 9}", f"10.5555/inv.{n:07}", mesh, chance.sample(WORDS, 5),
        )  # fmt: skip


def write_library(folder: Path, count: int) -> None:
    """The library in every format."""
    records = list(library(count))
    xml = "".join(map(_xml, records))
    head = '<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n'
    (folder / "lib.xml.gz").write_bytes(gzip.compress(f"{head}{xml}</PubmedArticleSet>\n".encode(), 6))
    (folder / "lib.ris").write_text("".join(map(_ris, records)), encoding="utf-8")
    (folder / "lib.nbib").write_text("\n" + "".join(map(_nbib, records)), encoding="utf-8")
    (folder / "lib.bib").write_text("".join(map(_bib, records)), encoding="utf-8")
    (folder / "lib.json").write_text(json.dumps([_csl(record) for record in records]), encoding="utf-8")
    sink = io.StringIO()
    writer = csv.writer(sink)
    columns = "title,authors,journal,year,volume,issue,pages,doi,pmid,abstract,keywords,language,url,type"
    writer.writerow(columns.split(","))
    writer.writerows(map(_row, records))
    (folder / "lib.csv").write_text(sink.getvalue(), encoding="utf-8")


def _xml(r: Invented) -> str:
    authors = "".join(
        f'<Author ValidYN="Y"><LastName>{family}</LastName><ForeName>{given}</ForeName><Initials>{given[0]}</Initials>'
        f"<AffiliationInfo><Affiliation>Department of Pain, University of {family}, Invented City.</Affiliation>"
        "</AffiliationInfo></Author>"
        for family, given, _ in r.people
    )
    abstract = "".join(
        f'<AbstractText Label="{label}" NlmCategory="{label}">{text}</AbstractText>' for label, text in r.sections
    )
    mesh = "".join(
        f'<MeshHeading><DescriptorName UI="{ui}" MajorTopicYN="N">{term}</DescriptorName>'
        '<QualifierName UI="Q000188" MajorTopicYN="Y">drug therapy</QualifierName></MeshHeading>'
        for term, ui in r.mesh
    )
    references = "".join(
        f"<Reference><Citation>Someone A. Something on pain. J Inv Med. 2001;{n}:1-9.</Citation><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{n + 10_000_000}</ArticleId></ArticleIdList></Reference>'
        for n in range(20)
    )
    date = f"<Year>{r.year}</Year><Month>{r.month}</Month>"
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">{r.n}</PMID>'
        f'<DateRevised><Year>2025</Year><Month>01</Month><Day>02</Day></DateRevised><Article PubModel="Print"><Journal>'
        f'<ISSN IssnType="Electronic">2434-561X</ISSN><JournalIssue CitedMedium="Internet"><Volume>{r.volume}</Volume>'
        f"<Issue>{r.issue}</Issue><PubDate>{date}</PubDate></JournalIssue><Title>Journal of invented medicine</Title>"
        f"<ISOAbbreviation>J Invent Med</ISOAbbreviation></Journal><ArticleTitle>{r.title}</ArticleTitle><Pagination>"
        f'<MedlinePgn>{r.pages}</MedlinePgn></Pagination><ELocationID EIdType="doi" ValidYN="Y">{r.doi}</ELocationID>'
        f'<Abstract>{abstract}</Abstract><AuthorList CompleteYN="Y">{authors}</AuthorList><Language>eng</Language>'
        '<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>'
        '<PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>'
        "<MedlineJournalInfo><Country>United States</Country><MedlineTA>J Invent Med</MedlineTA>"
        f"<NlmUniqueID>1</NlmUniqueID><ISSNLinking>0003-3022</ISSNLinking>"
        f"</MedlineJournalInfo><MeshHeadingList>{mesh}</MeshHeadingList>"
        "</MedlineCitation>"
        '<PubmedData><History><PubMedPubDate PubStatus="entrez"><Year>2019</Year><Month>3</Month><Day>9</Day>'
        f"</PubMedPubDate></History><PublicationStatus>ppublish</PublicationStatus>"
        f'<ArticleIdList><ArticleId IdType="pubmed">{r.n}'
        f'</ArticleId><ArticleId IdType="doi">{r.doi}</ArticleId></ArticleIdList>'
        f"<ReferenceList>{references}</ReferenceList>"
        "</PubmedData></PubmedArticle>\n"
    )


def _abstract(r: Invented) -> str:
    return " ".join(f"{label}: {text}" for label, text in r.sections)


def _ris(r: Invented) -> str:
    lines = ["TY  - JOUR", *(f"AU  - {family}, {given}" for family, given, _ in r.people), f"TI  - {r.title}"]
    lines += ["T2  - Journal of invented medicine", "JA  - J Invent Med", f"PY  - {r.year}", f"VL  - {r.volume}"]
    lines += [f"IS  - {r.issue}", f"SP  - {r.pages.split('-')[0]}", f"EP  - {r.pages.split('-')[1]}", f"DO  - {r.doi}"]
    lines += [f"AB  - {_abstract(r)}", *(f"KW  - {term}" for term, _ in r.mesh), "SN  - 2434-561X", "LA  - eng"]
    lines += [f"UR  - https://example.org/{r.n}", *(f"AD  - Department of Pain, {family}" for family, _, _ in r.people)]
    return "\n".join([*lines, "ER  - ", "", ""])


def _wrapped(tag: str, text: str) -> str:
    lines, line = [], f"{tag:<4}- "
    for word in text.split(" "):
        if len(line) + len(word) > 87:
            lines.append(line.rstrip())
            line = "      "
        line += word + " "
    return "\n".join([*lines, line.rstrip()])


def _nbib(r: Invented) -> str:
    lines = [
        f"PMID- {r.n}",
        "OWN - NLM",
        "STAT- MEDLINE",
        "LR  - 20250102",
        "IS  - 2434-561X (Electronic)",
        f"VI  - {r.volume}",
    ]
    lines += [
        f"IP  - {r.issue}",
        f"DP  - {r.year} {r.month}",
        _wrapped("TI", r.title),
        f"PG  - {r.pages}",
        f"LID - {r.doi} [doi]",
    ]
    lines.append(_wrapped("AB", _abstract(r)))
    for family, given, _ in r.people:
        lines += [
            f"FAU - {family}, {given}",
            f"AU  - {family} {given[0]}",
            f"AD  - Department of Pain, University of {family}.",
        ]
    lines += ["LA  - eng", "PT  - Journal Article", "PT  - Randomized Controlled Trial", "TA  - J Invent Med"]
    lines += [
        "JT  - Journal of invented medicine",
        *(f"MH  - {term}/*drug therapy" for term, _ in r.mesh),
        f"AID - {r.doi} [doi]",
    ]
    return "\n".join([*lines, "SO  - J Invent Med.", "", ""])


def _bib(r: Invented) -> str:
    people = " and ".join(f"{family}, {given}" for family, given, _ in r.people[:-1])
    return (
        f'@article{{inv{r.n},\n  author = {{{people} and M{{\\"u}}ller, J.}},\n  title = {{{{IL}}-6 and {r.title}}},\n'
        f"  journal = {{Pain \\& Medicine}},\n  year = {{{r.year}}},\n  month = {r.month.lower()},\n"
        f"  volume = {{{r.volume}}},\n"
        f"  number = {{{r.issue}}},\n  pages = {{{r.pages.replace('-', '--')}}},\n  doi = {{{r.doi}}},\n"
        f"  abstract = {{{_abstract(r)}}},\n  keywords = {{{', '.join(r.words)}}},\n}}\n\n"
    )


def _csl(r: Invented) -> dict[str, object]:
    return {
        "id": f"inv{r.n}",
        "type": "article-journal",
        "title": r.title,
        "author": [{"family": family, "given": given} for family, given, _ in r.people],
        "container-title": "Journal of invented medicine",
        "issued": {"date-parts": [[r.year, MONTHS.index(r.month) + 1]]},
        "volume": str(r.volume),
        "issue": str(r.issue),
        "page": r.pages,
        "DOI": r.doi,
        "PMID": str(r.n),
        "ISSN": "2434-561X",
        "abstract": _abstract(r),
    }


def _row(r: Invented) -> list[str]:
    people = "; ".join(f"{family}, {given}" for family, given, _ in r.people)
    return [
        r.title, people, "Journal of invented medicine", str(r.year), str(r.volume), str(r.issue), r.pages, r.doi,
        str(r.n),
        _abstract(r), "; ".join(r.words), "eng", f"https://example.org/{r.n}", "article-journal",
    ]  # fmt: skip
