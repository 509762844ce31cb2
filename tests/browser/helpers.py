"""A real server, a real browser, and what to look for on a page that has finished."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from pages.parts import shell

ROOT = Path(__file__).parents[2]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# Patient: a busy machine is no fault of the page.
START_SECONDS = 120
PAGE_MILLISECONDS = 120_000
# Streamlit looks for its server below the page's path first: two 404s that harm nothing.
HARMLESS_PROBES = ("/_stcore/health", "/_stcore/host-config")


@contextmanager
def server(data: Path) -> Iterator[str]:
    """A dashboard on a free port that nobody has visited; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = os.environ | {"CLEAN_GOVERNANCE_DATA": str(data)}
    log = data.parent / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')}")


@dataclass
class Visit:
    """One tab of one reader, with what went wrong in it."""

    page: Page
    home: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str = "", **address: object) -> Page:
        """Go to a page by its address and wait until it has finished."""
        query = f"?{urlencode(address, doseq=True)}" if address else ""
        self.page.goto(f"{self.home}/{path}{query}")
        self.settle()
        return self.page

    def follow(self, stem: str) -> Page:
        """Go to a page by its link in the menu: the filters go along, nothing is loaded anew."""
        title = next(entry.title for entry in shell.PAGES if entry.stem == stem)
        menu = self.page.locator('[data-testid="stSidebar"]')
        menu.get_by_role("link", name=title).click()
        path = re.escape(f"{urlsplit(self.home).path}/{path_of(stem)}")
        self.page.wait_for_url(re.compile(rf"://[^/]+{path}(\?|$)"), timeout=PAGE_MILLISECONDS)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the script is done and nothing is drawn any more."""
        self._await_script()
        # two equal looks: a rerun may start a moment after a click
        before = None
        while (now := self.page.evaluate(LOOK)) != before:
            before = now
            self.page.wait_for_timeout(200)
            self._await_script()

    def _await_script(self) -> None:
        # asked now and then: at every frame the question itself would keep a core busy
        self.page.wait_for_function(SETTLED, polling=100, timeout=PAGE_MILLISECONDS)

    def address(self) -> dict[str, list[str]]:
        """The parameters of the tab's address."""
        return parse_qs(urlsplit(self.page.url).query)

    def expect_address(self, key: str, *values: str) -> None:
        """Wait until the address carries just these values."""
        query = re.escape(urlencode([(key, value) for value in values]))
        pattern = rf"[?&]{query}(&(?!{key}=)|$)" if values else rf"^(?!.*[?&]{key}=)"
        expect(self.page).to_have_url(re.compile(pattern), timeout=PAGE_MILLISECONDS)
        self.settle()

    def text(self) -> str:
        """What the page's main part says."""
        return self.page.locator('[data-testid="stMain"]').inner_text()

    def faults(self) -> list[str]:
        """Exceptions, console errors and requests to other hosts; none on a sound page."""
        exceptions = self.page.locator('[data-testid="stException"]').all_inner_texts()
        return [*exceptions, *self.errors, *(f"foreign request: {url}" for url in self.foreign)]


    def forget_faults(self) -> None:
        """Begin anew for another page."""
        self.errors.clear()
        self.foreign.clear()


def path_of(stem: str) -> str:
    """A page's path; the first page has none of its own."""
    return "" if stem == shell.PAGES[0].stem else stem


def problems(seen: Visit) -> list[str]:
    """All that a sound page has none of."""
    page = seen.page
    return [
        *seen.faults(),
        *(["the page has not one title"] if page.locator("h1").count() != 1 else []),
        *overflow(page),
        *(f"clipped {found}" for found in clipped_labels(page)),
        *(f"overlapping {found}" for found in overlapping_labels(page)),
        *(f"tofu {found}" for found in tofu(page)),
    ]


@contextmanager
def visit(browser: Browser, home: str, viewport: dict[str, int] = DESKTOP) -> Iterator[Visit]:
    """A new reader, whose browser has never been here."""
    with reader(browser, viewport) as context, tab(context, home) as seen:
        yield seen


