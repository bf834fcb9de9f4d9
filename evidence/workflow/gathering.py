"""Ask the registries about identifiers, before anything is written: each answer with its day, each failure in words.

A registry that cannot be asked stops no other. Silence about retractions counts only where a registry that records them
was asked and answered whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from evidence import ids
from evidence.errors import EvidenceError, Problem
from evidence.formats.citations import read_citations
from evidence.formats.registries import clinicaltrials, crossref, europepmc
from evidence.ids import Identifier
from evidence.models import PublicationBase, Standing
from evidence.sources.cache import Answer
from evidence.sources.client import Client, SourceError
from evidence.sources.clinicaltrials import ask_study
from evidence.sources.crossref import ask_work
from evidence.sources.europepmc import ask_record
from evidence.sources.pubmed import ask_records

PUBMED = "PubMed"


class NoIdentifierError(EvidenceError):
    """What was named is nothing that a registry could be asked for."""

    def __init__(self, text: str, reason: str = "it is no PubMed number, DOI, PMCID or NCT number") -> None:
        super().__init__(f"'{text}' cannot be fetched: {reason}")


@dataclass
class Gathered:
    """What the registries said about one identifier.

    `records` stand with their sources, the one to be trusted first in front. `looked_up` names the registries whose
    silence about notices counts, `on` the day of the oldest answer. Without records and study, `notes` says why.
    """

    asked: Identifier
    pmid: str | None = None
    records: list[tuple[str, PublicationBase]] = field(default_factory=list)
    trial: clinicaltrials.Registered | None = None
    looked_up: list[str] = field(default_factory=list)
    on: date | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether anything is known of it now."""
        return bool(self.records) or self.trial is not None

    def value(self, name: str) -> str | None:
        """An identifier of another kind that it has, by what was asked or the first record that says."""
        if self.asked.kind == name:
            return self.asked.value
        values = (getattr(record, name) for _, record in self.records)
        return next((value for value in values if value), None)

    def take(self, source: str, record: PublicationBase, answer: Answer) -> None:
        """Put a record with those that are there; what it says of its standing is dated by the answer."""
        if record.standing is not Standing.UNKNOWN:
            record = record.model_copy(update={"standing_source": source, "standing_checked_on": answer.on})
        self.records.append((source, record))
        self.date(answer)

    def date(self, answer: Answer) -> None:
        """Note the day of an answer."""
        self.on = answer.on if self.on is None else min(self.on, answer.on)


def identifier_of(text: str) -> Identifier:
    """The identifier that is all a text holds, in any spelling; digits alone are a PubMed number.

    >>> identifier_of("https://doi.org/10.1097/ALN.1"), identifier_of("29404715")
    (Identifier(kind='doi', value='10.1097/aln.1'), Identifier(kind='pmid', value='29404715'))

    Raises:
        NoIdentifierError: there is none, more than one, or one that no registry here can be asked for.
    """
    found = ids.identifiers_in(text)
    if not found and (bare := ids.parse_pmid(text)):
        found = (Identifier("pmid", bare),)
    if not found:
        raise NoIdentifierError(text)
    if len(found) > 1:
        raise NoIdentifierError(text, "it holds several identifiers, give one at a time")
    if not can_be_fetched(found[0]):
        raise NoIdentifierError(text, "only PubMed, Europe PMC, Crossref and ClinicalTrials.gov are asked")
    return found[0]


def can_be_fetched(identifier: Identifier) -> bool:
    """Whether any of the registries knows such identifiers.

    >>> can_be_fetched(Identifier("registry", "NCT02467517")), can_be_fetched(Identifier("registry", "ISRCTN12345678"))
    (True, False)
    """
    if identifier.kind == "registry":
        return identifier.value.startswith("NCT")
    return identifier.kind in {"pmid", "doi", "pmcid"}


def gather(client: Client, identifiers: Iterable[Identifier]) -> list[Gathered]:
    """What the registries say about each identifier, once each, in their order; one that fails stops no other."""
    found = [Gathered(identifier) for identifier in dict.fromkeys(identifiers)]
    papers = [one for one in found if one.asked.kind != "registry"]
    for one in papers:
        one.pmid = one.asked.value if one.asked.kind == "pmid" else _locate(client, one)
    _ask_pubmed(client, papers)
    for one in papers:
        if not one.found and one.asked.kind == "pmid":
            _locate(client, one)
        _ask_crossref(client, one)
    for one in found:
        if one.asked.kind == "registry":
            _ask_trials(client, one)
        if not one.found and not one.notes:
            one.notes.append(f"no registry has {_named(one.asked)}")
    return found


def _named(identifier: Identifier) -> str:
    return f"PMID {identifier.value}" if identifier.kind == "pmid" else identifier.value


def _locate(client: Client, one: Gathered) -> str | None:
    """Take what Europe PMC has; gives the PubMed number where it knows one."""
    try:
        answer, said = ask_record(client, one.asked)
    except SourceError as fault:
        one.notes.append(str(fault))
        return None
    record = None if said is None else europepmc.read_europepmc(said)
    if record is None:
        return None
    one.take(europepmc.SOURCE, record, answer)
    return record.pmid


def _ask_pubmed(client: Client, papers: Sequence[Gathered]) -> None:
    """Put PubMed's records in front."""
    wanted = [one for one in papers if one.pmid]
    pmids = sorted({one.pmid for one in wanted if one.pmid}, key=int)
    try:
        answers = list(ask_records(client, pmids))
    except SourceError as fault:
        for one in wanted:
            one.notes.append(str(fault))
        return
    records = {record.pmid: (record, answer) for answer in answers for record in _records(answer)}
    for one in wanted:
        if one.pmid in records:
            one.take(PUBMED, *records[one.pmid])
            one.records.insert(0, one.records.pop())
            one.looked_up.append(PUBMED)


def _records(answer: Answer) -> list[PublicationBase]:
    read = read_citations(answer.content, name=PUBMED, form="pubmed_xml")
    return [record for record in read if not isinstance(record, Problem)]


def _ask_crossref(client: Client, one: Gathered) -> None:
    doi = one.value("doi")
    if doi is None:
        return
    try:
        work = ask_work(client, doi)
    except SourceError as fault:
        one.notes.append(str(fault))
        return
    if work is None:
        return
    record = crossref.read_crossref(work.work, work.notices or ())
    if record is not None:
        one.take(crossref.SOURCE, record.model_copy(update={"doi": doi}), work.answer)
    if work.notices is None:
        one.notes.append("Crossref was not asked for notices: a DOI with a comma cannot be asked about")
    else:
        one.looked_up.append(crossref.SOURCE)


def _ask_trials(client: Client, one: Gathered) -> None:
    try:
        answer, study = ask_study(client, one.asked.value)
    except SourceError as fault:
        one.notes.append(str(fault))
        return
    if study is None:
        return
    one.date(answer)
    one.trial = clinicaltrials.read_study(study, one.asked.value)
