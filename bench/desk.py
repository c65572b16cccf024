"""The desk with a hundred thousand cases: its pages over HTTP, what it takes in a second, its memory.

    python -m bench desk [--cases 100000] [--on sqlite] [--on postgresql]

There is no peer here: the goals stand beside. Milliseconds of work are the server's own time on a processor;
where others use the machine, they say more than the clock does.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from typing import TYPE_CHECKING

from tests.installation import Installation, folder, megabytes, postgres

if TYPE_CHECKING:
    from collections.abc import Sequence

CASES, BY_FORM, BY_MAIL = 100_000, 400, 600
GOAL_MS, GOAL_A_SECOND = 100, 200
DURABLE = {
    "sqlite": "SQLite: WAL, synchronous=FULL, so each commit waits for the disk",
    "postgresql": "PostgreSQL: fsync on, synchronous_commit on, so each commit waits for the disk",
}


def main(words: Sequence[str] = ()) -> None:
    """Measure on each database and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench desk")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--on", action="append", choices=sorted(DURABLE))
    asked = parser.parse_args(words)
    for name in asked.on or DURABLE:
        with contextlib.ExitStack() as stack:
            data = stack.enter_context(folder())
            url = stack.enter_context(postgres()) if name == "postgresql" else ""
            installation = Installation.at(data, url, authserv_ids="mx.copperline.example")
            stack.callback(installation.end)
            installation.enter()
            print(f"\nThe desk with {asked.cases:,} cases. {DURABLE[name]}")
            _measure(installation, asked.cases)


def _measure(installation: Installation, cases: int) -> None:
    _fill(cases)
    installation.start("serve", "--no-worker")
    installation.wait_for_pages()
    _pages(installation)
    _intake(installation)


def _fill(cases: int) -> None:
    from django.db import connections
    from django.utils import timezone

    from bench.desk_filling import fill
    from doable.project.preparing import prepare

    start = time.perf_counter()
    prepare(now=timezone.now())
    fill(cases, now=timezone.now())
    connections.close_all()
    print(f"  filled in {time.perf_counter() - start:.0f} s")


def _pages(installation: Installation) -> None:
    from bench import desk_pages

    signed_in = desk_pages.cookie()
    print(f"  {'a page, ms':<36}{'p50':>8}{'p95':>8}{'p99':>8}{'work':>8}   goal: p95 < {GOAL_MS}")
    for name, addresses in desk_pages.paths().items():
        taken = desk_pages.ask(installation, addresses, signed_in)
        figures = "".join(f"{value:>8.1f}" for value in (*map(taken.at, (0.5, 0.95, 0.99)), taken.worked))
        print(f"  {name:<36}{figures}   {'' if taken.at(0.95) < GOAL_MS else 'missed'}".rstrip())


def _intake(installation: Installation) -> None:
    from bench import desk_intake

    web = megabytes(installation.running["serve"].pid)
    print(f"  {'messages':<36}{'a second':>10}{'work, ms':>10}   goal: {GOAL_A_SECOND} taken in a second")
    rate, work = desk_intake.by_form(installation, BY_FORM)
    print(f"  {'taken in by the web form, 4 clients':<36}{rate:>10.0f}{work:>10.1f}")
    rate, work = desk_intake.by_mail(BY_MAIL)
    print(f"  {'taken in by mail':<36}{rate:>10.0f}{work:>10.1f}")
    rate, work, worker = desk_intake.by_worker(installation)
    print(f"  {'read, decided, drafted by one worker':<36}{rate:>10.0f}{work:>10.1f}")
    print(f"  memory: web {web:.0f} MB, worker {worker:.0f} MB")
