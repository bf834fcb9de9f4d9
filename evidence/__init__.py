"""Audit what health marketing claims; `import evidence` offers the verbs of the command line to a notebook, lazily.

>>> import evidence
>>> evidence.__version__
'0.1.0'
"""

from typing import TYPE_CHECKING, Any

from evidence.version import __version__

if TYPE_CHECKING:
    from evidence.api import Database, extract_claims
    from evidence.api import open_database as open  # noqa: A004 - read as `evidence.open`

__all__ = ["Database", "__version__", "extract_claims", "open"]

_VERBS = {"open": "open_database", "Database": "Database", "extract_claims": "extract_claims"}


def __getattr__(name: str) -> Any:
    if name not in _VERBS:
        raise AttributeError(f"module 'evidence' has no attribute '{name}'")
    from evidence import api  # noqa: PLC0415 - importing the package must stay quick

    return getattr(api, _VERBS[name])


def __dir__() -> list[str]:
    return sorted([*globals(), *_VERBS])
