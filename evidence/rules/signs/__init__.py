"""Signs in news releases of what each criterion asks for: patterns with what they are worth; they decide nothing."""

from evidence.rules.signs.cue import Cue
from evidence.rules.signs.effect import BENEFITS, COSTS, EVIDENCE, HARMS
from evidence.rules.signs.story import ALTERNATIVES, AVAILABILITY, MONGERING, NOVELTY, SENSATION, SOURCES

__all__ = [
    "ALTERNATIVES",
    "AVAILABILITY",
    "BENEFITS",
    "COSTS",
    "EVIDENCE",
    "HARMS",
    "MONGERING",
    "NOVELTY",
    "SENSATION",
    "SOURCES",
    "Cue",
]
