"""The addresses of the workbench's screens, with whatever a key may hold made harmless."""

from urllib.parse import urlencode

from evidence.store.editing import Standing


def query(**values: str) -> str:
    """The part of an address after the question mark."""
    return urlencode(values)


def reading_address(standing: Standing, project: str | None = None) -> str:
    """Where a claim is read and judged."""
    values = {"page": standing.page, "claim": standing.claim.key} | ({"project": project} if project else {})
    return f"/read?{query(**values)}"
