"""Say in plain sentences what an audit of a page came to; it never counts what was not checked as right."""

from collections import Counter
from collections.abc import Iterable

from evidence.models import CheckResult, CitationRole, FindingBase, NumberMatch, OutcomeKind, PageDossier, Source
from evidence.report.reading import (
    REASONS,
    SEVERITIES,
    Reading,
    is_candidate,
    is_judging,
    read_page,
    swapped_into_harm,
    worst_severity,
)
from evidence.report.sources import found_words, numbers_of, primary_results
from evidence.report.view import Share, Summary, Tone, Verdict, WorstClaim
from evidence.report.words import (
    TONES,
    VERDICTS,
    citation_words,
    quantity_words,
    result_sentence,
    short_citation,
    verdict_words,
)
from evidence.text.counting import counted

_ROLES = {
    OutcomeKind.PRIMARY: "its primary outcome",
    OutcomeKind.SECONDARY: "a secondary outcome",
    OutcomeKind.EXPLORATORY: "an exploratory outcome",
    OutcomeKind.SUBGROUP: "a subgroup",
    OutcomeKind.ADVERSE_EVENT: "adverse events",
    OutcomeKind.SERIOUS_ADVERSE_EVENT: "serious adverse events",
    OutcomeKind.BASELINE: "what patients had before treatment",
    OutcomeKind.PROCESS: "how treatment was given",
    OutcomeKind.UNKNOWN: "another outcome",
}


_FAULTY = frozenset({Tone.CONTRADICTED, Tone.DOUBTFUL})


def anchor_of(key: str) -> str:
    """The address of a claim within a report: its key, with only what an address may hold.

    >>> anchor_of("C174"), anchor_of("a b/ü")
    ('C174', 'a-b--')
    """
    return "".join(
        character if character.isascii() and (character.isalnum() or character in "-_.") else "-" for character in key
    )


def is_attributed(reading: Reading) -> bool:
    """Whether the page leans on a source for this claim: by words, by a link, or by a citation somebody traced."""
    if reading.claim.attribution:
        return True
    return any(source.citation.role is CitationRole.CITED for source in reading.sources)


def summarise(page: PageDossier, findings: tuple[FindingBase, ...]) -> Summary:
    """The audit of a page in a few plain sentences, with counts."""
    return summarise_readings(read_page(page, findings), findings)


def summarise_readings(readings: tuple[Reading, ...], findings: tuple[FindingBase, ...]) -> Summary:
    """The same, from readings that were made already."""
    total = len(readings)
    attributed = [reading for reading in readings if is_attributed(reading)]
    traced = [reading for reading in attributed if reading.leading is not None]
    confirmed = [reading for reading in traced if not reading.probable]
    verified = [reading for reading in attributed if reading.checked]
    shares = {
        "attributed": Share("lean on a named source", len(attributed), total),
        "traced": Share("traced to a publication", len(traced), len(attributed)),
        "confirmed": Share("with a certain source", len(confirmed), len(traced)),
        "verified": Share("held against what the study found", len(verified), len(attributed)),
    }
    return Summary(
        headline=_headline(readings, verified),
        sentences=_sentences(readings, shares),
        claims=total,
        unchecked=_unchecked(readings),
        verdicts=_verdicts(readings),
        severities=_severities(findings),
        worst=_worst(readings),
        **shares,
    )


def _unchecked(readings: tuple[Reading, ...]) -> tuple[Share, ...]:
    counts = Counter(reading.reason for reading in readings if not reading.checked)
    return tuple(Share(reason, counts[reason], len(readings)) for reason in REASONS if counts[reason])


def _verdicts(readings: tuple[Reading, ...]) -> tuple[Share, ...]:
    counts = Counter(reading.verdict for reading in readings)
    probable = Counter(reading.verdict for reading in readings if reading.probable)
    return tuple(
        Share(
            label=VERDICTS[verdict],
            count=counts[verdict],
            of=len(readings),
            key=verdict.value,
            probable=probable[verdict] if is_judging(verdict) else 0,
        )
        for verdict in Verdict
        if counts[verdict]
    )


def _severities(findings: tuple[FindingBase, ...]) -> tuple[Share, ...]:
    counts = Counter(finding.severity for finding in findings)
    return tuple(
        Share(severity.value, counts[severity], len(findings), severity.value)
        for severity in SEVERITIES
        if counts[severity]
    )


def _headline(readings: tuple[Reading, ...], verified: list[Reading]) -> str:
    if not readings:
        return "No checkable claim was found on this page. That does not mean that nothing on it is wrong."
    if not verified:
        return f"{counted(len(readings), 'claim')}, and not one could be checked. That is not a pass."
    bad = [reading for reading in verified if TONES[reading.verdict] in _FAULTY]
    start = f"Of {counted(len(readings), 'claim')}, {len(verified)} could be held against a study"
    if not bad:
        rest = "" if len(verified) == len(readings) else " The others were not checked."
        return f"{start}, and none of these was found contradicted or overstated.{rest}"
    return f"{start}. {_faults(bad, len(verified))}"


