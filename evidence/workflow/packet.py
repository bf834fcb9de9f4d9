"""Gather an advertiser's claims for a complaint packet; it refuses one that would hold nothing that stands."""

from collections.abc import Collection
from dataclasses import dataclass

from evidence import store
from evidence.errors import EvidenceError
from evidence.formats.reports import rule_notes
from evidence.report.packet import Packet, PacketRequest, packet, why_not
from evidence.report.presets_records import TabledRow
from evidence.store.errors import UnknownKeyError
from evidence.workflow.gather import SeesJudgement, found_tabled, of_advertisers, sees_every_judgement, table_state
from evidence.workflow.tables import TableRequest, wanted_of


class NothingStandsError(EvidenceError):
    """No claim of the advertiser may go into a packet."""

    def __init__(self, advertiser: str, left_out: tuple[tuple[str, int], ...]) -> None:
        why = "; ".join(f"{count}: {reason}" for reason, count in left_out) or "no claim is in the database"
        super().__init__(f"nothing of '{advertiser}' may go into a packet ({why}); --draft writes a watermarked one")


class ClaimRefusedError(EvidenceError):
    """A claim that was asked for by name may not go into a packet."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"claim '{key}' is refused: {reason}; --draft writes it into a watermarked packet")


@dataclass(frozen=True)
class PacketAsked:
    """Whose packet: the key of an advertiser, keys of claims where only some are meant, and who asks sees what."""

    advertiser: str
    claims: Collection[str] = ()
    draft: bool = False
    redact: bool = False
    sees: SeesJudgement = sees_every_judgement


def made_packet(db: store.Session, asked: PacketAsked) -> Packet:
    """The packet.

    Raises:
        UnknownKeyError: there is no such advertiser or claim.
        ClaimRefusedError: a claim was asked for that may not go into a packet, and no draft was.
        NothingStandsError: no claim may.
    """
    names = {one.key: one.name for one in store.advertisers(db)}
    if asked.advertiser not in names:
        raise UnknownKeyError("advertiser", asked.advertiser)
    rows = found_tabled(db, of_advertisers(wanted_of(db, TableRequest()), (asked.advertiser,)), sees=asked.sees)
    if asked.claims:
        rows = _named(rows, asked)
    request = PacketRequest(names[asked.advertiser], asked.draft, asked.redact)
    made = packet(rows, request, rule_notes(), table_state(db))
    if not made.items:
        raise NothingStandsError(asked.advertiser, made.left_out)
    return made


def _named(rows: list[TabledRow], asked: PacketAsked) -> list[TabledRow]:
    """The rows of the claims asked for; without a draft each must stand."""
    for key in asked.claims:
        own = [why_not(row) for row in rows if row.claim.key == key]
        if not own:
            raise UnknownKeyError("claim", key)
        if all(own) and not asked.draft:
            raise ClaimRefusedError(key, own[0])
    return [row for row in rows if row.claim.key in asked.claims]
