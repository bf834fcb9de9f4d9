"""What people would use instead, run by the Python that `scripts/bench --peers` names, which has to have it.

Nothing of ours is imported here, and nothing of theirs before it is its turn. Each contender prepares outside the
clock, and the work it gives back is timed: a count of records. Versions the goals were set against: pubmed_parser
0.5.1, rispy 0.10.0, asreview 3.0.8, nbib 0.3.2, biopython 1.88, bibtexparser 2.1.0, pybtex 0.26.1, citeproc-py 0.11,
msgspec 0.22, sqlite-utils 4.2, isal and lxml.

usage: peers.py NAME FOLDER
"""

import csv
import importlib
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

Work = Callable[[], int]


def pubmed_parser(folder: Path) -> Work:
    parse = importlib.import_module("pubmed_parser").parse_medline_xml
    path = str(folder / "lib.xml.gz")
    wanted = {"year_info_only": False, "nlm_category": True, "author_list": True, "reference_list": False}
    return lambda: sum(1 for _ in parse(path, **wanted))


def inflate_and_iterparse(folder: Path) -> Work:
    igzip = importlib.import_module("isal.igzip")
    etree = importlib.import_module("lxml.etree")

    def work() -> int:
        count = 0
        with igzip.open(folder / "lib.xml.gz") as stream:
            for _, element in etree.iterparse(stream, tag="PubmedArticle"):
                count += 1
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        return count

    return work


def rispy(folder: Path) -> Work:
    loads = importlib.import_module("rispy").loads
    return lambda: len(loads((folder / "lib.ris").read_text(encoding="utf-8")))


def asreview(name: str) -> Callable[[Path], Work]:
    def prepare(folder: Path) -> Work:
        load = importlib.import_module("asreview").load_dataset

        def work() -> int:
            dataset = load(folder / name)
            return len(dataset.input)

        return work

    return prepare


def nbib(folder: Path) -> Work:
    read = importlib.import_module("nbib").read_file
    return lambda: len(read(str(folder / "lib.nbib")))


def bio_medline(folder: Path) -> Work:
    medline = importlib.import_module("Bio.Medline")

    def work() -> int:
        with (folder / "lib.nbib").open(encoding="utf-8") as stream:
            return sum(1 for _ in medline.parse(stream))

    return work


def bibtexparser(folder: Path) -> Work:
    parse = importlib.import_module("bibtexparser").parse_string
    return lambda: len(parse((folder / "lib.bib").read_text(encoding="utf-8")).entries)