def _faults(bad: list[Reading], verified: int) -> str:
    sure = sum(not reading.probable for reading in bad)
    who = "It says" if verified == 1 else f"{len(bad)} of the {verified} {'says' if len(bad) == 1 else 'say'}"
    text = f"{who} more than the study, or something else"
    if sure == len(bad):
        text += ", by a source that is certain."
    elif not sure:
        text += f", {'but ' if verified == 1 else 'all '}only if the source is the one the page means."
    else:
        text += f": {sure} by a source that is certain, {len(bad) - sure} only if the source is the one the page means."
    contradicted = [reading for reading in bad if reading.verdict is Verdict.CONTRADICTED]
    if contradicted:
        unsure = sum(reading.probable for reading in contradicted)
        verb = "is" if len(contradicted) == 1 else "are"
        part = "probably" if unsure == len(contradicted) else f"{unsure} of them probably"
        text += f" {len(contradicted)} {verb} contradicted outright{f', {part}' if unsure else ''}."
    return text


def _sentences(readings: tuple[Reading, ...], shares: dict[str, Share]) -> tuple[str, ...]:
    attributed, traced, confirmed = shares["attributed"], shares["traced"], shares["confirmed"]
    if not readings:
        return ()
    unsure = traced.count - confirmed.count
    leaning = (
        f"{attributed.count} of {counted(attributed.of, 'claim')} lean on a source the page names or points to; "
        f"{traced.count} of these {attributed.count} were traced to a publication."
    )
    sentences = [leaning]
    if traced.count:
        sentences.append(
            f"The source is certain for {confirmed.count} of the {traced.count}, by the page's own link or identifier "
            f"or by a person's word; for {unsure} it is a candidate that nobody has confirmed, and what is said of "
            "those is marked “probably”."
        )
    lesser = sum(not reading.checked and TONES[reading.verdict] in _FAULTY for reading in readings)
    if lesser:
        sentences.append(
            f"{lesser} more of {counted(len(readings), 'claim')} {'looks' if lesser == 1 else 'look'} overstated or "
            "contradicted on lesser checks alone, such as population or dose."
        )
    left = len(readings) - shares["verified"].count
    if left:
        verb = "was" if left == 1 else "were"
        sentences.append(
            f"{left} of {counted(len(readings), 'claim')} {verb} not verified: neither a pass nor a fault."
        )
    return tuple(sentences)


def _badness(suspect: tuple[Reading, Source]) -> tuple[int, int, bool, int, int, int]:
    reading, source = suspect
    severity = worst_severity(reading.findings)
    return (
        list(Verdict).index(reading.verdict),
        -len(swapped_into_harm(source)),
        reading.probable,
        SEVERITIES.index(severity) if severity is not None else len(SEVERITIES),
        -len(_differences(source)),
        reading.claim.start,
    )


def _differences(source: Source) -> list[str]:
    """The reasons of the checks that differ."""
    checks = source.verification.checks if source.verification is not None else ()
    return [check.reason for check in checks if check.result is CheckResult.DIFFERS]


def _worst(readings: Iterable[Reading]) -> WorstClaim | None:
    # Worst verdict first, then numbers taken from harms, a confirmed source, severity, and how much differs.
    faulty = (reading for reading in readings if TONES[reading.verdict] in _FAULTY)
    suspects = [(reading, reading.leading) for reading in faulty if reading.leading is not None]
    if not suspects:
        return None
    reading, source = min(suspects, key=_badness)
    return WorstClaim(
        key=reading.claim.key,
        anchor=anchor_of(reading.claim.key),
        quote=reading.claim.quote,
        verdict_label=verdict_words(reading.verdict, probable=reading.probable),
        citation=citation_words(source.publication),
        says=_says(reading, source),
        found=_found(source),
        why=_why(source),
        probable=is_candidate(source),
    )


def _says(reading: Reading, source: Source) -> str:
    numbers = list(dict.fromkeys(quantity_words(number.quantity) for number in numbers_of(source)))
    outcome = reading.claim.outcome or "an effect"
    return f"{_listed(numbers)}: {outcome}" if numbers else outcome


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _found(source: Source) -> tuple[str, ...]:
    name = short_citation(source.publication)
    sentences = [f"{name} — {found_words(source)}"]
    seen = set[str]()
    for number in numbers_of(source):
        if number.found is None or number.match is NumberMatch.MATCH:
            continue
        where = f" belongs to {_ROLES[number.found.kind]}" if number.match is NumberMatch.MATCH_OTHER_OUTCOME else ""
        sentence = f"In the study, {quantity_words(number.quantity)}{where}: {result_sentence(number.found)}."
        if sentence not in seen:
            seen.add(sentence)
            sentences.append(sentence)
    return tuple(sentences)


def _why(source: Source) -> str:
    if swapped_into_harm(source) and source.study is not None and primary_results(source.study):
        return "The numbers on the page are the study's rates of harm, and its primary outcome is the result to quote."
    return " ".join(f"{reason[:1].upper()}{reason[1:].rstrip('.')}." for reason in _differences(source)[:2])
