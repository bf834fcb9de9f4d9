"""Why a judgement, an adjudication or an assignment was refused, one class a cause; nothing was written then."""

from collections.abc import Iterable

from evidence.errors import EvidenceError


class ReviewError(EvidenceError):
    """Base of what keeps a review step from being taken."""


class NoProtocolError(ReviewError):
    """A project has no codebook yet."""

    def __init__(self, project: str) -> None:
        super().__init__(f"project '{project}' has no protocol: add one with `evidence review protocol {project}`")


class ChangedMeanwhileError(ReviewError):
    """Somebody judged the claim after the form was opened."""

    def __init__(self, claim: str, who: str, when: str) -> None:
        super().__init__(
            f"claim '{claim}' was judged by '{who}' at {when}, after you opened it: nothing of yours was recorded; "
            "look at it again and record what you then hold"
        )


class NothingDecidedError(ReviewError):
    """A record without a verdict."""

    def __init__(self, claim: str) -> None:
        super().__init__(f"nothing to record about claim '{claim}': give support, accuracy, rules or why it cannot be")


class ReasonNeededError(ReviewError):
    """A claim is said to be uncheckable without a reason, or a reason goes with another verdict."""

    def __init__(self, claim: str, support: str | None) -> None:
        what = "say why it cannot be checked" if support == "not_checkable" else f"'{support}' is a check that was made"
        super().__init__(f"claim '{claim}': {what}; a reason goes with not_checkable or source_unavailable only")


class UnknownVerdictError(ReviewError):
    """A value that an axis has not."""

    def __init__(self, axis: str, value: str, scale: Iterable[str]) -> None:
        super().__init__(f"'{value}' is not on the {axis} axis: choose one of {', '.join(scale)}")


class UnknownRuleError(ReviewError):
    """A code that no rule has."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no rule has the code '{code}': `evidence rules` lists them, and a protocol may name its own")


class NotAssignedError(ReviewError):
    """Others are to code the claim."""

    def __init__(self, reviewer: str, claim: str) -> None:
        super().__init__(
            f"claim '{claim}' is for others to code, not for '{reviewer}': assign it with `evidence review assign`, so "
            "that it is known who codes what"
        )


class TooFewCodersError(ReviewError):
    """There is nothing to adjudicate yet."""

    def __init__(self, claim: str, done: Iterable[str], waiting: Iterable[str]) -> None:
        who, left = ", ".join(sorted(done)) or "nobody", ", ".join(sorted(waiting))
        rest = f" ({left} still to come)" if left else ""
        super().__init__(
            f"claim '{claim}' was coded by {who}{rest}: it can be adjudicated when two coders or more, and all who are "
            "to code it, are done"
        )


class NoFirstCoderError(ReviewError):
    """A second coder is asked for where it is open who the first is."""

    def __init__(self, project: str) -> None:
        super().__init__(
            f"in project '{project}' it is open who codes what: assign its claims first, then have a part coded twice"
        )


class BadSampleError(ReviewError):
    """A share or a number that picks nothing."""

    def __init__(self) -> None:
        super().__init__("say how many claims to pick: either a share above 0 and at most 1, or a number of at least 1")


class NotThisFindingError(ReviewError):
    """The finding is about something else."""

    def __init__(self, number: int, claim: str) -> None:
        super().__init__(f"finding {number} is not about claim '{claim}' as its page was last captured")
