"""A publication killed at any moment leaves data and database old or new, whole."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.intake import killing_server

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_fifty_kills_leave_the_old_or_the_new_version_whole(small_data):
    command = [sys.executable, "-m", "tests.intake.killing", str(small_data), "50"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=900)
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    outcome = json.loads(done.stdout)
    assert outcome["old"] + outcome["new"] == 50
    # the kills must fall before and after the moment of the change
    assert outcome["old"] >= 5
    assert outcome["new"] >= 5
    assert outcome["mixed"] == 0


@pytest.mark.browser
@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_server_killed_while_it_publishes_comes_back_with_old_or_new_data(small_data, browser):
    # a few of what `python -m tests.intake.killing_server 50` does
    outcome = killing_server.killed(browser, small_data, 3, random.Random(7))
    assert outcome["old"] + outcome["new"] == 3
    assert outcome["mixed"] == 0
