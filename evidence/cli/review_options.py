"""Which project, who, which claim and what verdict: what the commands of a review are told, read alike."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import Accuracy, Basis, Support, TeamRole
from evidence.store.accounts import account_of
from evidence.store.editing import Standing
from evidence.store.queues import assigned_claims
from evidence.workflow import review
from evidence.workflow.accounts import key_of
from evidence.workflow.editing import ClaimRef, find_claim
from evidence.workflow.editing.errors import NoSuchClaimError

Command = TypeVar("Command", bound=Callable[..., Any])


class WhichProjectError(EvidenceError):
    """No project is named, and there is not just one."""

    def __init__(self, keys: list[str]) -> None:
        several = f"say which project with --project: {', '.join(keys)}"
        none = "there is no project: make one with `evidence review project KEY --page PAGE`"
        super().__init__(several if keys else none)


class WhichReviewerError(EvidenceError):
    """Whoever is at work is no reviewer."""

    def __init__(self, actor: str) -> None:
        super().__init__(
            f"there is no reviewer '{actor}': say who you are with `evidence --as KEY`, or enter yourself with "
            f"`evidence review reviewer {key_of(actor)} --name NAME`"
        )


def project_options(command: Command) -> Command:
    """The options `--project` and `--protocol`."""
    newest = click.option("--protocol", "version", type=click.IntRange(min=1), help="Version of its protocol. [newest]")
    return click.option("--project", help="The project; the only one where there is one.")(newest(command))


def verdict_options(command: Command) -> Command:
    """The options of a verdict, and `--page`."""
    options = (
        click.option("--page", help="The claim's page, where several pages have the key."),
        click.option(
            "--support", type=click.Choice([one.value for one in Support]), help="Does the cited source support it?"
        ),
        click.option(
            "--accuracy", type=click.Choice([one.value for one in Accuracy]), help="Is it right, given all evidence?"
        ),
        click.option("--rule", "rules", multiple=True, metavar="CODE", help="A rule it breaks; all of them, repeated."),
        click.option("--no-rules", is_flag=True, help="It breaks no rule."),
        click.option("--rationale", help="Why."),
        click.option(
            "--basis", type=click.Choice([one.value for one in Basis]), default="unknown", help="What you read."
        ),
        click.option("--cannot-check", metavar="REASON", help="It cannot be checked, and why."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def decision_of(options: Mapping[str, Any]) -> review.Decision:
    """What the options of a verdict say; rules are left as they are where none is named."""
    if options["rules"] and options["no_rules"]:
        raise click.UsageError("--rule and --no-rules contradict each other")
    rules = tuple(code.upper() for code in options["rules"])
    return review.Decision(
        support=options["support"],
        accuracy=options["accuracy"],
        rules=rules if rules or options["no_rules"] else None,
        rationale=options["rationale"],
        basis=Basis(options["basis"]),
        cannot_check_reason=options["cannot_check"],
    )


def codebook_asked(db: store.Session, project: str | None, version: int | None) -> review.Codebook:
    """The protocol that is meant.

    Raises:
        WhichProjectError: none is named, and there is not just one beside the desk of one person.
    """
    keys = [one.key for one in store.projects(db)]
    teams = [key for key in keys if key != review.SOLO.project] or keys
    if project is None and len(teams) != 1:
        raise WhichProjectError(teams)
    return review.codebook_of(db, project or teams[0], version)


def seat_of(db: store.Session, actor: str, project: str | None, version: int | None) -> review.Seat:
    """Who is at work, under the protocol that is meant.

    Raises:
        WhichReviewerError: the actor is no reviewer.
    """
    codebook = codebook_asked(db, project, version)
    known = {one.key for one in store.reviewers(db)}
    for key in (actor, key_of(actor)):
        if key in known:
            return review.Seat(key, codebook)
    raise WhichReviewerError(actor)


def whoever(db: store.Session, actor: str) -> tuple[str, TeamRole]:
    """Whoever is at work as a reviewer, with the role of their account; without one they are the database's owner."""
    known = {one.key for one in store.reviewers(db)}
    key = actor if actor in known else key_of(actor)
    account = account_of(db, key)
    return key, TeamRole.OWNER if account is None else account.account.role


def the_claim(
    db: store.Session, actor: str, claim: str, options: Mapping[str, Any], by: store.Author
) -> tuple[review.Seat, Standing]:
    """Who judges which claim; one person without a project works at their own desk.

    Raises:
        EvidenceError: the project, the reviewer or the claim is not there, or not told from others.
    """
    project, version, page = options["project"], options["version"], options["page"]
    if project in {None, review.SOLO.project} and not _has_team(db):
        standing = find_claim(db, ClaimRef(claim, page))
        return review.solo_coding(db, actor, standing.page, by), standing
    seat = seat_of(db, actor, project, version)
    return seat, claim_meant(db, seat.codebook, claim, page)


def _has_team(db: store.Session) -> bool:
    return any(one.key != review.SOLO.project for one in store.projects(db))


def claim_meant(db: store.Session, codebook: review.Codebook, claim: str, page: str | None) -> Standing:
    """The claim of this key as last captured, or one that was assigned and is gone from its page.

    Raises:
        EditError: there is none, or several pages have one.
    """
    try:
        return find_claim(db, ClaimRef(claim, page))
    except NoSuchClaimError:
        for standing in assigned_claims(db, codebook):
            if standing.claim.key == claim and page in {None, standing.page}:
                return standing
        raise
