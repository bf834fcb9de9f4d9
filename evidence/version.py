"""The version of the program, which every record it makes carries."""

__version__ = "0.1.0"
