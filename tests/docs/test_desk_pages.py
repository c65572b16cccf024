"""The pages on the desk tell all of it: settings, addresses, acts, keys, records, and how it is run."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main
from django.apps import apps

from doable.cli.app import app
from doable.desk.authorising import ACTS
from doable.project.configuration import PREFIX, Configuration, configuration
from docs import generate

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
TEMPLATES = (ROOT / "src/doable/web/templates", ROOT / "src/doable/channels")


def page(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text()


def in_first_column(text: str) -> set[str]:
    """What stands in backticks in the first column of a page's tables."""
    return {
        word
        for row in re.findall(r"^\| ([^|]*) \|", text, re.MULTILINE)
        for word in re.findall(r"`([^`]+)`", row)
    }


def test_every_setting_is_told() -> None:
    told = in_first_column(page("docs/running/settings.md"))

    assert {each.name for each in fields(Configuration)} - told == set()


def test_every_address_is_told() -> None:
    told = in_first_column(page("docs/running/safety.md"))
    there = {path for path, _, _ in generate.addresses()}

    assert len(there) > 50
    assert there - told == set()
    assert {path for path in told if path.startswith("/")} - there == set()


def test_an_address_says_which_acts_it_asks_about() -> None:
    views = {path: view for path, _, view in generate.addresses()}

    assert generate.whom(views["/cases/<pk>/send/"]) == "`see_queue`, `see_case`, `work_on_case`"
    assert generate.methods_of(views["/cases/<pk>/send/"]) == ("POST",)
    assert generate.whom(views["/new/"]) == "everybody"
    assert generate.whom(views["/account/login/"]) == "whoever signs in"


def test_every_act_is_told() -> None:
    assert set(ACTS) - in_first_column(page("docs/using/desk.md")) == set()


def keys() -> Iterator[str]:
    """Every key that an element of a page can be pressed by."""
    for folder in TEMPLATES:
        for template in folder.rglob("*.html"):
            for value in re.findall(r'data-key="([^"]*)"', template.read_text()):
                yield from re.sub(r"{%.*?%}", " ", value).split()


def test_every_key_is_told() -> None:
    pressed = set(keys())

    assert {"r", "e", "a", "s"} <= pressed
    assert pressed - in_first_column(page("docs/using/desk.md")) == set()


def test_every_record_has_its_word() -> None:
    told = page("GLOSSARY.md") + page("ARCHITECTURE.md")
    records = {model.__name__ for model in apps.get_app_config("desk").get_models()}

    assert {"Case", "Ruling", "Job"} <= records
    assert {name for name in records if f"`models.{name}`" not in told} == set()


def test_every_command_of_the_desk_is_told_where_it_is_run() -> None:
    told = "".join(page(f"docs/running/{name}.md") for name in ("install", "mail"))
    group = typer.main.get_command(app)
    commands = {" ".join(path) for path in generate.commands(group)}
    desks = {"serve", "work", "doctor", "import", "invite"}

    assert desks <= commands
    assert {name for name in commands & (desks | {"mail-in"}) if f"doable {name}" not in told} == set()


def test_the_settings_file_to_start_from_can_be_used() -> None:
    started = configuration({"DOABLE_CONFIG": str(ROOT / "deploy/doable.toml")})

    assert started.base_url == "https://desk.example.com"
    assert started.hosts == ("desk.example.com",)


def test_settings_that_are_only_shown_in_it_exist() -> None:
    text = re.sub(r"^# (?=\w+ = )", "", page("deploy/doable.toml"), flags=re.MULTILINE)

    assert set(tomllib.loads(text)) <= {each.name for each in fields(Configuration)}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_a_command_that_exists(unit: Path) -> None:
    (line,) = re.findall(r"^ExecStart=/opt/doable/bin/doable (.+)$", unit.read_text(), re.MULTILINE)
    name, *options = line.split()
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]  # a group of commands
    known = {flag for each in command.params for flag in (*each.opts, *each.secondary_opts)}

    assert {each for each in options if each.startswith("--")} <= known


def test_the_container_sets_only_settings() -> None:
    set_ = re.findall(rf"\b{PREFIX}(\w+)=", page("deploy/Containerfile"))

    assert set_
    assert {name.lower() for name in set_} <= {"config", *(each.name for each in fields(Configuration))}


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (generate.settings_table, "| `undo_seconds` | `10` |"),
        (generate.settings_table, '| `hosts` | `["127.0.0.1", '),
    ],
)
def test_a_setting_is_shown_as_it_stands_in_the_file(made: Callable[[], str], shown: str) -> None:
    assert shown in made()
