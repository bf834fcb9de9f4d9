"""The preset `discrepancies`: what a page claims beside what its source has, one row for each way they differ.

What was not checked is counted and never listed as a difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence.models import Check, CheckName, CheckResult, CitationStatus, NumberCheck, NumberMatch
from evidence.report.presets import Draft, Field, Library, Preset, Words
from evidence.report.presets_records import TabledRow
from evidence.report.presets_words import match_words
from evidence.report.reading import swapped_into_harm
from evidence.report.view import Verdict
from evidence.report.words import CHECKS, MATCHES, OUTCOME_KINDS, TONES, quantity_words, result_sentence, spoken
from evidence.text.counting import counted

_ELSEWHERE = frozenset(
    {NumberMatch.MATCH_OTHER_OUTCOME, NumberMatch.MATCH_OTHER_ARM, NumberMatch.MATCH_OTHER_TIMEPOINT}
)
_SHOWN = 3
_WORST = {verdict.value: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True)
class _Discrepancy:
    what: str
    says: str
    found: str
    why: str


def _of_number(number: NumberCheck) -> _Discrepancy:
    found = number.found
    words = f"{result_sentence(found)} ({OUTCOME_KINDS[found.kind]})" if found is not None else MATCHES[number.match]
    arm = f"{number.quantity.arm}: " if number.quantity.arm else ""
    return _Discrepancy("Number", f"{arm}{quantity_words(number.quantity)}", words, number.detail)


def _of_check(check: Check) -> _Discrepancy:
    code = f" ({spoken(check.code)})" if check.code else ""
    name = CHECKS.get(check.name, spoken(check.name).capitalize())
    claimed = [one.text for one in check.passages if one.source in {"claim", "page"}]
    found = [one.text for one in check.passages if one.source not in {"claim", "page"}]
    return _Discrepancy(f"{name}{code}", _few(claimed), _few(found), check.reason)


def _few(texts: Sequence[str]) -> str:
    """The first few different texts, and how many more there are."""
    different = list(dict.fromkeys(texts))
    more = f"; and {len(different) - _SHOWN} more" if len(different) > _SHOWN else ""
    return "; ".join(different[:_SHOWN]) + more


def _of_row(row: TabledRow) -> Iterator[_Discrepancy]:
    verification = row.source.verification if row.source is not None else None
    for check in verification.checks if verification is not None else ():
        if check.result is not CheckResult.DIFFERS:
            continue
        numbers = [number for number in check.numbers if number.match in _ELSEWHERE]
        if check.name is CheckName.NUMBERS and numbers:
            yield from map(_of_number, numbers)
        else:
            yield _of_check(check)


_FIELDS = (
    Field("claim", "Claim", "Claim", bare=True, share=4),
    Field("quote", "Quote", "Claim", bare=True, quoted=True),
    Field("address", "Address", "Claim"),
    Field("source", "Source", "Source", bare=True, share=3),
    Field("match", "Match", "Source"),
    Field("what", "Differs in", share=2),
    Field("claimed", "The page says", share=3),
    Field("found", "The source has", share=5),
    Field("why", "Why that is a difference", share=5),
    Field("verdict", "Verdict", "Suggested by the program", bare=True, share=3),
    Field("findings", "Rules", "Suggested by the program"),
)


def _cells(row: TabledRow, one: _Discrepancy, library: Library) -> tuple[Words, ...]:
    verdict = row.row.verdict
    publication = row.source.publication if row.source is not None else None
    study = row.source.study if row.source is not None else None
    named = library.cite(publication) if publication is not None else (study.key if study is not None else "none")
    return (
        Words(row.claim.key),
        Words(row.claim.quote),
        Words(row.capture.page.address),
        Words(named),
        match_words(row.source),
        Words(one.what),
        Words(one.says or "the words quoted"),
        Words(one.found or "see the reason"),
        Words(one.why),
        Words(verdict.verdict_label, tone=TONES[Verdict(verdict.verdict)].value),
        Words(", ".join(verdict.findings) or "none"),
    )


def _place(row: TabledRow) -> tuple[bool, int, bool, str, int, str]:
    confirmed = row.source is not None and row.source.citation.status is CitationStatus.CONFIRMED
    worst = _WORST[row.row.verdict.verdict]
    swapped = row.source is not None and bool(swapped_into_harm(row.source))
    return (not confirmed, worst, not swapped, row.capture.page.key, row.claim.start, row.claim.key)


def discrepancies(rows: Sequence[TabledRow], library: Library) -> Draft:
    """Every way a claim differs from a source of it, the worst first, confirmed sources before candidates."""
    made = []
    for row in sorted(rows, key=_place):
        made += [("", _cells(row, one, library)) for one in _of_row(row)]
    claims = {(row.capture.page.key, row.claim.key) for row in rows}
    checked = {(row.capture.page.key, row.claim.key) for row in rows if row.row.verdict.unchecked_reason is None}
    remark = (
        f"{len(checked)} of {len(claims)} claims could be held against a study. The other {len(claims - checked)} are "
        "not in this table: that they could not be checked is neither a difference nor a pass."
    )
    return Draft(
        preset=Preset.DISCREPANCIES,
        title="Claimed and found: where claims differ from their sources",
        caption=f"{counted(len(made), 'difference')}, the worst first.",
        fields=_FIELDS,
        rows=tuple(made),
        remarks=(remark,),
    )
