"""The functions that jobs run: found by their path, and marked where they talk to the outside world."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.utils.module_loading import import_string
from django_tasks.base import Task

from doable.desk.jobs.patience import INSIDE, OUTSIDE, Patience

if TYPE_CHECKING:
    from collections.abc import Callable

AnyTask: TypeAlias = Task[..., Any]
Function = TypeVar("Function", bound="Callable[..., object]")
_MARK = "talks_to_the_outside"


class NoSuchTask(Exception):
    """A job names a task that this version of the program does not have."""


def outside(function: Function) -> Function:
    """Mark a task that talks to the outside world: it runs in no transaction and commits its own parts.

    Write it under `@task`. Such a task may run a second time after a crash; it has to know by its own
    records what it has done already.
    """
    if isinstance(function, Task):
        raise TypeError("write `@outside` under `@task`, next to the function")
    setattr(function, _MARK, True)
    return function


def is_outside(task: AnyTask) -> bool:
    """Whether a task talks to the outside world."""
    return getattr(task.func, _MARK, False)


def patience_with(task: AnyTask) -> Patience:
    """How often a task is tried."""
    return OUTSIDE if is_outside(task) else INSIDE


def find_task(path: str) -> AnyTask:
    """The task at a dotted path; raises NoSuchTask, also for a function that is not a task."""
    try:
        found = import_string(path)
    except ImportError as missing:
        raise NoSuchTask(_not_there(path, str(missing))) from None
    if not isinstance(found, Task):
        raise NoSuchTask(_not_there(path, "what has this name is not a task"))
    return found


def _not_there(path: str, because: str) -> str:
    return (
        f"there is no task `{path}` in this version ({because}); "
        "run the job again under a version that has it, or discard it"
    )
