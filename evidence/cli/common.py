"""What commands that write do alike: they say who writes, and when."""

from datetime import UTC, datetime

from evidence import store
from evidence.cli import Settings


def author(settings: Settings) -> store.Author:
    """Who writes, now: the one place where the command line reads the clock."""
    return store.Author(settings.actor, datetime.now(UTC))
