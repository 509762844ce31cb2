"""Click to last trace after a filter change, beside a bare page that sends the same figures."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from etl.build import build
from pages.parts import data, filters, plotly_face, theme
from pages.parts.chart import Chart
from pages.parts.views import (
    category_analysis,
    overview,
    rectification,
    region_comparison,
    region_profile,
    training,
)
from tests import chromium
from tests.bench import made, serving
from tests.bench.report import Report, Row

DATA = Path("data")
TARGET = 1.5  # times the bare page
ONE_OF = "trends"  # of a view; the page draws the one that its reader chooses (frame.one_of)
ANEW = 3  # times of a pass that each state's view is made with nothing cached
# Has divisions with reports of their own: the switch changes most charts.
REGION = ("140000", "山西")
BUILDERS = {
    "overview": lambda f: overview.build(f),
    "region_profile": lambda f: region_profile.build(f, REGION[0], date.today()),
    "region_comparison": lambda f: region_comparison.build(f, ()),
    "rectification": lambda f: rectification.build(f, date.today()),
    "training": lambda f: training.build(f),
    "category_analysis": lambda f: category_analysis.build(f, "training", "学习培训"),
}
ADDRESS = {"region_profile": "&place=山西", "category_analysis": "&topic=学习培训"}
DONE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
SWITCH = '[data-testid="stCheckbox"] input'
# There the switch may change nothing (few reports hold it, or a region's own amounts come first):
# a region is chosen.
CHOSEN = dict.fromkeys(("rectification", "region_comparison"), ("210000", "辽宁"))
# The time of the last change of a drawn chart, and of anything on the page, once the script is
# done and nothing changed for a while.
CLICK = """async input => {
    let last = 0, trace = 0;
    const plots = node => node.matches?.('.js-plotly-plot') || node.querySelector?.('.js-plotly-plot');
    const drawn = ({target, addedNodes}) =>
        (target.nodeType === 1 ? target : target.parentElement)?.closest('.js-plotly-plot')
        || [...addedNodes].some(plots);
    const seen = new MutationObserver(changes => {
        last = performance.now();
        if (changes.some(drawn)) trace = last;
    });
    seen.observe(document.querySelector('[data-testid="stMain"]'),
        {subtree: true, childList: true, attributes: true, characterData: true});
    const began = performance.now();
    last = began;
    input.click();
    const app = document.querySelector('[data-testid="stApp"]');
    for (;;) {
        await new Promise(done => setTimeout(done, 50));
        const running = app.getAttribute('data-test-script-state') !== 'notRunning';
        if (!running && trace && performance.now() - last > 400) break;
        if (performance.now() - began > 60000) throw new Error('no chart was drawn anew');
    }
    seen.disconnect();
    return [trace - began, last - began];
}"""


def run(report: Report, figures: int, rounds: int) -> None:
    """A section for each data set."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        five = out / "five"
        shutil.copytree(DATA, five, ignore=shutil.ignore_patterns("build", "reports"))
        _measure(report, "the five reports", "python -m etl build", five, rounds)
        many = made.built(figures).parent
        _measure(report, f"{figures:,} figures", made.command(figures), many, rounds)


def _measure(report: Report, name: str, command: str, folder: Path, rounds: int) -> None:
    build(folder, folder / "build")
    data.BUILD = folder / "build"
    data.begin_run()
    rows: list[Row] = []
    with serving.script("app.py", {"CLEAN_GOVERNANCE_DATA": str(folder)}) as ours:
        for stem in BUILDERS:
            rows += _measure_page(stem, ours.address, folder, rounds)
    report.section(
        f"Pages, {name}",
        "Click on 含下级地区 (on rectification and region_comparison: choosing 辽宁 beside 山西) to the last trace drawn in "
        "Chromium, both states cached; to the last change of anything on the page; and what it "
        "takes to make a view that is not cached.",
        rows,
        beside="bare page, same figures as JSON",
        made=command,
    )


