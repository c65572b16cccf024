"""What ARCHITECTURE.md and STYLE.md promise, held by a machine."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
MOST_LINES = 300
MOST_LINES_OF_A_ROOT_DOCUMENT = 130
SAYING_NOTHING = re.compile(
    r"(manager|service|helper|util|utility|handler|processor)s?|utilities|common|base|misc"
)


def lint_imports(folder: Path, source: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the contracts in a folder, on the `doable` found under `source`."""
    program = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run(
        [program, "--no-cache", "--no-logo"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def sketch(folder: Path, modules: dict[str, str]) -> None:
    """Write a package `doable` that has the layers of today, with some modules filled in."""
    layers = ("cli", "project", "web", "channels", "desk", "workbench", "reply", "understanding", "policy")
    for name in ("", *(f"{layer}/" for layer in layers)):
        modules = {f"{name}__init__.py": "", **modules}
    for path, text in modules.items():
        (folder / "doable" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "doable" / path).write_text(text)
    shutil.copy(ROOT / "pyproject.toml", folder)


def test_the_line_of_imports_holds() -> None:
    result = lint_imports(ROOT, SOURCE)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_line_allows_imports_downwards(tmp_path: Path) -> None:
    sketch(tmp_path, {"cli/decide.py": "import doable.policy\n"})

    result = lint_imports(tmp_path, tmp_path)

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("policy/deciding.py", "import doable.cli\n", "not allowed to import"),
        ("policy/deciding.py", "from time import time\n", "not allowed to import"),
        ("reply/composing.py", "import random\n", "not allowed to import"),
        ("understanding/keeping.py", "import django\n", "not allowed to import"),
        ("desk/sending.py", "import doable.channels\n", "not allowed to import"),
        ("web/queue.py", "import doable.channels\n", "not allowed to import"),
        ("workbench/testing.py", "import doable.desk\n", "not allowed to import"),
        ("helpdesk/__init__.py", "", "not listed as layers"),
        ("policy/facts.py", "from doable.policy.rules import x\n", "circle"),
    ],
    ids=[
        *("upwards", "a clock", "chance", "a framework in the core", "the desk a channel"),
        *("a page a channel", "a tool the desk", "a new top folder", "a circle"),
    ],
)
def test_the_line_refuses(tmp_path: Path, path: str, text: str, said: str) -> None:
    rules = "import doable.policy.facts\nx = 1\n"
    sketch(tmp_path, {"policy/rules.py": rules, "policy/facts.py": "", path: text})

    result = lint_imports(tmp_path, tmp_path)

    assert result.returncode == 1
    assert said in result.stdout


def words_of(name: str) -> list[str]:
    """The words a name is made of: `RuleHelper` and `rule_helper` give rule, helper."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def says_nothing(name: str) -> bool:
    """Whether a name has a word in it that could stand for anything."""
    return any(SAYING_NOTHING.fullmatch(word) for word in words_of(name))


def names_in(source: Path) -> Iterator[tuple[Path, str]]:
    """Every folder, module and class under a folder, with the file or folder it is in."""
    for path in sorted(source.rglob("*")):
        if path.is_dir() or path.suffix == ".py":
            yield path, path.stem
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef):
                    yield path, node.name


def test_every_folder_module_and_class_has_a_name_that_says_something() -> None:
    assert [(str(path), name) for path, name in names_in(SOURCE) if says_nothing(name)] == []


@pytest.mark.parametrize("name", ["utils", "RuleManager", "_common", "text_helpers", "BaseBook", "misc"])
def test_a_name_that_could_stand_for_anything_is_found(name: str) -> None:
    assert says_nothing(name)


@pytest.mark.parametrize("name", ["Database", "deciding", "BookNotLoaded", "commonplace"])
def test_a_name_that_only_contains_such_letters_is_fine(name: str) -> None:
    assert not says_nothing(name)


def test_who_only_decides_loads_no_desk() -> None:
    code = "import sys, doable.cli.app, doable.reply.checking.checking; print([*sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "'typer'" in result.stdout
    assert [name for name in ("django", "granian", "nh3", "dkim") if f"'{name}'" in result.stdout] == []


def hidden_in(text: str) -> list[str]:
    """What happens unseen in a module: signals, and records that do more than save when they are saved."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module] if re.search(r"\bsignals\b|\bdispatch\b", node.module) else []
            found += [name.name for name in node.names if name.name in {"signals", "receiver"}]
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names if re.search(r"\b(signals|dispatch)\b", name.name)]
        if isinstance(node, ast.ClassDef):
            methods = [each.name for each in node.body if isinstance(each, ast.FunctionDef)]
            found += [f"{node.name}.{name}" for name in methods if name in {"save", "delete", "clean"}]
    return found


def test_nothing_happens_unseen_when_a_record_is_saved() -> None:
    models = {path: hidden_in(path.read_text()) for path in (SOURCE / "doable/desk").rglob("*.py")}

    assert models
    assert {str(path): found for path, found in models.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save\n",
        "from django.dispatch import receiver\n",
        "from django.db.models import signals\n",
        "class Case:\n    def save(self): ...\n",
    ],
)
def test_what_happens_unseen_is_found(text: str) -> None:
    assert hidden_in(text)


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    written = (path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations")  # those are made
    lengths = {path: len(path.read_text().splitlines()) for path in written}

    assert lengths
    assert {str(path): lines for path, lines in lengths.items() if lines > MOST_LINES} == {}


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))

    assert [name for name in names if not re.fullmatch(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md", name)] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")), ids=lambda path: path.name)
def test_a_root_document_fits_on_two_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MOST_LINES_OF_A_ROOT_DOCUMENT
