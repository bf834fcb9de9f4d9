"""Audit what health marketing claims: `import evidence` offers the verbs of the command line to a notebook, lazily."""

__version__ = "0.1.0"