def bibtexparser_with_names(folder: Path) -> Work:
    """A tenth of the library, for it is slow."""
    parse = importlib.import_module("bibtexparser").parse_string
    m = importlib.import_module("bibtexparser.middlewares")
    text = (folder / "lib.bib").read_text(encoding="utf-8")
    part = "\n@".join(text.split("\n@")[: text.count("\n@") // 10])
    layers = [m.LatexDecodingMiddleware(), m.SeparateCoAuthors(), m.SplitNameParts()]
    return lambda: len(parse(part, append_middleware=layers).entries)


def pybtex(folder: Path) -> Work:
    parse = importlib.import_module("pybtex.database").parse_file
    return lambda: len(parse(str(folder / "lib.bib")).entries)


def citeproc(folder: Path) -> Work:
    source = importlib.import_module("citeproc.source.json").CiteProcJSON
    return lambda: len(source(json.loads((folder / "lib.json").read_text(encoding="utf-8"))))


def msgspec(folder: Path) -> Work:
    """Typed structs of the variables the library has."""
    library = importlib.import_module("msgspec")
    name = library.defstruct("Name", [("family", str, ""), ("given", str, "")])
    date = library.defstruct("Date", [("parts", list[list[int]], [])], rename={"parts": "date-parts"})
    texts = [(variable, str, "") for variable in ("id", "type", "title", "volume", "issue", "page", "abstract")]
    lists = [("author", list[name], []), ("issued", date | None, None)]  # type: ignore[valid-type]
    item = library.defstruct("Item", [*texts, *lists])
    decode = library.json.Decoder(list[item]).decode
    return lambda: len(decode((folder / "lib.json").read_bytes()))


def csv_reader(folder: Path) -> Work:
    def work() -> int:
        with (folder / "lib.csv").open(encoding="utf-8", newline="") as stream:
            return sum(1 for _ in csv.reader(stream)) - 1

    return work


def papers(folder: Path) -> Iterator[dict[str, object]]:
    """The rows of the library that is searched."""
    with (folder / "papers.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def sqlite_utils(folder: Path) -> Work:
    """`sqlite-utils insert` and `enable-fts --tokenize porter`."""
    database = importlib.import_module("sqlite_utils").Database
    (folder / "peer.db").unlink(missing_ok=True)
    rows = list(papers(folder))

    def work() -> int:
        db = database(str(folder / "peer.db"))
        db["paper"].insert_all(rows, pk="key")
        db["paper"].enable_fts(["title", "authors", "abstract"], tokenize="porter")
        return len(rows)

    return work


def pubmed_parser_to_fts(folder: Path) -> Work:
    """PubMed XML into SQLite with authors, keywords and a full-text index, as one writes it by hand."""
    parse = importlib.import_module("pubmed_parser").parse_medline_xml
    path = str(folder / "lib.xml.gz")
    wanted = {"year_info_only": False, "nlm_category": True, "author_list": True, "reference_list": False}
    (folder / "by_hand.db").unlink(missing_ok=True)

    def work() -> int:
        with closing(sqlite3.connect(folder / "by_hand.db")) as db, db:
            db.execute("CREATE TABLE paper (pmid TEXT PRIMARY KEY, doi TEXT, title TEXT, abstract TEXT, journal TEXT)")
            db.execute("CREATE TABLE author (pmid TEXT, family TEXT, given TEXT)")
            db.execute("CREATE TABLE keyword (pmid TEXT, word TEXT)")
            db.execute("CREATE VIRTUAL TABLE paper_fts USING fts5(title, abstract, content=paper)")
            records = list(parse(path, **wanted))
            names = ("pmid", "doi", "title", "abstract", "journal")
            db.executemany("INSERT INTO paper VALUES (?, ?, ?, ?, ?)", ([r[name] for name in names] for r in records))
            people = ((r["pmid"], one["lastname"], one["forename"]) for r in records for one in r["authors"])
            db.executemany("INSERT INTO author VALUES (?, ?, ?)", people)
            words = ((r["pmid"], word) for r in records for word in r["mesh_terms"].split("; "))
            db.executemany("INSERT INTO keyword VALUES (?, ?)", words)
            db.execute("INSERT INTO paper_fts (paper_fts) VALUES ('rebuild')")
        return len(records)

    return work


PEERS: dict[str, Callable[[Path], Work]] = {
    "pubmed_parser": pubmed_parser,
    "inflate and iterparse": inflate_and_iterparse,
    "rispy": rispy,
    "asreview ris": asreview("lib.ris"),
    "asreview csv": asreview("lib.csv"),
    "nbib": nbib,
    "Bio.Medline": bio_medline,
    "bibtexparser": bibtexparser,
    "bibtexparser with names": bibtexparser_with_names,
    "pybtex": pybtex,
    "citeproc-py": citeproc,
    "msgspec": msgspec,
    "csv.reader": csv_reader,
    "sqlite-utils": sqlite_utils,
    "pubmed_parser and FTS5": pubmed_parser_to_fts,
}


def main() -> None:
    name, folder = sys.argv[1:]
    work = PEERS[name](Path(folder))
    start, busy = time.perf_counter(), time.process_time()
    count = work()
    processor, seconds = time.process_time() - busy, time.perf_counter() - start
    rates = {"rate": count / processor, "wall rate": count / seconds}
    print(json.dumps({"processor": processor, "seconds": seconds, **rates}))


if __name__ == "__main__":
    main()
