"""What an address asks of evidence tables and pictures: the same filters as on the command line."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from evidence.report import Verdict
from evidence.report.citations_style import CitationStyle
from evidence.report.presets import Preset
from evidence.web.inputs import Key
from evidence.workflow.gather import SeesJudgement, sees_every_judgement
from evidence.workflow.presets import Asked
from evidence.workflow.tables import TableRequest


def _filled(value: Any) -> Any:
    """A list without what a form left empty."""
    return [one for one in value if one != ""] if isinstance(value, list) else value


def _or_none(value: Any) -> Any:
    return None if value == "" else value


Keys = Annotated[list[Key], BeforeValidator(_filled)]
YearOrNone = Annotated[Annotated[int, Field(ge=1500, le=2200)] | None, BeforeValidator(_or_none)]
Rows = Annotated[Annotated[int, Field(ge=1, le=100_000)] | None, BeforeValidator(_or_none)]


class TableQuery(BaseModel):
    """Filters, order and columns; what is left out asks nothing. A term counts with all under it in the vocabulary."""

    model_config = ConfigDict(extra="ignore")

    condition: Annotated[Keys, Field(description="Names or codes of conditions.")] = []
    intervention: Annotated[Keys, Field(description="Names or codes of interventions.")] = []
    study_type: Annotated[Keys, Field(description="Codes, as the page states them or as the source really is.")] = []
    verdict: Annotated[list[Verdict], BeforeValidator(_filled)] = []
    year_from: YearOrNone = None
    year_to: YearOrNone = None
    page: Keys = []
    advertiser: Keys = []
    columns: Annotated[Keys, Field(description="Names of columns, in the order wanted.")] = []
    sort: Annotated[str, Field(max_length=100, description="A column; with - before it, the other way round.")] = ""
    group: Annotated[str, Field(max_length=100, description="A column whose values become headings.")] = ""
    limit: Rows = None
    style: CitationStyle = CitationStyle.AMA

    def request(self) -> TableRequest:
        """The filters."""
        return TableRequest(
            condition=tuple(self.condition),
            intervention=tuple(self.intervention),
            study_type=tuple(self.study_type),
            year=(self.year_from, self.year_to),
            verdict=tuple(self.verdict),
            page=tuple(self.page),
        )

    def asked(self, preset: Preset, sees: SeesJudgement = sees_every_judgement) -> Asked:
        """The table that is asked for."""
        return Asked(
            preset=preset,
            request=self.request(),
            advertisers=tuple(self.advertiser),
            sort=self.sort or None,
            group=self.group,
            columns=tuple(self.columns),
            limit=self.limit,
            style=self.style,
            sees=sees,
        )

    def pairs(self) -> Sequence[tuple[str, Any]]:
        """The same as an address has it, without what is left out."""
        values = self.model_dump(mode="json", exclude_defaults=True)
        return [
            (name, one) for name, value in values.items() for one in (value if isinstance(value, list) else [value])
        ]
