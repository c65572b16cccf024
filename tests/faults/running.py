"""Ways to run a desk's programs and to end them as a power cut would."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys

from tests.installation import Installation


class Forked:
    """Workers forked off a process that is ready."""

    def __init__(self, installation: Installation, replies: int) -> None:
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.faults.crew"])
        self.given = (installation.data / "sent", replies)

    def start(self, turn: int) -> list[int]:
        """A worker, and somebody who answers."""
        from tests.faults import crew  # noqa: PLC0415 - needs Django made ready

        self.crew = [
            self.context.Process(target=crew.work),
            self.context.Process(target=crew.answer, args=(*self.given, turn)),
        ]
        for process in self.crew:
            process.start()
        return [process.pid for process in self.crew if process.pid]

    def kill(self) -> None:
        """End them as a power cut would."""
        for process in self.crew:
            process.kill()
        for process in self.crew:
            process.join()


class Started:
    """The commands themselves: `serve` with its worker beside it, or `serve` and `work` apart, in turn."""

    def __init__(self, installation: Installation, replies: int) -> None:
        self.installation, self.replies = installation, replies

    def start(self, turn: int) -> list[int]:
        """The desk, and somebody who answers."""
        installation = self.installation
        if turn % 2:
            installation.start("serve")
        else:
            installation.start("serve", "--no-worker")
            installation.start("work")
        words = [
            sys.executable,
            "-m",
            "tests.faults.crew",
            str(installation.data / "sent"),
            str(self.replies),
            str(turn),
        ]
        with (installation.data / "answering.log").open("ab") as log:
            installation.running["answering"] = subprocess.Popen(
                words, stdout=log, stderr=log, start_new_session=True
            )
        return [program.pid for program in installation.running.values()]

    def kill(self) -> None:
        """End them as a power cut would, with all that they started."""
        for program in self.installation.running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
        for program in self.installation.running.values():
            program.wait()
        self.installation.running.clear()
