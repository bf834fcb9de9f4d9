#!/usr/bin/env python3
"""Measure the readers of citation files (P1-P8) against the libraries people would use, as ratios taken in one run.

The library is invented: records of the size and make-up of PubMed's, in every format. Contenders take turns, each in a
fresh process, and time themselves without their imports; the median of the rounds' ratios counts. Peers are run by the
interpreter named with --peers, which needs rispy, pubmed_parser, bibtexparser>=2, pybtex, nbib, biopython, citeproc-py
and lxml; without it only our own rates are shown.

examples:
  scripts/bench_citations.py                                    our own rates
  scripts/bench_citations.py P1 P4 --peers /tmp/peers/bin/python --records 5000 --rounds 5
"""

import argparse
import csv
import gzip
import importlib
import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TEXT = (
    "pain placebo ketamine magnesium trial patients adverse events difference score week infusion chronic neuropathic"
    " randomised double-blind crossover outcome analysis confidence interval baseline dose treatment group mean median"
    " improvement sleep quality life study results significant primary secondary hospital adults women men age years"
)
WORDS = TEXT.split(" ")


# ---------------------------------------------------------------- the library


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
    terms = [" ".join(chance.sample(WORDS, 2)).title() for _ in range(3000)]
    for n in range(1, count + 1):
        people = [(chance.choice(names), f"{chance.choice(names)} {chance.choice('ABCDEFG')}", "") for _ in range(7)]
        sections = [
            (label, " ".join(chance.choices(WORDS, k=60)).capitalize() + f" (P = 0.{chance.randint(1, 99):02}).")
            for label in ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
        ]
        title = " ".join(chance.choices(WORDS, k=14)).capitalize() + "."
        first = chance.randint(1, 900)
        mesh = [(term, f"D{abs(hash(term)) % 999_999:06}") for term in chance.sample(terms, 12)]
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


# ---------------------------------------------------------------- contenders: a folder in, a count of records out


def ours(name: str) -> Callable[[Path], Callable[[], int]]:
    """Our reader over one file of the library; what it imports is imported before the clock starts."""

    def prepare(folder: Path) -> Callable[[], int]:
        sys.path.insert(0, str(ROOT))
        citations = importlib.import_module("evidence.formats.citations")
        problem = importlib.import_module("evidence.errors").Problem
        return lambda: sum(not isinstance(item, problem) for item in citations.read_citations(folder / name))

    return prepare


def _share(path: str) -> int:
    return sum(1 for _ in importlib.import_module("evidence.formats.citations").read_citations(path))


def ours_two_files(folder: Path) -> Callable[[], int]:
    """Two processes, a file each: the way to use two cores on a folder of baseline files."""
    sys.path.insert(0, str(ROOT))
    importlib.import_module("evidence.formats.citations")  # outside the clock

    def run() -> int:
        with ProcessPoolExecutor(2) as pool:
            return sum(pool.map(_share, [str(folder / "lib.xml.gz")] * 2))

    return run


def peer_pubmed_parser(folder: Path) -> Callable[[], int]:
    pubmed_parser = importlib.import_module("pubmed_parser")

    path = str(folder / "lib.xml.gz")
    return lambda: sum(
        1
        for _ in pubmed_parser.parse_medline_xml(
            path, year_info_only=False, nlm_category=True, author_list=True, reference_list=False
        )
    )


def peer_noop(folder: Path) -> Callable[[], int]:
    igzip = importlib.import_module("isal.igzip")
    etree = importlib.import_module("lxml.etree")

    def run() -> int:
        count = 0
        with igzip.open(folder / "lib.xml.gz") as stream:
            for _, element in etree.iterparse(stream, tag="PubmedArticle"):
                count += 1
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        return count

    return run


def peer_rispy(folder: Path) -> Callable[[], int]:
    rispy = importlib.import_module("rispy")

    return lambda: len(rispy.loads((folder / "lib.ris").read_text(encoding="utf-8")))


def peer_nbib(folder: Path) -> Callable[[], int]:
    nbib = importlib.import_module("nbib")

    return lambda: len(nbib.read_file(str(folder / "lib.nbib")))


def peer_medline(folder: Path) -> Callable[[], int]:
    medline = importlib.import_module("Bio.Medline")

    def run() -> int:
        with (folder / "lib.nbib").open(encoding="utf-8") as stream:
            return sum(1 for _ in medline.parse(stream))

    return run


def peer_bibtexparser(folder: Path) -> Callable[[], int]:
    bibtexparser = importlib.import_module("bibtexparser")

    return lambda: len(bibtexparser.parse_string((folder / "lib.bib").read_text(encoding="utf-8")).entries)


