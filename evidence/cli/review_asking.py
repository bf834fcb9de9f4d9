"""Show a claim in the terminal as its coder may see it, and ask for a verdict; it records nothing."""

from collections.abc import Sequence
from typing import Any, cast

import click

from evidence.cli.output import print_table, say, show
from evidence.models import Accuracy, Support
from evidence.workflow.review import Decision
from evidence.workflow.review.shapes import Shape

QUIT, SKIP = "quit", "skip"
_FIELDS = ("section", "claim_type", "intervention", "condition", "comparator", "outcome", "study_type", "study_year")


class OneOf(click.ParamType[str]):
    """One of a few words, by the word or by its number."""

    name = "one of"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word that is meant."""
        text = str(value).strip().lower()
        if text.isdecimal() and 1 <= int(text) <= len(self.words):
            return self.words[int(text) - 1]
        if text not in self.words:
            self.fail(f"'{value}' is neither a number from 1 to {len(self.words)} nor one of the words", param, ctx)
        return text


def show_sheet(shown: Shape) -> None:
    """Print a claim with its sources, and what the program concluded where the protocol lets a coder see it."""
    claim = cast("dict[str, Any]", shown["claim"])
    show(f"{claim['key']} on {claim['page']}\n“{claim['quote']}”\n")
    print_table(["field", "value"], [(name, claim[name]) for name in _FIELDS if claim[name]])
    show()
    sources = cast("list[dict[str, Any]]", shown["sources"])
    if not sources:
        show("no source is known of it")
    for source in sources:
        _show_source(source, blind=bool(shown["blind"]))
    for finding in cast("list[dict[str, Any]]", shown["findings"] or []):
        show(f"finding {finding['rule']} ({finding['severity']}): {finding['message']}")
    for name in ("held", "draft"):
        if shown[name]:
            what = "you hold" if name == "held" else "you had chosen"
            told = cast("dict[str, Any]", shown[name]).items()
            show(f"{what}: {', '.join(f'{key} {value}' for key, value in told if value)}")
    show()


def _show_source(source: dict[str, Any], *, blind: bool) -> None:
    publication = source["publication"]
    title = None if publication is None else f"{publication['title']} ({publication['year'] or 'year unknown'})"
    show(f"source: {title or source['attribution'] or 'not named'}; {source['status']}")
    if blind:
        return
    show(f"suggested: {source['suggested'] or 'not checked'}")
    for check in source["checks"] or ():
        show(f"  {check['name']}: {check['result']}. {check['reason']}")
        for passage in check["passages"]:
            show(f"    {passage['source']}: “{passage['text']}”")


def ask(shown: Shape) -> Decision | str:
    """The verdict on all axes, or the word to skip the claim or to quit."""
    support = _choice("support", [*Support, SKIP, QUIT])
    if support in {SKIP, QUIT}:
        return support
    if support == Support.NOT_CHECKABLE:
        reason = click.prompt("why it cannot be checked", err=True)
        return Decision(cannot_check_reason=reason, rules=_rules(shown))
    accuracy = _choice("accuracy", [*Accuracy])
    rules = _rules(shown)
    return Decision(support, accuracy, rules, _text("rationale, or nothing") or None)


def _choice(axis: str, words: Sequence[str]) -> str:
    say("  ".join(f"{number} {word}" for number, word in enumerate(words, start=1)))
    return str(click.prompt(axis, type=OneOf([str(word) for word in words]), err=True))


def _rules(shown: Shape) -> tuple[str, ...]:
    found = {finding["rule"] for finding in cast("list[dict[str, Any]]", shown["findings"] or [])}
    hint = f" (found: {' '.join(sorted(found))})" if found else ""
    return tuple(code.strip(",").upper() for code in _text(f"codes of the rules it breaks, or nothing{hint}").split())


def _text(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False, err=True)).strip()
