"""Let people into the workbench: invitations, passwords, sessions, tokens; a secret leaves here once and is not kept.

Passwords are hashed with argon2id at its library's defaults (RFC 9106); secrets are 256 random bits, of which the
database keeps the SHA-256.
"""

import hashlib
import re
import secrets
import unicodedata
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from evidence import store
from evidence.errors import EvidenceError
from evidence.models import AccountBase, CredentialBase, CredentialKind, ReviewerBase, TeamRole
from evidence.store import accounts
from evidence.store.accounts import AccountEntry

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST_PASSWORD = 12
"""Characters; NIST SP 800-63B-4 asks for 15 where a password is the only factor and 8 at the least."""

LONGEST_PASSWORD = 256
SESSION_DAYS = 14
INVITATION_DAYS = 7


class AccountError(EvidenceError):
    """Base of what can go wrong with accounts."""


class UselessSecretError(AccountError):
    """An invitation or a start address that is unknown, used or too old."""

    def __init__(self) -> None:
        super().__init__("this address was used before or is too old: ask for a new one")


class WrongPasswordError(AccountError):
    """Name and password do not go together; which of the two is wrong is not said."""

    def __init__(self) -> None:
        super().__init__("no account has this name and password: check both, or ask an owner for a new invitation")


class PoorPasswordError(AccountError):
    """The password is too short or too long."""

    def __init__(self) -> None:
        super().__init__(f"a password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters: choose another")


class LastOwnerError(AccountError):
    """The team would have nobody left who can administer it."""

    def __init__(self) -> None:
        super().__init__("this is the only owner: make somebody else an owner first")


class NameTakenError(AccountError):
    """Somebody else has the account of this name."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is an account '{key}' already: change its role, or invite under another name")


def key_of(name: str) -> str:
    """The key of a reviewer by their name.

    >>> key_of("Dr. Ana Núñez")
    'dr-ana-nunez'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "reviewer"


def invite(db: store.Session, name: str, role: TeamRole, by: store.Author) -> str:
    """Open an account for a person, or renew the invitation of one who never joined; gives the secret for their link.

    Raises:
        NameTakenError: the person has an account with a password.
    """
    key = key_of(name)
    there = accounts.account_of(db, key)
    if there is not None and there.account.password is not None:
        raise NameTakenError(key)
    if key not in {reviewer.key for reviewer in store.reviewers(db)}:
        store.save_reviewers(db, [ReviewerBase(key=key, name=name)], by)
    entry = accounts.save_account(db, key, AccountBase(role=role), by)
    accounts.end_credentials(db, entry.id, by.at, kinds=(CredentialKind.INVITATION,))
    return _secret(db, entry.id, _INVITATION, by.at)


def invite_again(db: store.Session, reviewer: str, by: store.Author) -> str:
    """Give somebody who forgot the password a new link; the old password and all their sessions end at once.

    Raises:
        UnknownKeyError: they have no account.
    """
    entry = _known(db, reviewer)
    kinds = (CredentialKind.INVITATION, CredentialKind.SESSION, CredentialKind.PROGRAM)
    accounts.end_credentials(db, entry.id, by.at, kinds=kinds)
    accounts.save_account(db, reviewer, entry.account.model_copy(update={"password": None}), by)
    return _secret(db, entry.id, _INVITATION, by.at)


def invited(db: store.Session, secret: str, now: datetime) -> AccountEntry:
    """Whose invitation a secret is.

    Raises:
        UselessSecretError: it is unknown, used or too old.
    """
    entry = accounts.holder(db, _digest(secret), CredentialKind.INVITATION, now)
    if entry is None:
        raise UselessSecretError
    return entry


def join(db: store.Session, secret: str, password: str, interests: str, by: store.Author) -> str:
    """Use an invitation: set a password and a dated statement of interests; gives a session's secret.

    Raises:
        UselessSecretError: the invitation is unknown, used or too old.
        PoorPasswordError: the password is too short or too long.
    """
    entry = invited(db, secret, by.at)
    _refuse_poor(password)
    accounts.end_credential(db, _digest(secret), by.at)
    account = entry.account.model_copy(update={"password": _hasher().hash(password)})
    accounts.save_account(db, entry.reviewer, account, by)
    declare_interests(db, entry.reviewer, interests, by)
    return open_session(db, entry.id, by.at)


def declare_interests(db: store.Session, reviewer: str, interests: str, by: store.Author) -> None:
    """Keep a reviewer's statement of interests with today's date; the earlier one stays in the log."""
    known = {one.key: one for one in store.reviewers(db)}[reviewer]
    on: date = by.at.date()
    stated = interests.strip() or "none declared"
    store.save_reviewers(db, [known.model_copy(update={"interests": stated, "interests_dated": on})], by)


def log_in(db: store.Session, reviewer: str, password: str, now: datetime) -> str:
    """Open a session with a password; as slow for a name that nobody has, so that names cannot be found out.

    Raises:
        WrongPasswordError: the two do not go together, or the account is disabled.
    """
    from argon2.exceptions import VerificationError  # noqa: PLC0415  an extra that only teams need

    entry = accounts.account_of(db, reviewer)
    usable = entry is not None and entry.account.password is not None and not entry.account.disabled
    kept = entry.account.password if usable and entry is not None else _nobodys_hash()
    try:
        _hasher().verify(kept or "", password[: LONGEST_PASSWORD + 1])
    except VerificationError as error:
        raise WrongPasswordError from error
    if not usable or entry is None:
        raise WrongPasswordError
    return open_session(db, entry.id, now)


