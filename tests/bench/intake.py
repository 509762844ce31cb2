"""Upload to the first highlighted figure, in Chromium: python -m tests.bench.intake [CHARACTERS]."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium, synthetic_reports
from tests.bench import serving
from tests.bench.report import RUNS, Report, Row
from tests.intake.helpers import docx, pdf

DATA = Path("data")
CHARACTERS = 15_000
TARGET = 3.0  # seconds
FORMATS: dict[str, Callable[[str], bytes]] = {
    "docx": lambda text: docx(text.splitlines()),
    "pdf": lambda text: pdf(text.splitlines()),
    "txt": lambda text: text.encode(),
}


def measure(report: Report, characters: int = CHARACTERS) -> None:
    """A long report in each format that staff have, none of them seen before."""
    numbers = count()
    with _editor() as page:
        rows = [
            Row(
                suffix,
                # the first warms up what a server and a tab load once
                [_seconds(page, f"{suffix}.{suffix}", make(text(next(numbers), characters)))
                 for _ in range(RUNS + 1)][1:],
                unit="s",
                target=TARGET,
            )
            for suffix, make in FORMATS.items()
        ]  # fmt: skip
    report.section(
        "Taking a report in",
        f"From the choice of a file of {characters:,} characters to its first figure highlighted in "
        "the text, in Chromium; the click on 去审核 included.",
        rows,
    )


def text(number: int, characters: int) -> str:
    """Invented reports one after the other, up to a length."""
    told = ""
    for part in count(number * characters):
        if len(told) >= characters:
            return told[:characters]
        told += synthetic_reports.report(part).text
    raise AssertionError


def _seconds(page: Page, name: str, content: bytes) -> float:
    page.get_by_role("tab", name="录入").click()
    _quiet(page)
    began = time.perf_counter()
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="去审核").click()
    page.locator("mark.rt-at").wait_for()
    took = time.perf_counter() - began
    _quiet(page)
    page.reload()
    return took


def _quiet(page: Page) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(500)


@contextmanager
def _editor() -> Iterator[Page]:
    """An editor's tab at 报告录入, on a copy of the data."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        copy = Path(folder) / "data"
        shutil.copytree(
            DATA, copy, ignore=shutil.ignore_patterns("build", "reports", "drafts", "history")
        )
        with serving.served(copy) as served:
            browser = chromium.launch(playwright)
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(120_000)
            page.goto(f"{served.address}/intake")
            page.get_by_role("tab", name="录入").wait_for()
            yield page
            browser.close()


if __name__ == "__main__":
    measure(Report(), *map(int, sys.argv[1:]))
