"""From public reports to checked figures in DuckDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.ledger import extract_ledger
    from etl.pipeline import extract
    from etl.records import Figure, LedgerRow, Source

__all__ = ["Figure", "LedgerRow", "Source", "extract", "extract_ledger"]


def __getattr__(name: str) -> object:
    """Load what is asked for, so that `import etl` costs nothing."""
    if name == "extract":
        from etl.pipeline import extract

        return extract
    if name == "extract_ledger":
        from etl.ledger import extract_ledger

        return extract_ledger
    if name in ("Figure", "LedgerRow", "Source"):
        from etl import records

        return getattr(records, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