def start(db: store.Session, actor: str, by: store.Author) -> str:
    """Let the person at this machine in as owner, without a password; gives the secret of the address to open."""
    key = key_of(actor)
    if key not in {reviewer.key for reviewer in store.reviewers(db)}:
        store.save_reviewers(db, [ReviewerBase(key=key, name=actor)], by)
    entry = accounts.account_of(db, key) or accounts.save_account(db, key, AccountBase(role=TeamRole.OWNER), by)
    return _secret(db, entry.id, _START, by.at)


def started(db: store.Session, secret: str, now: datetime) -> str:
    """Use the address of a start once; gives a session's secret.

    Raises:
        UselessSecretError: it is unknown, used or too old.
    """
    entry = invited(db, secret, now)
    accounts.end_credential(db, _digest(secret), now)
    return open_session(db, entry.id, now)


def open_session(db: store.Session, account_id: int, now: datetime) -> str:
    """A new session of an account; gives its secret. The secret is always new, whatever the browser held before."""
    return _secret(db, account_id, _SESSION, now)


def log_out(db: store.Session, secret: str, now: datetime) -> None:
    """End a session for good, wherever its secret is kept."""
    accounts.end_credential(db, _digest(secret), now)


def who(db: store.Session, secret: str, kind: CredentialKind, now: datetime) -> AccountEntry | None:
    """Whose session or token a secret is, None where it lets nobody in."""
    return accounts.holder(db, _digest(secret), kind, now)


def make_token(db: store.Session, reviewer: str, label: str, by: store.Author) -> str:
    """A secret for a program that works as this person; shown once."""
    entry = _known(db, reviewer)
    store.record_activity(db, by, store.Deed("made token", "account", reviewer, {"label": label}))
    return _secret(db, entry.id, _Purpose(CredentialKind.PROGRAM, None, label), by.at)


def end_token(db: store.Session, reviewer: str, token_id: int, by: store.Author) -> None:
    """End one of a person's tokens.

    Raises:
        UnknownKeyError: they have no such token.
    """
    entry = _known(db, reviewer)
    for token in accounts.credentials(db, entry.id, CredentialKind.PROGRAM):
        if token.id == token_id:
            accounts.end_credential(db, token.credential.digest, by.at)
            deed = store.Deed("ended token", "account", reviewer, {"label": token.credential.label})
            store.record_activity(db, by, deed)
            return
    raise store.errors.UnknownKeyError("token", str(token_id))


def set_role(db: store.Session, reviewer: str, role: TeamRole, by: store.Author) -> None:
    """Change what somebody may do, from their next request on.

    Raises:
        UnknownKeyError: they have no account.
        LastOwnerError: nobody would be left who can administer the team.
    """
    entry = _known(db, reviewer)
    _keep_an_owner(db, entry, stays=role is TeamRole.OWNER)
    accounts.save_account(db, reviewer, entry.account.model_copy(update={"role": role}), by)


def set_disabled(db: store.Session, reviewer: str, by: store.Author, *, disabled: bool) -> None:
    """Lock somebody out at once, or let them in again; what they judged stays.

    Raises:
        UnknownKeyError: they have no account.
        LastOwnerError: nobody would be left who can administer the team.
    """
    entry = _known(db, reviewer)
    _keep_an_owner(db, entry, stays=not disabled)
    accounts.save_account(db, reviewer, entry.account.model_copy(update={"disabled": disabled}), by)
    if disabled:
        kinds = (CredentialKind.INVITATION, CredentialKind.SESSION, CredentialKind.PROGRAM)
        accounts.end_credentials(db, entry.id, by.at, kinds=kinds)


def _known(db: store.Session, reviewer: str) -> AccountEntry:
    entry = accounts.account_of(db, reviewer)
    if entry is None:
        raise store.errors.UnknownKeyError("account", reviewer)
    return entry


def _keep_an_owner(db: store.Session, entry: AccountEntry, *, stays: bool) -> None:
    is_owner = entry.account.role is TeamRole.OWNER and not entry.account.disabled
    if is_owner and not stays and accounts.owners_left(db) == 1:
        raise LastOwnerError


def _refuse_poor(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise PoorPasswordError


class _Purpose(NamedTuple):
    """What a secret is for, and for how long; None is until it is ended."""

    kind: CredentialKind
    lasts: timedelta | None
    label: str | None = None


_INVITATION = _Purpose(CredentialKind.INVITATION, timedelta(days=INVITATION_DAYS))
_START = _Purpose(CredentialKind.INVITATION, timedelta(days=1))
_SESSION = _Purpose(CredentialKind.SESSION, timedelta(days=SESSION_DAYS))


def _secret(db: store.Session, account_id: int, purpose: _Purpose, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    ends = None if purpose.lasts is None else now + purpose.lasts
    digest = _digest(secret)
    kept = CredentialBase(digest=digest, kind=purpose.kind, label=purpose.label, created_at=now, expires_at=ends)
    accounts.add_credential(db, account_id, kept)
    return secret


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  an extra that only teams need

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
