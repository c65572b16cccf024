import pytest

from doable.desk.jobs.patience import INSIDE, OUTSIDE
from doable.desk.jobs.tasks import NoSuchTask, find_task, is_outside, outside, patience_with
from tests.faults import effects


def test_a_task_is_found_by_its_path() -> None:
    assert find_task("tests.faults.effects.note") is effects.note


@pytest.mark.parametrize("path", ["os.system", "tests.faults.effects.no_task", "nowhere.at_all", "plain", ""])
def test_what_is_no_task_can_not_be_run(path: str) -> None:
    with pytest.raises(NoSuchTask, match=f"there is no task `{path}`"):
        find_task(path)


def test_only_what_is_marked_talks_to_the_outside() -> None:
    assert (is_outside(effects.send), is_outside(effects.note)) == (True, False)


def test_what_talks_to_the_outside_is_tried_for_longer() -> None:
    assert (patience_with(effects.send), patience_with(effects.note)) == (OUTSIDE, INSIDE)


def test_the_mark_above_the_task_is_refused() -> None:
    with pytest.raises(TypeError, match="under `@task`"):
        outside(effects.note)
