"""Where a person works: under which codebook, and the desk of one who works alone, made when it is missing."""

from typing import NamedTuple

from evidence import store
from evidence.models import ProjectBase, ProtocolBase, ReviewerBase
from evidence.store.people import Codebook, Coding
from evidence.workflow.accounts import key_of
from evidence.workflow.review.errors import NoProtocolError

SOLO = Codebook("workbench", 1)
"""The project and protocol of one person at their own desk."""


class Seat(NamedTuple):
    """A reviewer at work under a project's protocol."""

    reviewer: str
    codebook: Codebook

    def on(self, claim_id: int) -> Coding:
        """This reviewer's coding of a claim."""
        return Coding(claim_id, self.reviewer, *self.codebook)


def codebook_of(db: store.Session, project: str, version: int | None = None) -> Codebook:
    """A version of a project's protocol, the newest where none is named.

    Raises:
        UnknownKeyError: there is no such project or version.
        NoProtocolError: the project has no protocol yet.
    """
    versions = [protocol.version for protocol in store.protocols(db, project)]
    if not versions:
        raise NoProtocolError(project)
    wanted = versions[-1] if version is None else version
    if wanted not in versions:
        raise store.errors.UnknownKeyError("protocol", f"{project} {wanted}")
    return Codebook(project, wanted)


def protocol_of(db: store.Session, codebook: Codebook) -> ProtocolBase:
    """What a protocol says.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    for protocol in store.protocols(db, codebook.project):
        if protocol.version == codebook.version:
            return protocol
    raise store.errors.UnknownKeyError("protocol", f"{codebook.project} {codebook.version}")


def is_blind(db: store.Session, codebook: Codebook) -> bool:
    """Whether coders judge without seeing what the program suggests: no verdict, no checks, no findings.

    Raises:
        UnknownKeyError: there is no such project or version.
    """
    return protocol_of(db, codebook).blind


def reviewer_of(db: store.Session, actor: str, by: store.Author) -> str:
    """The key of the reviewer that an actor is, entered under their name when missing."""
    known = {reviewer.key for reviewer in store.reviewers(db)}
    if actor in known:
        return actor
    key = key_of(actor)
    if key not in known:
        store.save_reviewers(db, [ReviewerBase(key=key, name=actor)], by)
    return key


def solo_coding(db: store.Session, actor: str, page: str, by: store.Author) -> Seat:
    """The seat of one person who works alone on a page: reviewer, project and protocol are made when missing.

    Raises:
        UnknownKeyError: there is no such page.
    """
    reviewer = reviewer_of(db, actor, by)
    if SOLO.project not in {project.key for project in store.projects(db)}:
        store.save_projects(db, [ProjectBase(key=SOLO.project, title="Work at this desk")], by)
    if not store.protocols(db, SOLO.project):
        store.save_protocols(db, SOLO.project, [ProtocolBase(version=SOLO.version)], by)
    if page not in store.pages_of_project(db, SOLO.project):
        store.add_pages_to_project(db, SOLO.project, [page], by)
    return Seat(reviewer, SOLO)
