"""How property tests look for counterexamples: the same ones each time, and never against the clock."""

import os

from hypothesis import settings

# As the command line does: numpy's threads wait for each other longer than products this small take.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci")

# A real PostgreSQL, started for the tests that ask for it.
pytest_plugins = ["tests.postgres"]
