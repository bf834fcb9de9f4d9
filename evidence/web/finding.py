"""Search the library for the workbench, indexing what is not indexed yet; it changes no record."""

from evidence import store


def found_publications(database: str, words: str, filters: store.Filters, part: tuple[int, int]) -> list[store.Hit]:
    """The hits; `part` is how many, after how many others.

    Raises:
        BadSearchError: the words cannot be read.
    """
    limit, offset = part
    with store.session(database, read_only=True) as db:
        behind = store.index_is_behind(db)
    with store.session(database, read_only=not behind) as db:
        return store.search(db, words, limit=limit, offset=offset, **filters)