def peer_bibtexparser_names(folder: Path) -> Callable[[], int]:
    """On a tenth of the library, for it is slow: its count is scaled."""
    bibtexparser = importlib.import_module("bibtexparser")
    m = importlib.import_module("bibtexparser.middlewares")

    text = (folder / "lib.bib").read_text(encoding="utf-8")
    part = "\n@".join(text.split("\n@")[: text.count("\n@") // 10])
    layers = [m.LatexDecodingMiddleware(), m.SeparateCoAuthors(), m.SplitNameParts()]
    return lambda: len(bibtexparser.parse_string(part, append_middleware=layers).entries)


def peer_pybtex(folder: Path) -> Callable[[], int]:
    database = importlib.import_module("pybtex.database")
    return lambda: len(database.parse_file(str(folder / "lib.bib")).entries)


def peer_citeproc(folder: Path) -> Callable[[], int]:
    source = importlib.import_module("citeproc.source.json")
    return lambda: len(source.CiteProcJSON(json.loads((folder / "lib.json").read_text(encoding="utf-8"))))


def peer_csv_reader(folder: Path) -> Callable[[], int]:
    def run() -> int:
        with (folder / "lib.csv").open(encoding="utf-8", newline="") as stream:
            return sum(1 for _ in csv.reader(stream)) - 1

    return run


CONTENDERS: dict[str, Callable[[Path], Callable[[], int]]] = {
    **{f"ours {suffix}": ours(f"lib.{suffix}") for suffix in ("xml.gz", "ris", "nbib", "bib", "json", "csv")},
    "ours two files": ours_two_files,
    "pubmed_parser": peer_pubmed_parser,
    "inflate + iterparse": peer_noop,
    "rispy": peer_rispy,
    "nbib": peer_nbib,
    "Bio.Medline": peer_medline,
    "bibtexparser": peer_bibtexparser,
    "bibtexparser names": peer_bibtexparser_names,
    "pybtex": peer_pybtex,
    "citeproc-py": peer_citeproc,
    "csv.reader": peer_csv_reader,
}

GOALS: dict[str, tuple[str, dict[str, float]]] = {
    "P1": ("ours xml.gz", {"pubmed_parser": 4.0, "inflate + iterparse": 0.55}),
    "P2": ("ours two files", {"pubmed_parser": 6.0}),
    "P4": ("ours ris", {"rispy": 1.3}),
    "P5": ("ours nbib", {"Bio.Medline": 0.9, "nbib": 4.0}),
    "P6": ("ours bib", {"bibtexparser": 6.0, "pybtex": 12.0, "bibtexparser names": 100.0}),
    "P7": ("ours json", {"citeproc-py": 8.0}),
    "P8": ("ours csv", {"csv.reader": 0.7}),
}
MEMORY = ("ours xml.gz", "ours ris", "ours nbib", "ours bib", "ours json", "ours csv")


class Figures(NamedTuple):
    """What one run of a contender gave."""

    rate: float
    added_mib: float


def _peak() -> int:
    """The most memory this process has held, in KiB; what a parent held before it does not count."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def contend(name: str, folder: Path) -> Figures:
    """Run a contender in this process: records a second, and memory added."""
    run = CONTENDERS[name](folder)
    before = _peak()
    start = time.perf_counter()
    count = run()
    seconds = time.perf_counter() - start
    return Figures(count / seconds, (_peak() - before) / 1024)


def measured(name: str, folder: Path, peers: str | None) -> Figures:
    """Run a contender in a fresh process of the interpreter it needs."""
    interpreter = sys.executable if name.startswith("ours") or peers is None else peers
    command = [interpreter, __file__, "--contender", name, "--folder", str(folder)]
    return Figures(*json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def compare(code: str, folder: Path, peers: str | None, rounds: int) -> Iterator[str]:
    """One line for each goal of a benchmark."""
    own, goals = GOALS[code]
    if peers is None:
        yield f"{code}  {own}: {measured(own, folder, peers).rate:,.0f} records/s"
        return
    taken = [{name: measured(name, folder, peers).rate for name in (own, *goals)} for _ in range(rounds)]
    for name, goal in goals.items():
        ratio = statistics.median(one[own] / one[name] for one in taken)
        met = "met" if ratio >= goal else "within a tenth" if ratio >= 0.9 * goal else "MISSED"
        rate = statistics.median(one[own] for one in taken)
        yield f"{code}  {own} against {name}: {ratio:.2f} x (goal {goal:g}: {met}); {rate:,.0f} records/s"


def main() -> None:
    """Write the library and print a line for each goal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--peers", metavar="PYTHON")
    parser.add_argument("--records", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--contender", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.contender:
        print(json.dumps(contend(given.contender, given.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder), given.records)
        for code in given.codes or [*GOALS, "P3"]:
            if code == "P3":
                for name in MEMORY:
                    print(f"P3  {name}: {measured(name, Path(folder), None).added_mib:.0f} MiB added (goal 64)")
                continue
            for line in compare(code, Path(folder), given.peers, given.rounds):
                print(line, flush=True)


if __name__ == "__main__":
    main()
