"""Identifiers of publications, trials, serials and people, read from any spelling people use and written in one.

Never looks anything up: an identifier that has the right shape and check digit may still not exist.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote


class Identifier(NamedTuple):
    """One identifier in its one written form; `kind` is doi, pmid, pmcid, registry, isbn, issn, orcid or arxiv."""

    kind: str
    value: str


_DOI = re.compile(r"(?<![\w.])10\.\d{4,9}(?:\.\d+)*/[^\s\"“”]+", re.IGNORECASE)
_PERCENT = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_PLAIN_DOI = re.compile(r"10\.\d{4,9}/[a-z0-9._/()-]*[a-z0-9]")
_PMID = re.compile(
    r"(?:\bPMID\b|\bPubMed(?:\s+ID)?\b|\bMEDLINE\b|pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed"
    r"|europepmc\.org/(?:article|abstract)/med)[\s:=/#.-]*(?:PMID[\s:]*)?(\d{1,8})(?!\d)",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?<![A-Za-z0-9])PMC(?:ID)?[\s:#-]*(?:PMC[\s-]*)?(\d{1,9})(?!\d)", re.IGNORECASE)
_ISSN = re.compile(r"(?<![\dXx-])(\d{4})[-\u2010-\u2014 ]?(\d{3}[\dXx])(?![\dXx])(?!-\d)")
_ISBN = re.compile(r"(?<![\dXx-])(?:97[89][-\u2010-\u2013 ]?)?(?:\d[-\u2010-\u2013 ]?){9}[\dXx](?![\dXx])")
_ORCID = re.compile(
    r"(?<!\d)(\d{4})[-\u2010-\u2013 ]?(\d{4})[-\u2010-\u2013 ]?(\d{4})[-\u2010-\u2013 ]?(\d{3}[\dXx])(?!\d)"
)
_ARXIV = re.compile(
    r"(?:arxiv[:\s./]*|arxiv\.org/(?:abs|pdf)/)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE
)
_REGISTRIES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![A-Za-z])NCT[\s:#-]*(\d{4})[\s-]?(\d{4})(?!\d)", re.IGNORECASE), lambda m: f"NCT{m[1]}{m[2]}"),
    (re.compile(r"(?<![A-Za-z])ISRCTN[\s:#-]*(\d{8})(?!\d)", re.IGNORECASE), lambda m: f"ISRCTN{m[1]}"),
    (re.compile(r"(?<![A-Za-z])ACTRN[\s:#-]*(\d{14})(?!\d)", re.IGNORECASE), lambda m: f"ACTRN{m[1]}"),
    (
        re.compile(r"(?<![A-Za-z])ChiCTR[\s:-]*((?:[A-Z]{2,4}-?)?\d{8,10})(?!\d)", re.IGNORECASE),
        lambda m: f"ChiCTR{'-' if m[1][0].isalpha() else ''}{m[1].upper()}",
    ),
    (
        re.compile(r"(?<![A-Za-z])CTRI[\s/:-]*(\d{4})[\s/-]+(\d{2,3})[\s/-]+(\d{6})(?!\d)", re.IGNORECASE),
        lambda m: f"CTRI/{m[1]}/{m[2]}/{m[3]}",
    ),
    (re.compile(r"(?<![A-Za-z])(?:JPRN[\s-]*)?jRCTs?(\d{9,10})(?!\d)", re.IGNORECASE), lambda m: _japanese(m[0])),
    (re.compile(r"(?<![A-Za-z])(?:JPRN[\s-]*)?UMIN[\s:-]*(\d{9})(?!\d)", re.IGNORECASE), lambda m: f"UMIN{m[1]}"),
    (re.compile(r"(?<![A-Za-z])JapicCTI[\s:-]*(\d{6})(?!\d)", re.IGNORECASE), lambda m: f"JapicCTI-{m[1]}"),
    (re.compile(r"(?<![A-Za-z])DRKS[\s:-]*(\d{8})(?!\d)", re.IGNORECASE), lambda m: f"DRKS{m[1]}"),
    (re.compile(r"(?<![A-Za-z])KCT[\s:-]*(\d{7})(?!\d)", re.IGNORECASE), lambda m: f"KCT{m[1]}"),
    (re.compile(r"(?<![A-Za-z])TCTR[\s:-]*(\d{11})(?!\d)", re.IGNORECASE), lambda m: f"TCTR{m[1]}"),
    (re.compile(r"(?<![A-Za-z])PACTR[\s:-]*(\d{15,16})(?!\d)", re.IGNORECASE), lambda m: f"PACTR{m[1]}"),
    (
        re.compile(r"(?<![A-Za-z])IRCT[\s:-]*(\d{12,18}N\d{1,3}|\d{14})(?!\d)", re.IGNORECASE),
        lambda m: f"IRCT{m[1].upper()}",
    ),
    (re.compile(r"(?<![A-Za-z])RBR[\s-]+([0-9a-z]{6,8})(?![0-9a-z])", re.IGNORECASE), lambda m: f"RBR-{m[1].lower()}"),
    (
        re.compile(
            r"(?<![A-Za-z])(?:EudraCT|EUCTR)[^0-9]{0,15}(\d{4})[-\u2010-\u2013](\d{6})[-\u2010-\u2013](\d{2})(?!\d)",
            re.IGNORECASE,
        ),
        lambda m: f"{m[1]}-{m[2]}-{m[3]}",
    ),
    (re.compile(r"(?<![\d-])(20\d{2})-(\d{6})-(\d{2})(?![\d-])"), lambda m: f"{m[1]}-{m[2]}-{m[3]}"),
    (re.compile(r"(?<![A-Za-z])(NTR|NL)[\s:-]*(\d{3,5})(?!\d)"), lambda m: f"{m[1]}{m[2]}"),
)


def _japanese(text: str) -> str:
    compact = re.sub(r"[\s-]|JPRN", "", text, flags=re.IGNORECASE)
    return ("jRCTs" if compact[4:5] in {"s", "S"} else "jRCT") + compact.lstrip("jJrRcCtTsS")


# ---------------------------------------------------------------- publications


def parse_doi(text: str) -> str | None:
    """The first DOI in the text, in lower case and without resolver; None where there is none.

    >>> parse_doi("https://doi.org/10.1097/ALN.0000000000003345.")
    '10.1097/aln.0000000000003345'
    >>> parse_doi("doi:10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2")
    '10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2'
    >>> parse_doi("https://dx.doi.org/10.1016%2FS0140-6736(03)12239-8")
    '10.1016/s0140-6736(03)12239-8'
    >>> parse_doi("(see 10.1001/jama.2018.1234).")
    '10.1001/jama.2018.1234'
    >>> parse_doi("10.5 mg/kg") is None
    True
    """
    if "10." not in text:
        return None
    if _PLAIN_DOI.fullmatch(text):
        return text
    return next(_dois(text), None)


def _dois(text: str) -> Iterator[str]:
    if "&" in text:
        text = html.unescape(text)
    if "%" in text and _PERCENT.search(text):
        text = unquote(text)
    for match in _DOI.finditer(text):
        doi = _trim(match[0])
        if not doi.endswith("/"):
            yield doi.lower()


def _trim(doi: str) -> str:
    """Cut what belongs to the sentence or the address around a DOI: closing marks, query, tags."""
    if "<" in doi and ">" not in doi.partition("<")[2]:
        doi = doi.partition("<")[0]
    doi = re.split(r"</|[?&](?:utm_|ref=|src=|journalCode=)|#|\[(?:doi|pii)\]", doi, maxsplit=1)[0]
    while doi:
        last = doi[-1]
        if last in ".,;:'’`*\\|" or _unpaired(doi, last):
            doi = doi[:-1]
        else:
            break
    return doi


def _unpaired(doi: str, last: str) -> bool:
    opening = {")": "(", "]": "[", "}": "{", ">": "<"}.get(last)
    return last in "([{<" or (opening is not None and doi.count(last) > doi.count(opening))


def parse_pmid(text: str) -> str | None:
    """The first PubMed identifier in the text; bare digits count only when they are all there is.

    >>> parse_pmid("PMID: 12345678"), parse_pmid("https://pubmed.ncbi.nlm.nih.gov/29404715/"), parse_pmid(" 29404715 ")
    ('12345678', '29404715', '29404715')
    >>> parse_pmid("MEDLINE:9500320"), parse_pmid("in 2018 patients")
    ('9500320', None)
    """
    bare = text.strip()
    if bare.isdecimal() and bare.isascii():
        number = bare.lstrip("0")
        return number if 1 <= len(number) <= 8 else None
    lower = text.lower()
    if "pubmed" not in lower and "pmid" not in lower and "med" not in lower:
        return None
    match = _PMID.search(text)
    return (match[1].lstrip("0") or None) if match else None


def parse_pmcid(text: str) -> str | None:
    """The first PubMed Central identifier in the text, as PMC and digits.

    >>> parse_pmcid("PMCID: PMC7314567"), parse_pmcid("https://www.ncbi.nlm.nih.gov/pmc/articles/pmc123456/")
    ('PMC7314567', 'PMC123456')
    >>> parse_pmcid("7314567") is None
    True
    """
    if "pmc" not in text.lower():
        return None
    match = _PMCID.search(text)
    return f"PMC{match[1].lstrip('0')}" if match and match[1].strip("0") else None


def parse_arxiv(text: str) -> str | None:
    """The first arXiv identifier in the text, without version.

    >>> parse_arxiv("arXiv:2101.01234v2"), parse_arxiv("https://arxiv.org/abs/hep-th/9901001")
    ('2101.01234', 'hep-th/9901001')
    """
    match = _ARXIV.search(text)
    return match[1] if match else None


# ---------------------------------------------------------------- trials


def registry_ids_in(text: str) -> tuple[str, ...]:
    """Every trial registration number in the text, in the registries' own spelling, in order, each once.

    A number of the EU form counts without its name too, because the form is not used for anything else.

    >>> registry_ids_in("ClinicalTrials.gov NCT 0246-7517; ISRCTN: 12345678, EudraCT number 2011-001425-32")
    ('NCT02467517', 'ISRCTN12345678', '2011-001425-32')
    >>> registry_ids_in("ACTRN 12605000000606 and CTRI/2010/091/000123, ChiCTR-TRC-10001234, DRKS00004744")
    ('ACTRN12605000000606', 'CTRI/2010/091/000123', 'ChiCTR-TRC-10001234', 'DRKS00004744')
    >>> registry_ids_in("NCT1234")
    ()
    """
    found: dict[str, int] = {}
    for pattern, written in _REGISTRIES:
        for match in pattern.finditer(text):
            found.setdefault(written(match), match.start())
    return tuple(sorted(found, key=lambda value: found[value]))


def parse_registry_id(text: str) -> str | None:
    """The first trial registration number in the text.

    >>> parse_registry_id("nct02467517"), parse_registry_id("JPRN-UMIN000012345"), parse_registry_id("GSE1234")
    ('NCT02467517', 'UMIN000012345', None)
    """
    return next(iter(registry_ids_in(text)), None)


def parse_nct(text: str) -> str | None:
    """The first ClinicalTrials.gov number in the text.

    >>> parse_nct("https://clinicaltrials.gov/study/nct02467517")
    'NCT02467517'
    """
    return next((found for found in registry_ids_in(text) if found.startswith("NCT")), None)


def parse_isrctn(text: str) -> str | None:
    """The first ISRCTN number in the text.

    >>> parse_isrctn("ISRCTN 73245678")
    'ISRCTN73245678'
    """
    return next((found for found in registry_ids_in(text) if found.startswith("ISRCTN")), None)


# ---------------------------------------------------------------- serials, books, people


def issns_in(text: str) -> tuple[str, ...]:
    r"""Every ISSN in the text with its hyphen, each once; a wrong check digit makes it none.

    >>> issns_in("0028-4793 (Print)\n1533-4406 (Electronic)"), issns_in("2434-561x"), issns_in("00284793")
    (('0028-4793', '1533-4406'), ('2434-561X',), ('0028-4793',))
    >>> issns_in("1234-5678")
    ()
    """
    found = (f"{match[1]}-{match[2].upper()}" for match in _ISSN.finditer(text))
    return tuple(dict.fromkeys(issn for issn in found if _issn_holds(issn)))


def _issn_holds(issn: str) -> bool:
    digits = issn.replace("-", "")
    total = sum(weight * _digit(digit) for weight, digit in zip(range(8, 0, -1), digits, strict=True))
    return total % 11 == 0


def _digit(character: str) -> int:
    return 10 if character in "Xx" else int(character)


def parse_issn(text: str) -> str | None:
    """The first ISSN in the text, None where the check digit is wrong.

    >>> parse_issn("ISSN: 0003–3022")
    '0003-3022'
    """
    return next(iter(issns_in(text)), None)


def isbns_in(text: str) -> tuple[str, ...]:
    """Every ISBN in the text, digits only, of 10 or 13, each once; a wrong check digit makes it none.

    >>> isbns_in("0-306-40615-2 (paper), 978-0-306-40615-7 (cloth)")
    ('0306406152', '9780306406157')
    """
    found = (re.sub(r"[^\dXx]", "", match[0]).upper() for match in _ISBN.finditer(text))
    return tuple(dict.fromkeys(digits for digits in found if _isbn_holds(digits)))


def parse_isbn(text: str) -> str | None:
    """The first ISBN in the text, digits only, of 10 or 13; None where the check digit is wrong.

    >>> parse_isbn("ISBN 978-0-306-40615-7"), parse_isbn("0-8044-2957-X"), parse_isbn("978-0-306-40615-8")
    ('9780306406157', '080442957X', None)
    """
    return next(iter(isbns_in(text)), None)


def _isbn_holds(digits: str) -> bool:
    if len(digits) == 10:
        return sum((10 - place) * _digit(digit) for place, digit in enumerate(digits)) % 11 == 0
    return (
        digits.isdigit() and sum((3 if place % 2 else 1) * int(digit) for place, digit in enumerate(digits)) % 10 == 0
    )


def parse_orcid(text: str) -> str | None:
    """The first ORCID in the text with its hyphens, None where the check digit (ISO 7064 mod 11-2) is wrong.

    >>> parse_orcid("http://orcid.org/0000-0002-1825-0097"), parse_orcid("0000000218250097")
    ('0000-0002-1825-0097', '0000-0002-1825-0097')
    >>> parse_orcid("0000-0002-1825-0098") is None
    True
    """
    for match in _ORCID.finditer(text):
        digits = "".join(match.groups()).upper()
        total = 0
        for digit in digits[:-1]:
            total = (total + int(digit)) * 2
        if (12 - total % 11) % 11 == _digit(digits[-1]):
            return "-".join(digits[place : place + 4] for place in range(0, 16, 4))
    return None


# ---------------------------------------------------------------- all at once


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """Every identifier of a publication or trial in the text, each once: DOIs, PMIDs, PMCIDs, registrations, arXiv.

    >>> identifiers_in("Smith 2018, PMID 29404715, doi:10.1001/x.1, NCT02467517")  # doctest: +NORMALIZE_WHITESPACE
    (Identifier(kind='doi', value='10.1001/x.1'), Identifier(kind='pmid', value='29404715'),
     Identifier(kind='registry', value='NCT02467517'))
    """
    found = [Identifier("doi", doi) for doi in _dois(text)]
    found += [Identifier("pmid", number) for match in _PMID.finditer(text) if (number := match[1].lstrip("0"))]
    found += [
        Identifier("pmcid", f"PMC{match[1].lstrip('0')}") for match in _PMCID.finditer(text) if match[1].strip("0")
    ]
    found += [Identifier("registry", value) for value in registry_ids_in(text)]
    found += [Identifier("arxiv", match[1]) for match in _ARXIV.finditer(text)]
    return tuple(dict.fromkeys(found))


def link(identifier: Identifier) -> str | None:
    """The address an identifier resolves at; None for kinds without one resolver.

    >>> link(Identifier("doi", "10.1097/aln.0000000000003345"))
    'https://doi.org/10.1097/aln.0000000000003345'
    """
    places = {
        "doi": "https://doi.org/{}",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
        "orcid": "https://orcid.org/{}",
        "arxiv": "https://arxiv.org/abs/{}",
    }
    if identifier.kind == "registry":
        return f"https://clinicaltrials.gov/study/{identifier.value}" if identifier.value.startswith("NCT") else None
    place = places.get(identifier.kind)
    return place.format(identifier.value) if place else None
