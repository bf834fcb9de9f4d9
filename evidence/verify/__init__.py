"""Hold one claim against one study in independent checks; it suggests a verdict and never judges."""

from evidence.verify.numbers import check_numbers
from evidence.verify.pair import Pair, Vocabulary

__all__ = ["Pair", "Vocabulary", "check_numbers"]
