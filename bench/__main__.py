"""`make bench`: how fast Doable decides, beside other ways of deciding the same, in one run.

Ratios count, not microseconds: machines are noisy. Every way decides the same cases in turn, several
times over; the best run of each is compared. `python -m bench desk` measures the desk alone; bench/desk.py
says with what words.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import proving, replaying
from bench.peers import ANSWERS, PEERS
from bench.refunds import book, by_hand, cases, with_holes
from bench.replies import measure
from bench.sizes import big_book
from doable import Book
from doable.policy.verdicts.compiled import Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable

    Way = tuple[Callable[[Any], object], list[Any]]

COUNT = 10_000
ROUNDS = 9
EXAMPLES = Path(__file__).parent.parent / "examples"
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does


def main(words: list[str]) -> None:
    """Run it all, or what is named, and print it."""
    if not words:
        _deciding()
        measure()
        _large()
        proving.measure()
        replaying.measure()
    if words[:1] in ([], ["desk"]):
        _desk(words[1:])


def _deciding() -> None:
    """One decision, and the whole of it."""
    known = cases(COUNT)
    doubles = [{**case, "fraud": float(case["fraud"])} for case in known]  # type: ignore[arg-type]  # a Decimal
    ways = _own_ways(known, doubles) | _peer_ways(doubles)
    best = {name: float("inf") for name in ways}
    for _ in range(ROUNDS):
        for name, (decide, given) in ways.items():
            seconds = _seconds_by_ask if name.startswith("book.verdict") else _seconds
            best[name] = min(best[name], seconds(decide, given) / len(given))
    hand = best["hand-written if/else"]
    print("\nDecide: 21 rules, 16 facts; verdict and deciding rule, best of", ROUNDS, "runs")
    for name, taken in best.items():
        print(f"  {name:<44}{taken * 1e6:>9.2f} us   x{taken / hand:.2f}")
    _full()


def _own_ways(known: list[Any], doubles: list[Any]) -> dict[str, Way]:
    refunds = book()
    fast = refunds.verdict
    fast("refund", known[0])
    verdicts = Verdicts(refunds.contents, refunds.contents.asks["refund"])
    holes = with_holes(known)
    wrong = [
        case for case, plain in zip(known, doubles, strict=True) if fast("refund", case) != by_hand(plain)
    ]
    wrong += [
        case for case in known if verdicts.three is None or verdicts.three(case) != fast("refund", case)
    ]
    wrong += [case for case in holes[:1_000] if fast("refund", case) != verdicts.whole(case)]
    _stop_if(wrong, "Doable")
    settled = sum(fast("refund", case)[0] != "clarify" for case in holes)
    print(
        f"{COUNT:,} cases, all ways agree; with 20 % of the facts unknown {settled / COUNT:.0%} are settled"
    )
    return {
        "hand-written if/else": (by_hand, doubles),
        "book.verdict, all known": (fast, known),
        "three-valued, all known": (verdicts.open, known),
        "three-valued, 80 % known": (verdicts.open, holes),
    }


def _peer_ways(doubles: list[Any]) -> dict[str, Way]:
    ways: dict[str, Way] = {}
    for name, make in PEERS.items():
        try:
            decide = make()
        except ImportError:
            print(f"  left out, not installed: {name}")
            continue
        _stop_if([case for case in doubles if ANSWERS[decide(case)] != by_hand(case)], name)
        ways[name] = (decide, doubles if "C++" in name or "JsonLogic" in name else doubles[:1_000])
    return ways


def _stop_if(wrong: list[Any], name: str) -> None:
    if wrong:
        sys.exit(f"{name} answers {len(wrong)} cases differently, e.g. {wrong[0]}")


def _seconds(decide: Callable[[Any], object], given: list[Any]) -> float:
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    for case in given:
        decide(case)
    taken = time.perf_counter() - start
    gc.enable()
    return taken


def _seconds_by_ask(decide: Callable[..., object], given: list[Any]) -> float:
    """The same for a way that is called with the ask, as `book.verdict` is."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    for case in given:
        decide("refund", case)
    taken = time.perf_counter() - start
    gc.enable()
    return taken


def _full() -> None:
    """The whole decision with reasons, alternatives and nearest."""
    print("\nThe full decision: reasons, charges, alternatives, nearest")
    for name in ("airline", "retail", "copperline"):
        if not (EXAMPLES / name).is_dir():
            continue
        example = Book.load(EXAMPLES / name)
        given = [
            example.read_case({"at": "2026-01-01T12:00:00Z", **story.case})
            for story in example.contents.stories
        ]
        taken = min(_seconds(example.decide, given) for _ in range(5)) / len(given)
        print(f"  {name:<44}{taken * 1e3:>9.3f} ms a story, {len(given)} stories")


def _large() -> None:
    """How long a book of 1,000 rules takes to load and compile, and what it holds."""
    print("\nA book of 1,000 rules over 200 facts in 20 asks")
    tracemalloc.start()
    start = time.perf_counter()
    loaded = big_book(1_000)
    taken = time.perf_counter() - start
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    print(f"  load and check{taken:>25.2f} s (while memory is traced), {held / 1e6:.0f} MB held")
    start = time.perf_counter()
    big_book(1_000)
    print(f"  load and check{time.perf_counter() - start:>25.2f} s")
    start = time.perf_counter()
    for ask in loaded.contents.asks:
        loaded.verdict(ask, {})
    print(f"  compile all verdicts{time.perf_counter() - start:>19.2f} s")


def _desk(words: list[str]) -> None:
    """The desk, where it is installed with what its tests need."""
    try:
        from bench import desk
    except ImportError as missing:
        print(f"\nThe desk is left out: {missing}. Install it with: pip install -e .[dev]")
        return
    desk.main(words)


if __name__ == "__main__":
    main(sys.argv[1:])
