"""Made-up books and cases, all facts known: what Z3 says of the verdict is what Python decides."""

from hypothesis import HealthCheck, given, seed, settings

from tests.unit.workbench.proving import test_outcomes


def run(pairs: int, number: int) -> int:
    """So many pairs of a book and a case; 1 if one came out otherwise, which is then printed."""
    test = test_outcomes.test_z3_finds_the_verdict_that_python_decides.hypothesis.inner_test
    many = settings(max_examples=pairs, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    try:
        many(seed(number)(given(*test_outcomes.PAIRS)(test)))()
    except AssertionError as difference:
        print("\n".join([str(difference), *getattr(difference, "__notes__", [])]), flush=True)
        return 1
    return 0
