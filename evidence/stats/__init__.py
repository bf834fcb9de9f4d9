"""Figures about counts and about coders, by published formulas; pure, and silent where nothing was counted.

A figure that cannot be computed is None with the reason, never nought.
"""

from evidence.stats.agreement import Estimate, cohen_kappa, fleiss_kappa, gwet_ac1, percent_agreement
from evidence.stats.shares import Z, wilson

__all__ = ["Estimate", "Z", "cohen_kappa", "fleiss_kappa", "gwet_ac1", "percent_agreement", "wilson"]
