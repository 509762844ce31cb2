"""The browser of the browser tests: found, or (under CI) installed.

``python -m tests.chromium`` before the tests; a user without one is told what is left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# The headless shell first: it draws the same pages with half the work.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
INSTALL = "apt-get update && apt-get install -y chromium-headless-shell fonts-noto-cjk"
INSTALL_AS_USER = f"sudo sh -c '{INSTALL}'"
# No host but this machine has a name or a number: what a page asks of another goes nowhere.
# (Playwright's own way, a route, would switch the browser's cache off.)
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FLAGS = ("--no-sandbox", "--disable-gpu", ALONE)


def find() -> str | None:
    """The path of the first Chromium on this machine, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window."""
    return playwright.chromium.launch(executable_path=find(), args=list(FLAGS))


def main() -> int:
    """Make sure that there is one; 0 unless CI cannot have one."""
    under_ci = bool(os.environ.get("CI"))
    if under_ci and not shutil.which(NAMES[0]):
        print(f"installing the browser of the browser tests ({INSTALL})", flush=True)
        failed = subprocess.run(["sh", "-c", INSTALL]).returncode
        return failed if find() is None else 0
    if find() is None:
        line = "=" * 66
        print(line, "NO CHROMIUM: the tests marked `browser` are LEFT OUT of this run.", sep="\n")
        print(f"To run them too:  {INSTALL_AS_USER}", line, sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
