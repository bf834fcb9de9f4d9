"""Counts with their nouns, one of a thing and many of it told apart; nothing is counted here."""


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun, which is given in the plural too where that does not end in s alone.

    >>> counted(1, "claim"), counted(1205, "claim"), counted(0, "study", "studies")
    ('1 claim', '1,205 claims', '0 studies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted_kind(count: int, kind: str) -> str:
    """A count of records of a kind, which goes by its plural.

    >>> counted_kind(1, "study_types"), counted_kind(1, "studies"), counted_kind(1, "aliases")
    ('1 study type', '1 study', '1 alias')
    >>> counted_kind(2, "other_values")
    '2 other values'
    """
    many = kind.replace("_", " ")
    if many.endswith("ies"):
        return counted(count, many.removesuffix("ies") + "y", many)
    return counted(count, many.removesuffix("es" if many == "aliases" else "s"), many)
