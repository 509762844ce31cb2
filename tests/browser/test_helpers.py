"""What the other tests rely on: a request that leaves this machine is seen, and goes nowhere."""

import pytest

pytestmark = pytest.mark.browser

FOREIGN = ("http://example.org/a.js", "http://93.184.215.14/b.js")


def test_a_request_to_another_host_is_a_fault_and_gets_no_answer(visit):
    page = visit.open("about")
    assert visit.faults() == []
    for url in FOREIGN:
        told = page.evaluate("url => fetch(url).then(() => 'answered', error => error.name)", url)
        assert told == "TypeError"
    assert visit.foreign == list(FOREIGN)
    assert f"foreign request: {FOREIGN[0]}" in visit.faults()
    assert sum("ERR_NAME_NOT_RESOLVED" in error for error in visit.errors) == len(FOREIGN)


def test_scripts_and_fonts_are_loaded_once(visit):
    sizes = """() => performance.getEntriesByType('resource')
        .filter(entry => /[.](js|woff2)$/.test(new URL(entry.name).pathname))
        .map(entry => entry.transferSize)"""
    page = visit.open("about")
    # on a busy machine the last of them comes after the page is drawn
    page.wait_for_load_state("networkidle")
    visit.open("about")
    loaded = page.evaluate(sizes)
    assert len(loaded) > 20
    assert not any(loaded)
