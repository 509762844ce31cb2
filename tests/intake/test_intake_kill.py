"""A publication killed at any moment leaves data and database old or new, whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

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
