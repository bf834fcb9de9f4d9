"""Make the workbook of an evidence table: the table, with the claims and judgements behind it to be edited."""

from evidence import store
from evidence.report.presets import Preset
from evidence.workflow.export import Linked
from evidence.workflow.presets import Made


def workbook_of(db: store.Session, made: Made) -> bytes:
    """The workbook: for a table of claims with the claims and the judgements of people, for others without."""
    from evidence.formats.xlsx_workbook import workbook  # noqa: PLC0415  a fifth of a second that only workbooks need pay

    claims: dict[tuple[str, str], Linked] = {}
    for row in made.rows if made.document.preset == Preset.CLAIMS.value else ():
        claims[row.capture.page.key, row.claim.key] = (row.claim, {"page": row.capture.page.key})
    judged = [one for one in store.current_judgements(db) if (one.page, one.claim) in claims and made.sees(one)]
    judgements = [judgement_links(one) for one in judged]
    terms = {
        "condition_code": [(term.code, term.label) for term in store.conditions(db)],
        "intervention_code": [(term.code, term.label) for term in store.interventions(db)],
    }
    return workbook(made.document, list(claims.values()), judgements, terms)


def judgement_links(entry: store.JudgementEntry) -> Linked:
    """A judgement with the keys by which loading knows it again."""
    links = {
        "page": entry.page,
        "claim": entry.claim,
        "reviewer": entry.reviewer,
        "project": entry.project,
        "protocol": str(entry.version),
        "created_at": entry.created_at.isoformat(),
    }
    return entry.judgement, links
