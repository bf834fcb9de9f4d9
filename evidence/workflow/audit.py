"""Audit a page, from its bytes to its findings; every decision on the way belongs to a stage."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from evidence import store
from evidence.appraise import starting_level
from evidence.ingest import Limits
from evidence.models import CitationRole, ClaimBase, Dossier, FindingBase, PageBase, PageDossier, Source
from evidence.rules import run_rules
from evidence.store.conclusions import Verified, findings_of, replace_findings, replace_verifications, save_appraisals
from evidence.store.dossiers import dossiers_of
from evidence.store.editing import page_called
from evidence.store.library import save_publications, save_studies
from evidence.verify import verify_claim
from evidence.vocabulary import Vocabulary
from evidence.workflow.drafting import draft_of, unread_publications
from evidence.workflow.reading import PageRead, read_claims
from evidence.workflow.tracking import take_claims


class Audited(NamedTuple):
    """What an audit came to: the page with everything known about its claims, and the findings."""

    page: PageDossier
    findings: tuple[FindingBase, ...]


def audit(  # noqa: PLR0913 (what to audit, who does it, and by which rules)
    db: store.Session,
    page_key: str,
    by: store.Author,
    *,
    jurisdiction: str = "US",
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    claims: Collection[str] | None = None,
) -> Audited:
    """Audit a page that is in the database; `select` and `ignore` choose rules by codes or their beginnings.

    The abstract of a publication whose study nobody has entered is read into a draft of it. Every claim is held
    against the study of each publication it leans on, each study gets its starting level of evidence, the rules read
    the claims and the page, and what came of it replaces what an earlier audit left. `claims` are the keys of all
    claims that changed since that audit: what was verified of the others stands, and the rules read every claim anyway.

    Raises:
        UnknownKeyError: there is no such page.
    """
    snapshot_id = store.snapshots_of(db, page_key)[0]
    page = dossiers_of(db, snapshot_id, jurisdiction=jurisdiction)
    if _draft_studies(db, page, by):
        page, claims = dossiers_of(db, snapshot_id, jurisdiction=jurisdiction), None
    pairs = [pair for pair in _to_verify(page) if claims is None or pair[0].claim.key in claims]
    verified = _verified(pairs, vocabulary_of(db)) if pairs else []
    merged = replace_verifications(db, snapshot_id, verified, by, claims=claims)
    if _appraise(db, page, by) or merged.wrote:
        page = dossiers_of(db, snapshot_id, jurisdiction=jurisdiction)
    findings = run_rules(page, select, ignore)
    replace_findings(db, snapshot_id, findings, by)
    return Audited(page, findings)


def audited(db: store.Session, page_key: str) -> Audited:
    """What the last audit of a page came to, without auditing it again.

    Raises:
        UnknownKeyError: there is no such page.
    """
    snapshot_id = store.snapshots_of(db, page_key)[0]
    return Audited(dossiers_of(db, snapshot_id), tuple(entry.finding for entry in findings_of(db, snapshot_id)))


def keep_page(db: store.Session, read: PageRead, by: store.Author) -> tuple[ClaimBase, ...]:
    """Keep what a page says and its bytes, and the claims it makes; its name is its address and its key.

    A snapshot that is known already keeps the claims it has, so that nothing a person corrected is undone. On a page
    that changed, what people did to a claim stays with it where its words stayed.
    """
    page = page_called(db, read.name) or PageBase(key=read.name, address=read.name)
    store.save_pages(db, [page.model_copy(update={"title": read.snapshot.title or page.title})], by)
    saved = store.save_snapshot(db, read.name, read.snapshot, read.content, by)
    if not store.claim_ids(db, saved.id):
        take_claims(db, read.name, saved.id, read.claims, by)
    return tuple(store.claims_of(db, saved.id))


def add_page(
    db: store.Session, content: bytes, *, name: str, by: store.Author, limits: Limits | None = None
) -> tuple[ClaimBase, ...]:
    """Read a page and keep it with its claims.

    Raises:
        UnreadablePageError: the bytes are no page that can be read.
    """
    return keep_page(db, read_claims(content, name, by.at, limits, vocabulary_of(db)), by)


def vocabulary_of(db: store.Session) -> Vocabulary:
    """The controlled vocabulary as this database has it."""
    return Vocabulary.of(store.conditions(db), store.interventions(db), store.study_types(db))


def _draft_studies(db: store.Session, page: PageDossier, by: store.Author) -> bool:
    """Draft the studies that are missing; whether there were any."""
    unread = unread_publications(page)
    if unread:
        save_studies(db, map(draft_of, unread), by)
        save_publications(db, unread, by, studies=[publication.key for publication in unread])
    return bool(unread)


def _to_verify(page: PageDossier) -> Iterator[tuple[Dossier, Source]]:
    """Each claim with each study it leans on, once."""
    for dossier in page.dossiers:
        seen = set()
        for source in dossier.sources:
            if source.study is None or source.citation.role is not CitationRole.CITED or source.study.key in seen:
                continue
            seen.add(source.study.key)
            yield dossier, source


def _verified(pairs: Iterable[tuple[Dossier, Source]], vocabulary: Vocabulary) -> list[Verified]:
    return [
        Verified(
            dossier.claim.key,
            source.study.key,
            verify_claim(
                dossier.claim,
                source.study,
                publication=source.publication,
                citation=source.citation,
                vocabulary=vocabulary,
            ),
        )
        for dossier, source in pairs
        if source.study is not None
    ]


def _appraise(db: store.Session, page: PageDossier, by: store.Author) -> bool:
    """Give each study the level its design starts at, where it has another or none; whether one had."""
    types = {kind.code: kind for kind in store.study_types(db)}
    sources = {s.study.key: s for dossier in page.dossiers for s in dossier.sources if s.study is not None}
    wrote = False
    for key, source in sorted(sources.items()):
        level = starting_level(source.study, types.get(source.study.design)) if source.study else None
        if level is not None and level not in source.appraisals:
            wrote = save_appraisals(db, key, [level], by).wrote or wrote
    return wrote
