"""Builds swap under those who look: no error, and one version for each look."""

import re
import threading
import time
from functools import lru_cache

from queries import Database, current_build
from tests import synthetic
from tests.etl.building import change, start_warm, wait

BUILDS = 5
READERS = 8
# As the pages keep them: a look that still reads an old build is not cut off by the next ones.
KEPT_OPEN = 4


def test_builds_every_second_while_eight_look_mix_no_versions(tmp_path):
    data, out = tmp_path / "data", tmp_path / "build"
    synthetic.write(data, 400)
    assert wait(start_warm(data, out)) == 0
    opened = lru_cache(maxsize=KEPT_OPEN)(Database)
    stop, wrong, looks, seen = threading.Event(), [], [], set()

    def look():
        while not stop.is_set():
            try:
                database = opened(current_build(out))
                found = versions_told(database)
                if found != {database.version}:
                    wrong.append(found)
                looks.append(1)
                seen.update(found)
            except Exception as error:
                wrong.append(repr(error))
            time.sleep(0.3)

    readers = [threading.Thread(target=look) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(BUILDS):
        due = time.monotonic() + 1
        change(data, number)
        # in a process of its own, as in service: here the readers would hold it up
        assert wait(start_warm(data, out)) == 0
        time.sleep(max(0, due - time.monotonic()))
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len(seen) > 2
    assert len(looks) > READERS


def versions_told(database):
    """The version before, between and after the other questions of one look."""
    parameters = {"regions": [], "years": [], "categories": [], "rollup": True}
    parameters |= {"indicator": "", "status": "", "search": ""}
    told = set()
    titles = set()
    for _ in range(3):
        told.add(database.ask("meta")["version"].iloc[0])
        found = database.ask("figure_list", **parameters, sort="source", limit=5, offset=0)
        titles |= {title for title in found["title"] if re.fullmatch(r"第\d+版", title)}
        database.ask("figure_count", **parameters)
    assert len(titles) <= 1, titles
    return told
