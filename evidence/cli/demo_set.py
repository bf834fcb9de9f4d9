"""Write everything the demonstration shows beside the report: tables, pictures, a draft complaint, exports."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from evidence import store
from evidence.formats.citations import write_citations
from evidence.formats.claimreview import claim_reviews
from evidence.formats.docx_packet import packet_docx
from evidence.formats.extras import MissingExtraError
from evidence.formats.fhir import fhir_bundle
from evidence.formats.files import write_bytes, write_text
from evidence.formats.packets import packet_html
from evidence.formats.pictures import pictures_html
from evidence.formats.webannotation import web_annotations
from evidence.report.pictures_plots import PICTURES
from evidence.report.presets import Preset
from evidence.workflow.everything import cited_publications, export_everything
from evidence.workflow.gather import table_state
from evidence.workflow.packet import PacketAsked, made_packet
from evidence.workflow.presets import Asked, gathered_rows, made_table
from evidence.workflow.table_formats import render_preset

_TABLES: tuple[tuple[Preset, tuple[str, ...]], ...] = (
    (Preset.CLAIMS, ("html", "docx", "pdf", "xlsx", "json")),
    (Preset.INCLUDED_STUDIES, ("html", "docx")),
    (Preset.GRADE_SOF, ("html", "docx")),
    (Preset.AUDIT, ("html", "csv")),
    (Preset.BY_CONDITION, ("html", "csv")),
    (Preset.DISCREPANCIES, ("html", "docx", "pdf")),
)


def write_set(db: store.Session, out: Path) -> Iterator[str]:
    """Write the set into folders of `out`; yields a sentence for each format that needs an extra."""
    missing: dict[str, None] = {}
    for preset, forms in _TABLES:
        made = made_table(db, Asked(preset=preset))
        for form in forms:
            shown = partial(render_preset, made, form, database="demo", db=db, width=100)
            _write(out / "tables" / f"{preset}.{form}", shown, missing)
    gathered = gathered_rows(db, Asked())
    drawn = [draw(gathered.rows) for draw in PICTURES.values()]
    for one in drawn:
        write_text(out / "pictures" / f"{one.name}.svg", one.svg)
    page = pictures_html(drawn, title="Pictures of the evidence", provenance=gathered.provenance)
    write_text(out / "pictures" / "pictures.html", page)
    for advertiser in store.advertisers(db):
        made_one = made_packet(db, PacketAsked(advertiser.key, draft=True))
        write_text(out / "packets" / f"{advertiser.key}-draft.html", packet_html(made_one))
        _write(out / "packets" / f"{advertiser.key}-draft.docx", partial(packet_docx, made_one), missing)
    yield from missing


def write_exports(db: store.Session, out: Path) -> None:
    """Everything as files that load back, the cited publications, and what other systems read."""
    export_everything(db, out / "everything")
    rows, state = gathered_rows(db, Asked()).rows, table_state(db)
    cited = cited_publications(db)
    for form, ending in (("csl", "json"), ("ris", "ris"), ("bibtex", "bib")):
        write_text(out / f"cited.{ending}", "".join(write_citations(cited, form)))
    texts = {
        entry.page.key: store.snapshot(db, entry.snapshot_id).text
        for entry in store.pages(db)
        if entry.snapshot_id is not None
    }
    write_text(out / "annotations.jsonld", web_annotations(rows, texts, state))
    write_text(out / "claimreview.jsonld", claim_reviews(rows))
    write_text(out / "fhir.json", fhir_bundle(rows, state))


def _write(place: Path, content: Callable[[], str | bytes], missing: dict[str, None]) -> None:
    try:
        made = content()
    except MissingExtraError as error:
        missing[str(error)] = None
        return
    if isinstance(made, bytes):
        write_bytes(place, made)
    else:
        write_text(place, made)
