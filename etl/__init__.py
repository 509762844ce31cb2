"""From public reports to checked figures in DuckDB."""
