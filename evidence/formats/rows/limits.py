"""How much of a file may be read before it is refused; a file that stays below these is never refused for its size."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one file, all adjustable by whoever trusts it."""

    file_bytes: int = 2_000 * MEGABYTE
    """any file, as it lies on disk; CSV and JSONL are streamed"""
    document_bytes: int = 100 * MEGABYTE
    """a file that has to be read whole: YAML, or one JSON document"""
    record_chars: int = 10 * MEGABYTE
    """one record of CSV or JSONL"""
    field_chars: int = 2 * MEGABYTE
    """one field"""
    unpacked_bytes: int = 500 * MEGABYTE
    """all parts of a workbook together"""
    unpacked_ratio: int = 200
    """a workbook's unpacked size against its packed size (above a megabyte)"""
    depth: int = 20
    """how deep YAML may nest"""
    aliased_nodes: int = 10_000
    """what all aliases of a YAML file together may stand for"""


LIMITS = Limits()
