"""Settings in a file."""

from pathlib import Path

import pytest

from doable.project.configuration import Configuration, WrongSetting, configuration


def read(folder: Path, text: str, **environ: str) -> Configuration:
    """The settings of a file with this text."""
    file = folder / "doable.toml"
    file.write_text(text)
    return configuration({"DOABLE_CONFIG": str(file), **environ})


def test_a_setting_comes_from_the_file_in_its_own_type(tmp_path: Path) -> None:
    found = read(
        tmp_path, 'web_workers = 2\nhosts = ["127.0.0.1", "a.example"]\nacknowledge = true\ndata = "/srv/d"\n'
    )
    assert (found.web_workers, found.hosts, found.acknowledge) == (2, ("127.0.0.1", "a.example"), True)
    assert found.data == Path("/srv/d")


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "undo_seconds = 5", DOABLE_UNDO_SECONDS="7")
    assert found.undo_seconds == 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[mail]\naddress = 1", "setting `mail`: there is no such setting"),
        ("hosts = 5", "setting `hosts`: `5` is no list"),
        ("web_workers = 1.5", "setting `web_workers`: `1.5` is no whole number"),
        ("web_workers = true", "setting `web_workers`: `True` is no whole number"),
        ("company = [1]", "setting `company`: `[1]` is no text"),
        ("company = ", "can't be read: "),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read(tmp_path, text)
    assert message in str(wrong.value)


def test_a_file_that_is_named_has_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"there is no file `.*nowhere.toml`; write one, or unset it"):
        configuration({"DOABLE_CONFIG": str(tmp_path / "nowhere.toml")})
