"""What the processes that tests fork begin with: all that builds and extracts, loaded once.

The server that forks them loads this; a table that a process had to read itself would take
longer than the rest of its work.
"""

import duckdb  # noqa: F401

import etl.build
import etl.check
import etl.reviewed  # noqa: F401
from etl.ledger import extract_ledger
from etl.pipeline import explain
from etl.records import Source

TEXT = "甲市整改通报\n反馈问题3个，已完成整改2个。\n1.学习不到位。\n已完成：组织培训2期，500余人次参加。\n"

_told = Source("warm", region="140300", year=2023, kind="整改通报")
explain(TEXT, _told)
extract_ledger(TEXT, _told)
