"""Keep who may use the workbench, and the digests of the secrets that let them in; it never sees a secret itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from evidence.models import AccountBase, CredentialBase, CredentialKind, TeamRole
from evidence.store import activity, errors
from evidence.store.activity import Author, Deed
from evidence.store.engine import Session
from evidence.store.saving import TABLES, columns_of, ids_of, record_of

ACCOUNT, CREDENTIAL, REVIEWER = (TABLES[name] for name in ("account", "credential", "reviewer"))


@dataclass(frozen=True)
class AccountEntry:
    """An account with whose it is."""

    id: int
    reviewer: str
    name: str
    account: AccountBase


@dataclass(frozen=True)
class CredentialEntry:
    """What is known of a secret without the secret."""

    id: int
    credential: CredentialBase


def accounts(db: Session) -> list[AccountEntry]:
    """All accounts by the reviewer's key, disabled ones too."""
    return [_entry(row) for row in db.execute(_accounts().order_by(REVIEWER.c.key)).mappings()]


def account_of(db: Session, reviewer: str) -> AccountEntry | None:
    """The account of a reviewer, None where they have none."""
    row = db.execute(_accounts().where(REVIEWER.c.key == reviewer)).mappings().one_or_none()
    return None if row is None else _entry(row)


def save_account(db: Session, reviewer: str, account: AccountBase, by: Author) -> AccountEntry:
    """Give a reviewer an account, or change theirs; the log says what changed, and of a password only that it did.

    Raises:
        UnknownKeyError: there is no such reviewer.
    """
    activity.lock(db)
    reviewer_id = ids_of(db, "reviewer", [reviewer])[reviewer]
    values = {name: getattr(account, name) for name in columns_of(AccountBase, "account")}
    was = account_of(db, reviewer)
    if was is not None and was.account == account:
        return was
    if was is None:
        db.execute(ACCOUNT.insert().values(reviewer_id=reviewer_id, **values))
    else:
        db.execute(ACCOUNT.update().where(ACCOUNT.c.id == was.id).values(**values))
    detail: dict[str, Any] = {"role": account.role.value, "disabled": account.disabled}
    if account.password != (was.account.password if was else None):
        detail["changed"] = "password"
    verb = "opened account" if was is None else "changed account"
    activity.record_activity(db, by, Deed(verb, "account", reviewer, detail))
    saved = account_of(db, reviewer)
    if saved is None:
        raise errors.UnknownKeyError("account", reviewer)
    return saved


def add_credential(db: Session, account_id: int, credential: CredentialBase) -> int:
    """Keep the digest of a secret that stands for an account; gives its id."""
    values = {name: getattr(credential, name) for name in columns_of(CredentialBase, "credential")}
    query = CREDENTIAL.insert().returning(CREDENTIAL.c.id).values(account_id=account_id, **values)
    return int(db.execute(query).scalar_one())


def holder(db: Session, digest: str, kind: CredentialKind, now: datetime) -> AccountEntry | None:
    """Whose a secret is; None where it is unknown, of another kind, expired, ended, or the account is disabled."""
    query = (
        _accounts()
        .join(CREDENTIAL, CREDENTIAL.c.account_id == ACCOUNT.c.id)
        .where(CREDENTIAL.c.digest == digest, CREDENTIAL.c.kind == kind, CREDENTIAL.c.ended_at.is_(None))
        .where(sa.or_(CREDENTIAL.c.expires_at.is_(None), CREDENTIAL.c.expires_at > now))
        .where(ACCOUNT.c.disabled.is_(False))
    )
    row = db.execute(query).mappings().one_or_none()
    return None if row is None else _entry(row)


def end_credential(db: Session, digest: str, now: datetime) -> None:
    """End one secret; ending it again changes nothing."""
    which = (CREDENTIAL.c.digest == digest, CREDENTIAL.c.ended_at.is_(None))
    db.execute(CREDENTIAL.update().where(*which).values(ended_at=now))


def end_credentials(db: Session, account_id: int, now: datetime, *, kinds: tuple[CredentialKind, ...]) -> int:
    """End all secrets of some kinds that stand for an account; gives how many."""
    which = (CREDENTIAL.c.account_id == account_id, CREDENTIAL.c.kind.in_(kinds), CREDENTIAL.c.ended_at.is_(None))
    return db.execute(CREDENTIAL.update().where(*which).values(ended_at=now)).rowcount


def credentials(db: Session, account_id: int, kind: CredentialKind) -> list[CredentialEntry]:
    """The secrets of one kind that stand for an account and have not ended, oldest first."""
    query = sa.select(CREDENTIAL).where(
        CREDENTIAL.c.account_id == account_id, CREDENTIAL.c.kind == kind, CREDENTIAL.c.ended_at.is_(None)
    )
    rows = db.execute(query.order_by(CREDENTIAL.c.id)).mappings()
    return [CredentialEntry(row["id"], record_of(CredentialBase, row)) for row in rows]


def owners_left(db: Session) -> int:
    """How many accounts can still administer the team."""
    query = sa.select(sa.func.count()).where(ACCOUNT.c.role == TeamRole.OWNER, ACCOUNT.c.disabled.is_(False))
    return int(db.execute(query.select_from(ACCOUNT)).scalar_one())


def _accounts() -> sa.Select[Any]:
    return sa.select(ACCOUNT, REVIEWER.c.key.label("reviewer"), REVIEWER.c.name).join(
        REVIEWER, ACCOUNT.c.reviewer_id == REVIEWER.c.id
    )


def _entry(row: sa.RowMapping) -> AccountEntry:
    return AccountEntry(row["id"], row["reviewer"], row["name"], record_of(AccountBase, row))