def _measure_page(stem: str, ours: str, folder: Path, rounds: int) -> list[Row]:
    bare_page = folder / "build" / f"{stem}.json"
    cold: list[float] = []
    for _ in range(ANEW):
        views = [_anew(stem, chosen, cold) for chosen in states(stem)]
    shown = [[sent(chart) for chart in charts(view)] for view in views]
    region = CHOSEN.get(stem, (None, ""))[1]
    told = {"region": region, "states": shown}
    bare_page.write_text(json.dumps(told), encoding="utf-8")
    with ExitStack() as stack:
        bare = stack.enter_context(
            serving.script("tests/bench/bare_page.py", {"BARE_PAGE": str(bare_page)})
        )
        browser = stack.enter_context(_browser())
        address = f"{ours}/{stem}?region={REGION[1]}{ADDRESS.get(stem, '')}"
        tabs = [_opened(browser, address), _opened(browser, bare.address)]
        times: list[list[list[float]]] = [[], []]
        # twice first: what is cached and compiled for both states
        for number in range(rounds + 2):
            for tab, found in zip(tabs, times, strict=True):
                found.append(_clicked(tab, region))
                if number < 2:
                    found.clear()
    (traces, settled), (bare_traces, bare_settled) = (zip(*found, strict=True) for found in times)
    return [
        Row(f"{stem}, last trace", traces, bare_traces, target=TARGET),
        Row(f"{stem}, last change of the page", settled, bare_settled),
        Row(f"{stem}, view made anew", cold),
    ]


def _anew(stem: str, chosen: filters.Filters, took: list[float]) -> object:
    """The page's view with nothing cached; the milliseconds are added to ``took``."""
    data.forget_answers()
    began = time.perf_counter()
    view = BUILDERS[stem](chosen)
    took.append(1000 * (time.perf_counter() - began))
    return view


def states(stem: str) -> Iterator[filters.Filters]:
    """What the bar holds before the click and after it."""
    if stem in CHOSEN:
        code, name = CHOSEN[stem]
        yield filters.Filters((REGION[0],), words=REGION[1])
        yield filters.Filters((REGION[0], code), words=f"{REGION[1]}、{name}")
    else:
        for rollup in (True, False):
            yield filters.Filters((REGION[0],), rollup=rollup, words=REGION[1])


def _clicked(tab: Page, region: str) -> tuple[float, float]:
    """Milliseconds from the click to the last trace, and to the last change of the page."""
    if not region:
        return tuple(tab.locator(SWITCH).first.evaluate(CLICK))
    chosen = tab.locator('[data-testid="stMultiSelect"]').first
    if chosen.get_by_label(f"Remove {region}").count():
        chosen.get_by_label(f"Remove {region}").last.click()
        tab.wait_for_timeout(300)
        tab.wait_for_selector(DONE, state="attached")
        tab.wait_for_timeout(400)
    chosen.locator("input").fill(region)
    return tuple(tab.get_by_role("option", name=region, exact=True).evaluate(CLICK))


def charts(view: object) -> Iterator[Chart]:
    """The charts of a view that its page draws at first."""
    for field in fields(view):
        value = getattr(view, field.name)
        value = value[:1] if field.name == ONE_OF else value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Chart):
                yield part


def sent(chart: Chart) -> dict[str, object]:
    """A chart as the bare page sends it."""
    figure = None
    if chart.kind in plotly_face.DRAW:
        figure = json.loads(plotly_face.figure(chart, theme.LIGHT).to_json())
    return {"figure": figure, "table": json.loads(chart.table().to_json(orient="split"))}


@contextmanager
def _browser() -> Iterator[object]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


def _opened(browser: object, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_selector('[data-testid="stMultiSelect"], [data-testid="stCheckbox"]')
    page.wait_for_selector(DONE, state="attached")
    page.wait_for_timeout(1500)
    return page
