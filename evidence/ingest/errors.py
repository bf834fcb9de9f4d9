"""Why a page could not be read, each cause in one sentence."""

from evidence.errors import EvidenceError


class UnreadablePageError(EvidenceError):
    """The bytes are not a page this program can read; the message says what was found and what to do."""

    def __init__(self, name: str, found: str, advice: str) -> None:
        super().__init__(f"{name}: {found}; {advice}")


class EmptyPageError(UnreadablePageError):
    """There is no text in the file."""

    def __init__(self, name: str) -> None:
        super().__init__(name, "the file holds no text", "check that the page was saved whole")


class PageTooLargeError(UnreadablePageError):
    """The file is over the size limit; nothing of it was read."""

    def __init__(self, name: str, size: int, limit: int) -> None:
        super().__init__(
            name,
            f"the file has {size:,} bytes, the limit is {limit:,}",
            "raise the limit with --max-bytes if this page is meant",
        )
