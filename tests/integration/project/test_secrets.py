"""The key that signs sessions and links."""

import stat
import threading
from pathlib import Path

import pytest

from doable.project.configuration import WrongSetting
from doable.project.secrets import secret_key


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert secret_key("", data) == secret_key("", data)
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in data.iterdir()] == ["secret_key"]


def test_a_key_that_is_given_counts(tmp_path: Path) -> None:
    assert secret_key("given", tmp_path / "data") == "given"
    assert not (tmp_path / "data").exists()


def test_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    keys: list[str] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait()
        keys.append(secret_key("", tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_folder_that_can_not_be_used_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WrongSetting, match=r"`data`: .*can't be used: .*name a folder"):
        secret_key("", tmp_path / "file" / "data")


def test_an_empty_key_is_none(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    with pytest.raises(WrongSetting, match="is empty; remove it, so that a new key is made"):
        secret_key("", tmp_path)