@contextmanager
def reader(browser: Browser, viewport: dict[str, int] = DESKTOP) -> Iterator[BrowserContext]:
    """A reader's browser: it keeps scripts and fonts from one visit to the next."""
    context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(PAGE_MILLISECONDS)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def tab(context: BrowserContext, home: str) -> Iterator[Visit]:
    """A new tab, own session; requests to other hosts are noted (the browser finds none)."""
    seen = Visit(context.new_page(), home)
    opened: list[Page] = []

    def is_foreign(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(home).netloc

    def on_request(request: Request) -> None:
        if is_foreign(request.url):
            seen.foreign.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        source = urlsplit(message.location.get("url", "")).path
        harmless = "404" in message.text and source.endswith(HARMLESS_PROBES)
        if message.type == "error" and not harmless:
            seen.errors.append(f"console: {message.text} ({source})")

    seen.page.on("request", on_request)
    seen.page.on("websocket", lambda ws: is_foreign(ws.url) and seen.foreign.append(ws.url))
    seen.page.on("console", on_console)
    seen.page.on("pageerror", lambda error: seen.errors.append(f"script: {error}"))
    seen.page.on("popup", lambda page: opened.append(page))
    try:
        yield seen
    finally:
        for page in (*opened, seen.page):
            page.close()


SETTLED = """() => {
    const app = document.querySelector('.stApp');
    return app
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-testid="stMain"] h1, [data-testid="stMain"] [data-testid="stStatus"], [data-testid="stMain"] [data-testid="stAlert"]')
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(
            chart => chart.querySelector('svg.main-svg'))
        && document.fonts.status === 'loaded';
}"""
LOOK = """() => document.querySelector('[data-testid="stMain"]').innerText
    + document.querySelectorAll('svg.main-svg text').length + location.href"""


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    return page.evaluate("""() => {
        const wide = [document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .filter(box => box.scrollWidth > box.clientWidth + 1);
        if (!wide.length) return [];
        const limit = document.documentElement.clientWidth;
        return [...document.querySelectorAll('[data-testid="stMain"] *')]
            .filter(element => element.getBoundingClientRect().right > limit + 1)
            .slice(0, 5)
            .map(element => `${element.dataset.testid || element.tagName}: ${element.textContent.slice(0, 30)}`)
            .concat('the page is wider than the window');
    }""")


def clipped_labels(page: Page) -> list[str]:
    """Labels of charts that reach out of their drawing, and text cut with an ellipsis."""
    return page.evaluate("""() => {
        const out = [];
        for (const text of document.querySelectorAll('.js-plotly-plot svg.main-svg text')) {
            if (!text.textContent.trim() || text.closest('.hoverlayer')) continue;
            const box = text.getBoundingClientRect();
            const frame = text.closest('.js-plotly-plot').getBoundingClientRect();
            if (!box.width) continue;
            if (box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
                out.push(`chart: ${text.textContent}`);
        }
        const main = document.querySelector('[data-testid="stMain"]');
        for (const element of main.querySelectorAll('*')) {
            const style = getComputedStyle(element);
            if (style.textOverflow === 'ellipsis' && element.textContent.trim()
                && element.scrollWidth > element.clientWidth + 1 && element.clientWidth)
                out.push(`text: ${element.textContent}`);
        }
        return [...new Set(out)];
    }""")


def overlapping_labels(page: Page) -> list[str]:
    """Labels of one chart that lie on each other."""
    return page.evaluate("""() => {
        const out = [];
        for (const plot of document.querySelectorAll('.js-plotly-plot')) {
            const labels = [...plot.querySelectorAll('svg.main-svg text')]
                .filter(text => text.textContent.trim() && !text.closest('.hoverlayer'))
                .map(text => ({text: text.textContent, box: text.getBoundingClientRect()}))
                .filter(label => label.box.width);
            labels.forEach((a, at) => labels.slice(at + 1).forEach(b => {
                const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
                const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
                if (wide > 3 && high > 6) out.push(`${a.text} / ${b.text}`);
            }));
        }
        return out;
    }""")


@cache
def drawable() -> frozenset[str]:
    """Characters that the shipped font draws."""
    with TTFont(ROOT / "static" / "fonts" / "NotoSansSC-Regular.woff2", lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def tofu(page: Page) -> list[str]:
    """Characters on the page that the shipped font does not draw, and a font that is not there."""
    text = page.evaluate("""() => [
        document.body.innerText,
        ...[...document.querySelectorAll('svg text, canvas')].map(e => e.textContent),
        ...[...document.querySelectorAll('[placeholder]')].map(e => e.placeholder),
    ].join('')""")
    missing = sorted({c for c in text if c.isprintable() and not c.isspace()} - drawable())
    loaded = page.evaluate(
        "() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    if "Noto Sans SC" not in loaded:
        missing.append(f"Noto Sans SC is not loaded, only {loaded}")
    families = page.evaluate("""() => [...document.querySelectorAll(
        '[data-testid="stMain"] h1, [data-testid="stMain"] p, .js-plotly-plot svg text')]
        .filter(e => e.textContent.trim())
        .map(e => getComputedStyle(e).fontFamily.split(',')[0].replaceAll('"', ''))""")
    return missing + sorted({f"drawn in {family}" for family in families} - {"drawn in Noto Sans SC"})


def choose(seen: Visit, label: str, option: str) -> None:
    """Pick an option in a filter by typing it, as a reader does."""
    box = seen.page.get_by_role("combobox", name=label).first
    box.click()
    box.fill(option)
    seen.page.get_by_role("option", name=option, exact=True).first.click()
    seen.page.keyboard.press("Escape")
    seen.settle()
