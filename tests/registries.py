"""Registries as tests replay them: answers written by hand from the public descriptions of their interfaces."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx2

from evidence.sources.cache import Cache
from evidence.sources.client import Client

TODAY = date(2026, 3, 4)
PUBLIC = "93.184.215.14"

ARTICLE = """<PubmedArticle><MedlineCitation><PMID Version="1">{pmid}</PMID><Article>
<Journal><ISSN IssnType="Electronic">1528-1175</ISSN><JournalIssue><Volume>{volume}</Volume><Issue>1</Issue>
<PubDate><Year>2020</Year><Month>Jul</Month></PubDate></JournalIssue><Title>Anesthesiology</Title></Journal>
<ArticleTitle>{title}</ArticleTitle><Pagination><MedlinePgn>154-164</MedlinePgn></Pagination>
<Abstract><AbstractText>Ketamine and placebo did not differ in pain.</AbstractText></Abstract>
<AuthorList><Author><LastName>Ng</LastName><ForeName>Ada</ForeName></Author></AuthorList>
<PublicationTypeList><PublicationType UI="D016449">Randomized Controlled Trial</PublicationType></PublicationTypeList>
</Article>{notices}</MedlineCitation><PubmedData><ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
{doi}</ArticleIdList></PubmedData></PubmedArticle>"""
RETRACTED = (
    '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn"><RefSource>Anesthesiology. 2022</RefSource>'
    '<PMID Version="1">99</PMID></CommentsCorrections></CommentsCorrectionsList>'
)
TITLE = "Ketamine for complex regional pain syndrome"


def article(pmid: str = "7", doi: str = "10.1000/a", title: str = TITLE, volume: str = "133", notices: str = "") -> str:
    link = f'<ArticleId IdType="doi">{doi}</ArticleId>' if doi else ""
    return ARTICLE.format(pmid=pmid, doi=link, title=title, volume=volume, notices=notices)


def work(doi: str = "10.1000/a", members: dict[str, Any] | None = None) -> dict[str, Any]:
    """A work as Crossref has it."""
    return {
        "DOI": doi.upper(),
        "type": "journal-article",
        "title": [f"{TITLE}."],
        "container-title": ["Anesthesiology"],
        "author": [{"given": "Ada", "family": "Ng", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2020, 7]]},
        "volume": "133",
        "page": "154-164",
        "publisher": "A publisher",
        "reference-count": 40,
    } | (members or {})


def located(**members: Any) -> dict[str, Any]:
    """A record as Europe PMC has it."""
    return {"id": "7", "source": "MED", "pmid": "7", "doi": "10.1000/a", "title": f"{TITLE}."} | members


TRIAL: dict[str, Any] = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Ketamine in pain", "officialTitle": TITLE},
        "statusModule": {
            "overallStatus": "COMPLETED",
            "startDateStruct": {"date": "2015-03", "type": "ACTUAL"},
            "studyFirstPostDateStruct": {"date": "2015-06-10", "type": "ESTIMATED"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "A hospital", "class": "OTHER"}},
        "descriptionModule": {"briefSummary": "Ketamine is held against placebo."},
        "conditionsModule": {"conditions": ["Neuropathic Pain"], "keywords": ["ketamine"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "interventionModel": "CROSSOVER",
                "primaryPurpose": "TREATMENT",
                "maskingInfo": {"masking": "DOUBLE"},
            },
            "enrollmentInfo": {"count": 20, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "Ketamine", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Ketamine"]},
                {"label": "Placebo", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Drug: Saline"]},
            ]
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "Pain", "timeFrame": "35 days"}],
            "secondaryOutcomes": [{"measure": "Sleep", "timeFrame": "35 days"}],
        },
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years"},
        "referencesModule": {"references": [{"pmid": "7", "type": "RESULT"}, {"pmid": "8", "type": "BACKGROUND"}]},
    },
    "hasResults": True,
    "resultsSection": {
        "outcomeMeasuresModule": {
            "outcomeMeasures": [
                {
                    "type": "PRIMARY",
                    "title": "Pain",
                    "timeFrame": "35 days",
                    "paramType": "MEAN",
                    "dispersionType": "Standard Deviation",
                    "unitOfMeasure": "units on a scale",
                    "groups": [{"id": "OG000", "title": "Ketamine"}, {"id": "OG001", "title": "Placebo"}],
                    "classes": [
                        {
                            "categories": [
                                {
                                    "measurements": [
                                        {"groupId": "OG000", "value": "4.20", "spread": "1.1"},
                                        {"groupId": "OG001", "value": "NA", "comment": "nobody left"},
                                    ]
                                }
                            ]
                        }
                    ],
                    "analyses": [
                        {
                            "groupIds": ["OG000", "OG001"],
                            "pValue": "<0.001",
                            "statisticalMethod": "ANOVA",
                            "paramType": "Mean Difference (Final Values)",
                            "paramValue": "-0.5",
                            "ciPctValue": "95",
                            "ciLowerLimit": "-1.0",
                            "ciUpperLimit": "0.1",
                        }
                    ],
                }
            ]
        },
        "adverseEventsModule": {
            "timeFrame": "during infusion",
            "eventGroups": [
                {"id": "EG000", "title": "Ketamine", "otherNumAffected": 4, "otherNumAtRisk": 20},
                {"id": "EG001", "title": "Placebo", "otherNumAffected": 2, "otherNumAtRisk": 20},
            ],
            "otherEvents": [
                {"term": "Nausea", "stats": [{"groupId": "EG000", "numAffected": 3, "numAtRisk": 20}]},
            ],
        },
    },
}

Answer = Callable[[httpx2.Request], httpx2.Response]


class Registries:
    """All registries at once, by what they have; `asked` lists every request as host, path and question."""

    def __init__(self) -> None:
        self.articles: dict[str, str] = {}
        self.works: dict[str, dict[str, Any]] = {}
        self.notices: dict[str, list[dict[str, Any]]] = {}
        self.located: list[dict[str, Any]] = []
        self.trials: dict[str, dict[str, Any]] = {}
        self.down: set[str] = set()
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.headers: list[httpx2.Headers] = []

    def client(self, folder: Path | None = None, **more: Any) -> Client:
        """A client that reaches them; it sleeps without waiting."""
        given: dict[str, Any] = {
            "today": TODAY,
            "contact": "ng@example.org",
            "cache": Cache(folder) if folder else None,
        } | more
        return Client(
            resolver=lambda _host, _port: [PUBLIC],
            transport=httpx2.MockTransport(self.answer),
            sleep=lambda _seconds: None,
            **given,
        )

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        """What the registry that is asked answers."""
        parts = urlsplit(str(request.url))
        host = request.headers["host"]
        question = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((host, unquote(parts.path), question))
        self.headers.append(request.headers)
        if host in self.down:
            raise httpx2.ConnectError("connection refused")
        return self._answers(host, unquote(parts.path), question)

    def _answers(self, host: str, path: str, question: dict[str, str]) -> httpx2.Response:
        if host == "eutils.ncbi.nlm.nih.gov":
            found = [self.articles[pmid] for pmid in question["id"].split(",") if pmid in self.articles]
            head = '<?xml version="1.0" ?><PubmedArticleSet>'
            return httpx2.Response(200, text=f"{head}{''.join(found)}</PubmedArticleSet>")
        if host == "www.ebi.ac.uk":
            name, _, value = question["query"].partition(":")
            kind = {"DOI": "doi", "PMCID": "pmcid", "EXT_ID": "pmid"}[name]
            found_records = [one for one in self.located if one.get(kind) == value.strip('"')]
            return _json({"hitCount": len(found_records), "resultList": {"result": found_records}})
        if host == "api.crossref.org":
            return self._crossref(path, question)
        if host == "clinicaltrials.gov":
            trial = self.trials.get(path.rpartition("/")[2])
            return httpx2.Response(404, text="NCT number not found") if trial is None else _json(trial)
        raise AssertionError(f"{host} is asked")

    def _crossref(self, path: str, question: dict[str, str]) -> httpx2.Response:
        if "filter" in question:
            items = self.notices.get(question["filter"].removeprefix("updates:"), [])
            return _json({"status": "ok", "message-type": "work-list", "message": {"items": items}})
        found = self.works.get(path.removeprefix("/works/"))
        return httpx2.Response(404, text="Resource not found.") if found is None else _json({"message": found})


def _json(document: object) -> httpx2.Response:
    return httpx2.Response(200, text=json.dumps(document), headers={"content-type": "application/json"})
