"""What a process remembers of its runs, and what it writes down: bounded, and nothing of readers."""

import ast
import json
import logging
import os
import subprocess
import sys
import time
import types

import pytest

from pages.parts import log, watch
from tests.pages.helpers import ROOT, open_page

# A word that is in no report, and a region: neither may be in the log.
WORD, REGION = "紫藤花开", "山西"
VISIT = f"""
import queries
from tests.pages.helpers import open_page

open_page("evidence", q="{WORD}", region="{REGION}")
open_page("region_comparison", region="{REGION}")
ask = queries.Database.ask
def fail(self, name, **given):
    if given.get("search") == "{WORD}2":
        raise ValueError(f"nothing like {{given}}")
    return ask(self, name, **given)
queries.Database.ask = fail
at = open_page("evidence", q="{WORD}2", region="{REGION}")
assert at.exception
"""
KEYS = {"time", "level", "logger", "message", *log.FIELDS}


@pytest.fixture(autouse=True)
def nothing_yet():
    watch.forget()
    yield
    watch.forget()


@pytest.fixture(scope="module", params=["file", "stderr"])
def written(request, built_data, tmp_path_factory):
    """What two visits and a failing one write."""
    path = tmp_path_factory.mktemp("log") / "log.jsonl"
    where = str(path) if request.param == "file" else "stderr"
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=ROOT,
        env={
            **os.environ,
            "CLEAN_GOVERNANCE_DATA": str(built_data),
            log.SETTING: where,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return path.read_text(encoding="utf-8") if request.param == "file" else done.stderr


def events(written):
    return [json.loads(line) for line in written.splitlines() if line.startswith("{")]


def test_the_log_holds_no_search_word_no_filter_and_no_path_of_this_machine(written):
    assert events(written)
    for told in (WORD, REGION, "%E5", str(ROOT)):
        assert told not in written


def test_each_line_is_one_event_with_known_fields(written):
    for line in written.splitlines():
        if line.startswith("{"):
            assert set(json.loads(line)) <= KEYS
    told = {event["event"] for event in events(written)}
    assert {"run", "query", "error"} <= told


def test_a_run_and_a_query_say_page_time_and_data_version(written, built_data):
    version = (built_data / "build" / "CURRENT").read_text().strip()
    runs = [event for event in events(written) if event["event"] == "run"]
    assert {"evidence", "region_comparison"} <= {event["page"] for event in runs}
    asked = [event for event in events(written) if event["event"] == "query"]
    assert {"figure_count", "indicator_totals"} <= {event["query"] for event in asked}
    for event in (*runs, *asked):
        assert event["version"] == version
        assert event["milliseconds"] >= 0


def test_an_error_says_its_kind_and_place_and_not_its_message(written):
    (error,) = [event for event in events(written) if event["event"] == "error"]
    assert (error["level"], error["page"], error["type"]) == ("ERROR", "evidence", "ValueError")
    assert any(place.startswith("pages/evidence.py:") for place in error["where"])


def test_what_is_no_field_is_not_written(capsys):
    record = logging.LogRecord("x", logging.INFO, "", 0, "", (), None)
    record.facts = {"event": "run", "search": WORD, "page": "evidence"}
    told = json.loads(log.Lines().format(record))
    assert set(told) == {"time", "level", "event", "page"}


def test_of_a_servers_message_only_the_pattern_is_written():
    record = logging.LogRecord("streamlit.x", logging.INFO, "", 0, "got %s", (WORD,), None)
    assert json.loads(log.Lines().format(record))["message"] == "got %s"
    record = logging.LogRecord("streamlit.x", logging.INFO, "", 0, f"got {WORD}", (), None)
    assert WORD not in log.Lines().format(record)


def test_a_visit_is_remembered_by_page_and_query(project_data):
    open_page("evidence", q=WORD)
    assert [usual.name for usual in watch.slowest_pages()] == ["evidence"]
    assert {"figure_count", "indicator_choices"} <= {u.name for u in watch.slowest_queries()}
    assert watch.faults() == []


def test_a_page_that_fails_is_remembered_with_kind_and_place():
    with pytest.raises(ZeroDivisionError), watch.page("overview", "v"):
        1 / 0  # noqa: B018
    (fault,) = watch.faults()
    assert (fault.page, fault.kind) == ("overview", "ZeroDivisionError")
    assert fault.where.startswith("tests/pages/test_watch.py:")


def test_the_slowest_stands_first(monkeypatch):
    # A clock that the test sets: a machine under load would order by its own pauses.
    moments = iter((0.0, 0.001, 5.0, 5.02, 9.0, 9.003))
    clock = types.SimpleNamespace(perf_counter=lambda: next(moments), time=time.time)
    monkeypatch.setattr(watch, "time", clock)
    for name in ("a", "b", "a"):
        with watch.query(name, "v"):
            pass
    assert watch.slowest_queries() == [
        watch.Usual("b", times=1, median=20.0, slowest=20.0),
        watch.Usual("a", times=2, median=2.0, slowest=3.0),
    ]


def test_memory_of_the_past_is_bounded():
    for number in range(watch.KEPT_TIMINGS + 10):
        with watch.query(f"q{number}", "v"):
            pass
    for _ in range(watch.KEPT_FAULTS + 10):
        with pytest.raises(KeyError), watch.page("overview", "v"):
            raise KeyError
    assert len(watch.slowest_queries()) == watch.KEPT_TIMINGS
    assert len(watch.faults()) == watch.KEPT_FAULTS


def caches_of(source):
    """Every st.cache_data and st.cache_resource, with the names of its settings."""
    for node in ast.walk(ast.parse(source)):
        for mark in getattr(node, "decorator_list", ()):
            call = mark.func if isinstance(mark, ast.Call) else mark
            if getattr(call, "attr", getattr(call, "id", "")) in ("cache_data", "cache_resource"):
                yield node.name, {word.arg for word in getattr(mark, "keywords", ())}


def unbounded(source):
    return [name for name, settings in caches_of(source) if not settings & {"max_entries", "ttl"}]


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/**/*.py")), ids=lambda p: p.stem)
def test_every_cache_of_the_pages_is_bounded(path):
    assert unbounded(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("mark", "found"),
    [
        ("@st.cache_data", ["f"]),
        ("@st.cache_resource()", ["f"]),
        ("@cache_data(show_spinner=False)", ["f"]),
        ("@st.cache_data(max_entries=4)", []),
        ("@st.cache_resource(ttl=60)", []),
        ("@other", []),
    ],
)
def test_an_unbounded_cache_is_found(mark, found):
    assert unbounded(f"{mark}\ndef f(): ...") == found


def test_the_pages_have_caches_to_look_at():
    found = [c for path in ROOT.glob("pages/**/*.py") for c in caches_of(path.read_text("utf-8"))]
    assert len(found) >= 5
