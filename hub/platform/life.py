"""How far this server process is: warming up, open, or ending; none of it is kept anywhere.

Source: platform design, part 1.1. Once the process ends no command begins, and those that run are
waited for.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

ENDING: Final = Reason("life.ending", N_("ただいま更新作業中です。入力は保存されています。"))


class Life:
    """The stages of one process, and the commands that run in it now."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._running = 0
        self._is_warm = False
        self._is_ending = False
        self._beat = 0.0

    @property
    def is_warm(self) -> bool:
        """Everything that makes a first visit slow is done."""
        return self._is_warm

    @property
    def is_ending(self) -> bool:
        """Somebody asked the process to end."""
        return self._is_ending

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until no command runs; False when one is still running after this time."""
        with self._change:
            return self._change.wait_for(lambda: self._running == 0, seconds)

    def begin(self) -> None:
        """A server starts: nothing is warm yet."""
        self._is_warm = self._is_ending = False

    def beat(self) -> None:
        """The worker of this process looks at what is due."""
        self._beat = time.monotonic()

    @property
    def silence(self) -> float:
        """Seconds since the worker has last looked."""
        return time.monotonic() - self._beat

    def warmed(self) -> None:
        """The warm-up is over."""
        self._is_warm = True

    def end(self) -> None:
        """No new command from now on; takes no lock, so that a signal may come at any point."""
        self._is_ending = True

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Run one command inside; `Refused` once the process ends."""
        with self._change:
            if self._is_ending:
                raise Refused(ENDING)
            self._running += 1
        try:
            yield
        finally:
            with self._change:
                self._running -= 1
                self._change.notify_all()


LIFE: Final = Life()
