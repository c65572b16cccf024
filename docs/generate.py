"""Fills the generated parts of the pages: what the program says of itself is never typed by hand.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`, where NAME is one of PARTS.
`python docs/generate.py` writes the pages; with `--check` it names those that are behind and writes nothing.
"""

import inspect
import json
import os
import re
import sys
import typing
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path

import django
import typer.main
from django.urls import get_resolver
from typer.testing import CliRunner

from doable.cli.app import app
from doable.policy.loading.shapes import SHAPES
from doable.project.configuration import PREFIX, Configuration
from doable.workbench.reference import effect_table, file_table, key_table

PAGES = Path(__file__).parent
PART = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
WIDTH = {"COLUMNS": "90", "TERMINAL_WIDTH": "90", "NO_COLOR": "1", "TERM": "dumb"}


def commands(group: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command of the program, e.g. ("book", "check"); groups themselves are not among them."""
    below = getattr(group, "commands", None)
    if below is None:
        yield path
    else:
        for name in below:
            yield from commands(below[name], (*path, name))


def command_help() -> str:
    """What `--help` prints, for one command after the other."""
    runner, parts = CliRunner(), []
    for path in commands(typer.main.get_command(app)):
        shown = runner.invoke(app, [*path, "--help"], prog_name="doable", env=WIDTH)
        body = "\n".join(line.rstrip() for line in shown.output.strip("\n").splitlines())
        parts.append(f"### doable {' '.join(path)}\n\n```text\n{body}\n```\n")
    return "\n".join(parts)


def table(made: Callable[[], str]) -> str:
    """A table with blank lines round it; what it links to has no heading on these pages."""
    return "\n" + re.sub(r"\[(\w+)\]\(#\w+\)", r"\1", made()) + "\n"


def settings_table() -> str:
    """Every setting: its default as it would stand in the file, and the line that the program has on it."""
    hints = typing.get_type_hints(Configuration, include_extras=True)
    rows = [
        f"| `{each.name}` | `{_toml(each.default)}` | {typing.get_args(hints[each.name])[1]} |"
        for each in fields(Configuration)
    ]
    return "\n".join(("| setting | default | what it says |", "|---|---|---|", *rows)) + "\n"


def _toml(value: object) -> str:
    written = list(value) if isinstance(value, tuple) else str(value) if isinstance(value, Path) else value
    return json.dumps(written)


def set_up_desk() -> None:
    """Django with the settings of nobody's installation."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="doable.project.settings", DOABLE_CONFIG="", DOABLE_SECRET_KEY="of the pages"
    )
    django.setup()


def address_table() -> str:
    """Every address of the desk: its methods, which acts whoever opens it must be allowed, what it does."""
    set_up_desk()
    rows = [
        f"| `{path}` | {', '.join(methods_of(view))} | {whom(view)} | {says(view, name)} |"
        for path, name, view in addresses()
    ]
    return "\n".join(("| address | method | for whom | what it does |", "|---|---|---|---|", *rows)) + "\n"


def addresses() -> Iterator[tuple[str, str, Callable[..., object]]]:
    """Each address with its name and what answers there, in the order in which they are tried."""
    yield from _below("/", get_resolver().url_patterns)


def _below(prefix: str, patterns: list[typing.Any]) -> Iterator[tuple[str, str, Callable[..., object]]]:
    for each in patterns:
        path = prefix + re.sub(r"<\w+:(\w+)>", r"<\1>", str(each.pattern))
        if hasattr(each, "url_patterns"):
            yield from _below(path, each.url_patterns)
        else:
            yield path, str(each.name), each.callback


def methods_of(view: Callable[..., object]) -> tuple[str, ...]:
    """By which methods an address is used; HEAD goes without saying."""
    given = getattr(view, "methods", None) or _around(view).get("request_method_list") or ("GET", "POST")
    return tuple(method for method in given if method != "HEAD")


def whom(view: Callable[..., object]) -> str:
    """Who may use an address: the acts that are asked for there, as its door and its function name them."""
    from doable.desk.authorising import ACTS  # noqa: PLC0415 - its models are ready only once Django is

    if not hasattr(view, "act"):
        return "everybody" if view.__module__.startswith("doable.") else "whoever signs in"
    source = _source(inspect.unwrap(view))
    named = set(re.findall(r'"(\w+)"', source)) | ({"see_case"} if "find_case(" in source else set())
    acts = {view.act, _around(getattr(view, "__wrapped__", view)).get("right")} | named
    asked = [act for act in ACTS if act in acts]
    return ", ".join(f"`{act}`" for act in asked) or "people signed in"


def _source(view: Callable[..., object]) -> str:
    """The text of a function and of those of its own module that it calls."""
    own, module = inspect.getsource(view), inspect.getmodule(view)
    called = (getattr(module, name, None) for name in re.findall(r"\b(_\w+)\(", own))
    return own + "".join(inspect.getsource(each) for each in called if inspect.isfunction(each))


def _around(view: Callable[..., object]) -> typing.Mapping[str, typing.Any]:
    return inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}


def says(view: Callable[..., object], name: str) -> str:
    """What an address does: the first line on its function, for the account library's its name."""
    if not view.__module__.startswith("doable."):
        return name.replace("mfa", "second factor").replace("_", " ")
    return (view.__doc__ or name).splitlines()[0].rstrip(".").replace("|", "\\|")


PARTS: dict[str, Callable[[], str]] = {
    "addresses": partial(table, address_table),
    "effects": partial(table, effect_table),
    "files": partial(table, file_table),
    "help": command_help,
    "settings": partial(table, settings_table),
    **{f"keys-{shape}": partial(table, partial(key_table, shape)) for shape in SHAPES},
}


def filled(page: str) -> str:
    """The page with every generated part made anew."""
    return PART.sub(lambda part: f"{part[1]}{PARTS[part['name']]()}{part[3]}", page)


def stale() -> list[Path]:
    """The pages whose generated parts are behind the program."""
    return [page for page in sorted(PAGES.rglob("*.md")) if filled(page.read_text()) != page.read_text()]


def main() -> int:
    """Write the pages that are behind, or with `--check` only name them."""
    behind = stale()
    for page in behind:
        if "--check" in sys.argv[1:]:
            print(f"{page}: behind the program; run: make docs")
        else:
            page.write_text(filled(page.read_text()))
    return 1 if behind and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
