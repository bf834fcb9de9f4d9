"""Keep the search index over publications up to date; it never searches."""

from evidence.store import activity
from evidence.store.engine import Session
from evidence.store.migrations.fulltext import ADD_NEW, BEHIND


def index_publications(db: Session) -> None:
    """Put into the search index what was saved since it was last done; all at once, which is fast."""
    activity.lock(db)
    db.exec_driver_sql(ADD_NEW[db.dialect.name])


def index_is_behind(db: Session) -> bool:
    """Whether there are records that the index does not have yet."""
    return bool(db.exec_driver_sql(BEHIND[db.dialect.name]).scalar())
