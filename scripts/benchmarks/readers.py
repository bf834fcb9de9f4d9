"""P1 to P8: our readers of citation files against the libraries people would use, on an invented library.

The gate: every field of every record of the library is kept, and every good record of the damaged files of the tests
is read. A reader that is fast because it leaves things out fails there.
"""

import statistics
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.library import MONTHS, Invented, library, write_library
from benchmarks.turns import (
    CONTENDERS,
    Figures,
    Goal,
    Sizes,
    benchmark,
    contender,
    not_measured,
    ratio,
    rounds,
    run,
    timed,
)

NAMES = {
    "pubmed_xml": "lib.xml.gz",
    "ris": "lib.ris",
    "nbib": "lib.nbib",
    "bibtex": "lib.bib",
    "csl": "lib.json",
    "csv": "lib.csv",
}
COMMON = ("title", "authors", "journal", "year", "volume", "issue", "pages", "doi")


def read_ours(form: str, folder: Path) -> Figures:
    """Every record of one file of the library, problems told apart."""
    from evidence.errors import Problem
    from evidence.formats.citations import read_citations

    figures: Figures = {}
    with timed(figures):
        count = sum(not isinstance(item, Problem) for item in read_citations(folder / NAMES[form]))
    figures["rate"], figures["wall rate"] = count / figures["processor"], count / figures["seconds"]
    return figures


CONTENDERS.update({f"ours {form}": partial(read_ours, form) for form in NAMES})


def share(path: str) -> int:
    """How many records a file has, in a process of its own."""
    from evidence.formats.citations import read_citations

    return sum(1 for _ in read_citations(path))


@contender
def two_files(folder: Path) -> Figures:
    """Two processes, a file each: the way to use two cores on a folder of baseline files."""
    from evidence.formats import citations

    figures: Figures = {"reads": len(citations.READERS)}
    with timed(figures), ProcessPoolExecutor(2) as pool:
        count = sum(pool.map(share, [str(folder / NAMES["pubmed_xml"])] * 2))
    figures["wall rate"] = count / figures["seconds"]
    return figures


# ---------------------------------------------------------------- the gate


def truth(r: Invented, form: str) -> dict[str, Any]:
    """What must come out of a record of the library in a format."""
    people = [f"{family}, {given}" for family, given, _ in r.people]
    wanted: dict[str, Any] = {
        "title": r.title, "authors": tuple(people), "journal": "Journal of invented medicine", "year": r.year,
        "volume": str(r.volume), "issue": str(r.issue), "pages": r.pages, "doi": r.doi,
        "abstract": r.sections, "words": tuple(r.words),
    }  # fmt: skip
    if form == "bibtex":
        wanted |= {"title": f"IL-6 and {r.title}", "journal": "Pain & Medicine"}
        wanted["authors"] = (*people[:-1], "Müller, J.")
    if form == "ris":
        wanted["words"] = tuple(term for term, _ in r.mesh)
    if form in {"pubmed_xml", "nbib"}:
        wanted["words"] = tuple(term for term, _ in r.mesh)
    if form == "csl":
        wanted["words"] = ()
    if form in {"pubmed_xml", "nbib", "bibtex", "csl"}:
        wanted["issued"] = f"{r.year}-{MONTHS.index(r.month) + 1:02}"
    if form in {"pubmed_xml", "nbib", "csl", "csv"}:
        wanted["pmid"] = str(r.n)
    return wanted


def stated(record: Any) -> dict[str, Any]:
    """What a record says, in the terms of the truth."""
    said = {name: getattr(record, name) for name in (*COMMON, "issued", "pmid")}
    said["abstract"] = [(part.label, part.text) for part in record.abstract]
    said["words"] = tuple(term.label for term in record.mesh) or record.keywords
    return said


def whole(form: str, sizes: Sizes, folder: Path) -> float:
    """The share of records that came out with every field."""
    from evidence.formats.citations import read_citations

    right = 0
    for wanted, record in zip(library(sizes.records), read_citations(folder / NAMES[form]), strict=True):
        facts = truth(wanted, form)
        said = stated(record)
        right += all(said[name] == value for name, value in facts.items())
    return right / sizes.records


def survived(form: str) -> float:
    """The share of good records of damaged files that are read, more than there are counting as none."""
    from evidence.errors import Problem
    from evidence.formats.citations import read_citations
    from tests import citation_damage as damage

    cases = {
        "pubmed_xml": damage.XML, "ris": damage.RIS, "nbib": damage.NBIB, "bibtex": damage.BIB, "csl": damage.CSL,
        "csv": damage.CSV,
    }[form]  # fmt: skip
    wanted = right = 0
    for good, make in cases.values():
        got = sum(not isinstance(item, Problem) for item in read_citations(damage.content(make)))
        wanted += good
        right += got if got <= good else 0
    return right / wanted


def gate(form: str, sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """What must hold before a rate counts."""
    yield Goal(f"{form}: records with every field kept", 1, whole(form, sizes, folder), "")
    yield Goal(f"{form}: good records of damaged files read", 1, survived(form), "")


# ---------------------------------------------------------------- the goals


def against(form: str, goals: dict[str, float]) -> Callable[[Sizes, Path], Iterator[Goal]]:
    """The benchmark of a reader against its peers, by the processor's time."""

    def measure(sizes: Sizes, folder: Path) -> Iterator[Goal]:
        write_library(folder, sizes.records)
        yield from gate(form, sizes, folder)
        own = f"ours {form}"
        found = rounds([own, *(goals if sizes.peers else ())], folder, sizes.rounds, sizes.peers)
        for peer in found.keys() & goals.keys():
            yield Goal(f"{form}, against {peer}", goals[peer], ratio(found[own], found[peer], "rate"))
        yield Goal(f"{form} records a second", None, statistics.median(one["rate"] for one in found[own]), "/s")
        if not sizes.peers:
            not_measured(f"{form} against {', '.join(goals)}", "give --peers a Python that has them")

    return measure


benchmark("P1")(against("pubmed_xml", {"pubmed_parser": 4.0, "inflate and iterparse": 0.55}))


@benchmark("P2")
def two_cores(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Two cores, by the clock on the wall; other work on the machine counts against it."""
    write_library(folder, sizes.records)
    peers = ["pubmed_parser"] if sizes.peers else []
    found = rounds(["two_files", *peers], folder, sizes.rounds, sizes.peers)
    for peer in found.keys() & peers:
        yield Goal("two files at once, against pubmed_parser", 6, ratio(found["two_files"], found[peer], "wall rate"))
    rate = statistics.median(one["wall rate"] for one in found["two_files"])
    yield Goal("two files at once, records a second", None, rate, "/s")


@benchmark("P3")
def memory(sizes: Sizes, folder: Path) -> Iterator[Goal]:
    """Memory that reading adds, whatever the size of the file."""
    write_library(folder, sizes.records)
    for form in NAMES:
        yield Goal(f"memory that reading {form} adds", 64, run(f"ours {form}", folder)["mib"], "MiB", at_least=False)


benchmark("P4")(against("ris", {"rispy": 1.3, "asreview ris": 4.0}))
benchmark("P5")(against("nbib", {"Bio.Medline": 0.9, "nbib": 4.0}))
benchmark("P6")(against("bibtex", {"bibtexparser": 6.0, "pybtex": 12.0, "bibtexparser with names": 100.0}))
benchmark("P7")(against("csl", {"citeproc-py": 8.0, "msgspec": 0.8}))
benchmark("P8")(against("csv", {"csv.reader": 0.7, "asreview csv": 4.0}))
