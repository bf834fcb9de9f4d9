"""Say which optional part of the installation is missing; it imports none of them."""

from evidence.errors import EvidenceError, installing


class MissingExtraError(EvidenceError):
    """A format needs a package that is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an extra; {installing(extra)}")
