"""Where a search is done: in a process beside the server, or in the one that asks.

The vocabulary, the weights and the index hold more memory than all pages together, and a search
computes while pages wait to be drawn (ADR 36). A server starts the process beside it; a command
line or a seed searches where it is.
"""

import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from hub.experts.matches import SearchResult
from hub.experts.words.engagements import SEARCH_AWAY
from hub.kernel.errors import Params, Reason, Refused
from hub.platform import clock, logs
from hub.platform.context import Ctx

ROOT: Final = Path(__file__).resolve().parents[2]
LOG: Final = logging.getLogger("hub.searching")
LONGEST_WAIT: Final = 60.0
END_SECONDS: Final = 5.0
TRIES: Final = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the process beside; `number` tells its answer from an older one."""

    number: int
    now: datetime
    text: str
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What it found, or the refusal; neither when a fault of ours was logged there."""

    number: int
    found: SearchResult | None = None
    reason: Reason | None = None
    params: Params | None = None


class Beside:
    """One search process of this process: started when needed, started again when it is gone."""

    def __init__(self, longest_wait: float = LONGEST_WAIT) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._longest_wait = longest_wait
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection[Question, Answer] | None = None
        self._number = 0
        self._has_answered = False

    @property
    def is_ready(self) -> bool:
        """Whether the next question is answered at once: the process that runs has answered one."""
        process = self._process
        return self._has_answered and process is not None and process.poll() is None

    @property
    def pid(self) -> int | None:
        """Number of the process, None while it is not running."""
        return None if self._process is None else self._process.pid

    def ask(self, now: datetime, text: str, chosen: Sequence[str] = ()) -> SearchResult:
        """Search there; `Refused` when it cannot or has not answered in time."""
        until = time.monotonic() + self._longest_wait
        if not self._lock.acquire(timeout=self._longest_wait):
            raise Refused(SEARCH_AWAY)
        try:
            answer = self._answer(now, text, tuple(chosen), until)
        finally:
            self._lock.release()
        if answer.reason is not None:
            raise Refused(answer.reason, **(answer.params or {}))
        if answer.found is None:
            raise Refused(SEARCH_AWAY)
        return answer.found

    def stop(self) -> None:
        """End the process; the next question would start it again."""
        with self._lock:
            self._end()

    def _answer(self, now: datetime, text: str, chosen: tuple[str, ...], until: float) -> Answer:
        for _attempt in range(TRIES):
            self._number += 1
            try:
                line = self._opened()
                line.send(Question(self._number, now, text, chosen))
                while line.poll(max(0.0, until - time.monotonic())):
                    answer = line.recv()
                    if answer.number == self._number:
                        self._has_answered = True
                        return answer
            except (EOFError, OSError):
                LOG.warning("search.process.gone", exc_info=True)
                self._end()
            else:
                LOG.warning("search.process.late")
                return Answer(self._number)
        return Answer(self._number)

    def _opened(self) -> "Connection[Question, Answer]":
        if self._line is None:
            ours, theirs = socket.socketpair()
            with theirs:
                end = theirs.fileno()
                self._process = subprocess.Popen(  # noqa: S603  our own interpreter, no shell
                    [sys.executable, "-m", "hub.experts.search_process", str(end)],
                    cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[end],
                    env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
                )  # fmt: skip
            self._line = Connection(ours.detach())
        return self._line

    def _end(self) -> None:
        """The process ends by itself when its line is closed; one that does not is killed."""
        self._has_answered = False
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            try:
                self._process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


_BESIDE: Final[list[Beside]] = []


def bind(beside: Beside | None) -> None:
    """Say where this process searches; None: here."""
    _BESIDE[:] = [] if beside is None else [beside]


def make_ready() -> None:
    """Wait until the process beside can answer; without a vocabulary there is nothing to answer."""
    for beside in _BESIDE:
        try:
            beside.ask(clock.now(), "lathe")
        except Refused as refusal:
            logs.event("search.not_ready", reason=refusal.reason.code)


def is_ready() -> bool:
    """Whether a search answers at once; not while the process beside still reads its lists."""
    return all(beside.is_ready for beside in _BESIDE)


def stop() -> None:
    """End the process beside, if there is one; searches go on here."""
    for beside in _BESIDE:
        beside.stop()
    bind(None)


def search(ctx: Ctx, *, text: str, chosen: Sequence[str] = ()) -> SearchResult:
    """Listed experts for a need in own words, best first; those below 近い分野 are left out.

    `chosen` are the skills that a person kept or added as chips. The process beside reads what is
    written by now, not what the transaction of `ctx` is about to write.
    """
    if _BESIDE:
        return _BESIDE[0].ask(ctx.now, text, chosen)
    from hub.experts import index  # noqa: PLC0415  heavy: only a process that searches itself pays

    return index.search(ctx, text=text, chosen=chosen)
