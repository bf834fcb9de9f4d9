"""Why a change by hand was refused, one class a cause; nothing was changed when one of these is raised."""

from collections.abc import Iterable, Sequence

from evidence.errors import EvidenceError
from evidence.models import ClaimBase


class EditError(EvidenceError):
    """Base of what keeps a change from being made."""


class UnclearClaimError(EditError):
    """Several pages have a claim with this key."""

    def __init__(self, key: str, pages: Sequence[str]) -> None:
        super().__init__(f"{len(pages)} pages have a claim '{key}': say which with --page, one of {', '.join(pages)}")


class NoSuchClaimError(EditError):
    """No newest snapshot has a claim with this key."""

    def __init__(self, key: str, page: str | None) -> None:
        where = "on no page" if page is None else f"not on page '{page}'"
        super().__init__(f"there is no claim '{key}': it is {where} as last captured; `evidence claims` lists the keys")


class StaleClaimError(EditError):
    """The claim is no longer what the person saw who would change it."""

    def __init__(self, key: str, since: str) -> None:
        super().__init__(f"claim '{key}' is not what you saw: {since}; nothing of yours was saved, look and save again")


class StaleStudyError(EditError):
    """The study is no longer what the person saw who would change it."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"study '{key}' was changed by somebody since you opened it: nothing of yours was saved, look and try again"
        )


class StalePublicationError(EditError):
    """The publication is no longer what the person saw who would change it."""

    def __init__(self, key: str, since: str) -> None:
        super().__init__(
            f"publication '{key}' is not what you saw: {since}; nothing of yours was saved, look and save again"
        )


class HasStudyError(EditError):
    """A publication reports one study, and it is there already."""

    def __init__(self, publication: str, study: str) -> None:
        super().__init__(f"publication '{publication}' reports the study '{study}' already: edit that")


class NothingToUndoError(EditError):
    """The person has changed nothing on the page that is not undone."""

    def __init__(self, page: str) -> None:
        super().__init__(f"there is nothing of yours to undo on page '{page}' as last captured")


class CannotUndoError(EditError):
    """The last thing a person did cannot be taken back in one step."""

    def __init__(self, verb: str, key: str, reason: str) -> None:
        super().__init__(f"what you did last, '{verb}' to {key}, cannot be undone: {reason}")


class UnknownFieldError(EditError):
    """A field that there is not, or that is not set by name."""

    def __init__(self, name: str, permitted: Iterable[str], hint: str = "") -> None:
        super().__init__(f"'{name}' is not a field that can be set{hint}; fields: {', '.join(permitted)}")


class BadValueError(EditError):
    """A value that a field does not take."""

    def __init__(self, reasons: Iterable[tuple[str | int | None, str]]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(f"{name}: {reason}" if name else reason for name, reason in self.reasons))


class MisplacedNumberError(EditError):
    """A number of a claim that stands elsewhere than the claim."""

    def __init__(self, place: int, span: tuple[int | None, int | None], claim: ClaimBase) -> None:
        start, end = ("nowhere" if at is None else at for at in span)
        super().__init__(
            f"number {place} of claim '{claim.key}' starts at {start} and ends at {end}, the claim stands at "
            f"{claim.start}-{claim.end} of the page: give both ends within the claim, or neither"
        )


class BadSpanError(EditError):
    """Offsets that give no claim."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(
            f"{start}-{end} is no span of words of the page: its text has {length} characters, counted from 0, and a "
            "span begins before it ends and holds more than blank space"
        )


class MisquotedError(EditError):
    """A quote that does not say where it stands."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class BadCutError(EditError):
    """A cut that does not divide the claim."""

    def __init__(self, key: str, cut: str, reason: str) -> None:
        super().__init__(f"claim '{key}' cannot be cut at '{cut}': {reason}")


class NotAdjacentError(EditError):
    """Claims with other words between them."""

    def __init__(self, first: str, second: str, between: str) -> None:
        super().__init__(f"claims '{first}' and '{second}' cannot be merged: the page says '{between}' between them")


class TwoPagesError(EditError):
    """Claims of different pages, or a claim with itself."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"'{first}' and '{second}' cannot be merged: name two different claims of one page")


class JudgedClaimError(EditError):
    """Judgements are about words that would change."""

    def __init__(self, key: str, judgements: int) -> None:
        what = "a judgement is" if judgements == 1 else f"{judgements} judgements are"
        super().__init__(
            f"{what} about the words of claim '{key}' as they are: reject it with a reason and add a claim with other "
            "words; the judgements stay with the old one"
        )


class RejectedClaimError(EditError):
    """The claim was set aside."""

    def __init__(self, key: str) -> None:
        super().__init__(f"claim '{key}' was rejected: restore it first with `evidence claims restore {key}`")


class KeyTakenError(EditError):
    """Another claim of the page has, or had, this key."""

    def __init__(self, key: str, page: str) -> None:
        super().__init__(f"page '{page}' has or had a claim '{key}': give another key, or none to be given one")


class UnreadableFileError(EditError):
    """A file of fields that cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; expected JSON or YAML: a list of results, or fields with their values such as results"
        )
