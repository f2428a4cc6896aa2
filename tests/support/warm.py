"""A server for each journey from one process that has imported everything already.

A start of the real server imports for three seconds before it serves; a journey has other things to
show. `python -m tests.support.warm` imports once and forks one server for each line that it is
asked. Starts themselves are tested with servers of their own (`running`).
"""

import atexit
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
POLL_SECONDS: Final = 0.02


class Forked:
    """A process that the warm one has forked, used as `subprocess.Popen` is."""

    def __init__(self, pid: int) -> None:
        """Know it by its number."""
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Code with which it ended; None while it runs."""
        if self.returncode is None:
            self.returncode = _asked({"ended": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; `subprocess.TimeoutExpired` after so many seconds."""
        limit = time.monotonic() + (float("inf") if timeout is None else timeout)
        while (code := self.poll()) is None:
            if time.monotonic() > limit:
                raise subprocess.TimeoutExpired("a forked server", timeout or 0)
            time.sleep(POLL_SECONDS)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal to a process that still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)


def forked(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> Forked:
    """Start `python -m module …` in a fork of the warm process, its output in a log."""
    wanted = {"start": list(arguments), "environment": dict(environment), "log": str(log)}
    pid = _asked(wanted)
    if pid is None:
        raise RuntimeError("the warm process did not fork")
    return Forked(pid)


@lru_cache(maxsize=1)
def _warm() -> subprocess.Popen[bytes]:
    """Start the warm process of this test worker."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUB_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.warm"],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    atexit.register(process.terminate)
    return process


def _asked(wanted: Mapping[str, object]) -> int | None:
    """Ask the warm process one thing."""
    pipe = _warm()
    if pipe.stdin is None or pipe.stdout is None:
        raise RuntimeError("the warm process has no pipes")
    pipe.stdin.write(json.dumps(wanted).encode() + b"\n")
    pipe.stdin.flush()
    answer: int | None = json.loads(pipe.stdout.readline())
    return answer


def _ended(pid: int) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def _become(arguments: Sequence[str], environment: Mapping[str, str], log: str) -> None:
    """Run as a process that was started with these words."""
    os.environ.clear()
    os.environ.update(environment)
    with Path(os.devnull).open("rb") as nothing, Path(log).open("ab") as out:
        os.dup2(nothing.fileno(), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    module = arguments[arguments.index("-m") + 1]
    sys.argv = [module, *arguments[arguments.index("-m") + 2 :]]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def main() -> None:
    """Import what a server needs; fork one for each line asked, tell which have ended."""
    import streamlit.web.cli  # noqa: F401, PLC0415  what a server would import at its start
    import uvicorn  # noqa: F401, PLC0415  as above

    from pages.routes import entry  # noqa: F401, PLC0415  as above
    from tests.support.registry import registered  # noqa: PLC0415  as above

    registered()
    while line := sys.stdin.buffer.readline():
        wanted = json.loads(line)
        if "ended" in wanted:
            answer = _ended(wanted["ended"])
        else:
            answer = os.fork()
            if not answer:
                _become(wanted["start"], wanted["environment"], wanted["log"])
                return
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
