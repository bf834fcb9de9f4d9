"""Gather what one row of an evidence table is made of: a claim, one source of it, who published it, who judged it.

It lays out nothing and decides nothing that `reading` has not decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from evidence.models import (
    Axis,
    ClaimBase,
    Dossier,
    FindingBase,
    JudgementBase,
    PageBase,
    ReviewerRole,
    Source,
)
from evidence.report.reading import read_claim
from evidence.report.rows import EvidenceRow, claim_rows
from evidence.report.words import spoken


@dataclass(frozen=True)
class Judged:
    """A judgement that nothing supersedes, and who made it."""

    reviewer: str
    initials: str
    judgement: JudgementBase


@dataclass(frozen=True)
class Capture:
    """Where claims stand: the page, who published it, when it was captured, and the hash of what was captured."""

    page: PageBase
    advertiser: str | None = None
    captured_at: datetime | None = None
    sha256: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class TabledRow:
    """A claim and one source of it; `source` is None where the page names none."""

    capture: Capture
    claim: ClaimBase
    source: Source | None
    row: EvidenceRow
    findings: tuple[FindingBase, ...] = ()
    judgements: tuple[Judged, ...] = ()


def tabled_rows(
    capture: Capture, dossier: Dossier, findings: tuple[FindingBase, ...] = (), judgements: Sequence[Judged] = ()
) -> tuple[TabledRow, ...]:
    """The rows of a claim: one a source, benchmarks included; one without any where there is none."""
    sources: tuple[Source | None, ...] = read_claim(dossier, findings).sources or (None,)
    rows = claim_rows(capture.page, dossier, findings)
    return tuple(
        TabledRow(capture, dossier.claim, source, row, findings, tuple(judgements))
        for source, row in zip(sources, rows, strict=True)
    )


def initials(name: str) -> str:
    """A person's initials; a name in one word is kept whole.

    >>> initials("Ada Lovelace"), initials("jd"), initials("Jean-Luc Roe")
    ('AL', 'jd', 'JLR')
    """
    parts = [part for part in name.replace("-", " ").split() if part]
    return "".join(part[0].upper() for part in parts) if len(parts) > 1 else name


def adjudicated(judgements: Sequence[Judged], axis: Axis) -> Judged | None:
    """The adjudicator's judgement on an axis, None where there is none."""
    found = [one for one in judgements if one.judgement.axis is axis and _adjudicates(one)]
    return found[-1] if found else None


def _adjudicates(one: Judged) -> bool:
    return one.judgement.role is ReviewerRole.ADJUDICATOR


def coded(judgements: Sequence[Judged], axis: Axis) -> tuple[Judged, ...]:
    """The coders' own judgements on an axis; they stay after adjudication."""
    return tuple(one for one in judgements if one.judgement.axis is axis and not _adjudicates(one))


def judged_words(judgements: Sequence[Judged], axis: Axis) -> str:
    """What people hold on an axis: the adjudicator's value, else each coder's; empty where nobody judged."""
    final = adjudicated(judgements, axis)
    if final is not None and axis is not Axis.RULE:
        return f"{spoken(final.judgement.value)} (adjudicated, {final.initials})"
    by_value: dict[str, list[str]] = {}
    shown = [one for one in judgements if one.judgement.axis is axis and (_adjudicates(one) or final is None)]
    for one in shown:
        value = one.judgement.value if axis is Axis.RULE else spoken(one.judgement.value)
        by_value.setdefault(value, []).append(one.initials)
    return "; ".join(f"{value} ({', '.join(who)})" for value, who in by_value.items())


def agreement_words(judgements: Sequence[Judged]) -> str:
    """Who coded, whether they agree on support, and who adjudicated; empty where nobody judged."""
    coders = coded(judgements, Axis.SUPPORT) or coded(judgements, Axis.ACCURACY)
    final = adjudicated(judgements, Axis.SUPPORT)
    who = ", ".join(dict.fromkeys(one.initials for one in coders))
    if len(coders) < 2:
        parts = [f"one coder: {who}" if who else ""]
    else:
        agree = len({one.judgement.value for one in coders}) == 1
        parts = [f"{len(coders)} coders: {who}", "they agree" if agree else "they differ"]
    parts.append(f"adjudicated by {final.initials}" if final is not None else ("not adjudicated" if who else ""))
    return "; ".join(part for part in parts if part)
