"""Changed books and made-up conditions in their thousands: each gives a result or a message, and soon.

python -m tests.fuzz [BOOKS] [CONDITIONS] [SEED] [REPLAYS]

REPLAYS are pairs of a made-up book and a case, each decided in Python, counted in SQL, and looked up by Z3.
"""

import os
import sys

from bench import fuzz_cel
from tests.fuzz import books, proofs, replays


def main(arguments: list[str]) -> int:
    """1 if anything made trouble."""
    numbers = [int(argument.replace(",", "")) for argument in arguments]
    count, conditions, seed, pairs = [*numbers, *(10_000, 1_000_000, 1, 10_000)[len(numbers) :]]
    print(f"{count:,} changed books, seed {seed}", flush=True)
    troubles = len(books.run(count, seed, workers=os.cpu_count() or 1))
    books.survive_bytes(count // 10, seed)
    print(f"{conditions:,} conditions", flush=True)
    differences = fuzz_cel.run(conditions, seed)
    print(f"{pairs:,} pairs of a book and a case, counted in SQL", flush=True)
    miscounted = replays.run(pairs, seed)
    print(f"{pairs:,} pairs of a book and a case, looked up by Z3", flush=True)
    disproved = proofs.run(pairs, seed)
    print(
        f"{troubles} books made trouble, {differences} conditions came out otherwise than in Google's CEL, "
        f"{miscounted} books were counted otherwise in SQL, Z3 {'contradicts' if disproved else 'agrees'}"
    )
    return 1 if troubles or differences or miscounted or disproved else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
