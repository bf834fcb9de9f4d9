"""Find the checkable claims of a page and fill their fields from the page's own words.

Deterministic and explainable: every claim says by which words it was taken for one. Nothing is judged true or false.
"""

from evidence.extract.claims import extract_claims

__all__ = ["extract_claims"]
