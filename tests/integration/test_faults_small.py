"""The desk's worker killed a few times; `make faults` does it with more mail, and the commands themselves."""

import subprocess
import sys

import pytest

pytest.importorskip("aiosmtpd")


def test_killed_workers_lose_no_mail_and_no_reply_and_double_nothing_unseen() -> None:
    words = ["--mails", "60", "--kills", "3", "--replies", "12", "--quick"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.desk", *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    assert "60 mails, 3 kills: 0 mails lost, 0 doubled" in done.stdout
