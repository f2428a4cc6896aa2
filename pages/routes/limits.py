"""How much one address and one open window may ask of this process; kept in memory only.

Source: platform design, part 1.3. Too many requests get a page that says how long to wait; too
many messages of one window are read more slowly, so that nothing is lost.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from hub.platform import rates, runtime

PER_SECOND: Final = 10.0
BURST: Final = 200.0
# Our files and those of the shell: a first visit asks for dozens at once, each a cheap answer.
FILE_TIMES: Final = 10
FILES: Final = ("/static/", "/assets/", "/component/")
SOCKETS: Final = 200
MESSAGES_PER_SECOND: Final = 20.0
MOST_BUCKETS: Final = 10_000
Clock = Callable[[], float]


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time."""

    rate: float
    burst: float
    tokens: float
    at: float

    def take(self, now: float) -> float:
        """Take one token; seconds until there is one, 0 when it was taken."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return (1 - self.tokens) / self.rate
        self.tokens -= 1
        return 0.0

    def borrow(self, now: float) -> float:
        """Take one token in any case; seconds until it has come back."""
        wait = self.take(now)
        if wait:
            self.tokens -= 1
        return wait

    def is_full(self, now: float) -> bool:
        """Nobody has asked for so long that it can be forgotten."""
        return self.tokens + (now - self.at) * self.rate >= self.burst


class Limits:
    """Buckets of addresses and open windows of one process."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}
        self._sockets: Counter[str] = Counter()

    def request(self, host: str | None, path: str) -> float:
        """Count one request; seconds to wait when it is one too many."""
        network = rates.address(host)
        is_file = path.startswith(FILES)
        times = _times(network) * (FILE_TIMES if is_file else 1)
        return self._take(f"{network} {is_file}", PER_SECOND * times, BURST * times)

    def upload(self, person_id: int) -> float:
        """Count one file that somebody sends: its bytes stand in memory until they are looked at.

        Whether they are looked at counts anew, in the database: `rates.upload`.
        """
        most = float(rates.MOST_UPLOADS)
        return self._take(f"upload {person_id}", most / rates.UPLOAD_WINDOW.total_seconds(), most)

    def _take(self, key: str, rate: float, burst: float) -> float:
        now = self._clock()
        kept = self._buckets.get(key)
        if kept is None:
            self._forget(now)
            kept = Bucket(rate, burst, burst, now)
            self._buckets[key] = kept
        return kept.take(now)

    @contextmanager
    def socket(self, host: str | None) -> Iterator[bool]:
        """Hold one open window inside; False when the address has too many."""
        network = rates.address(host)
        self._sockets[network] += 1
        try:
            yield self._sockets[network] <= SOCKETS * _times(network)
        finally:
            self._sockets[network] -= 1
            if not self._sockets[network]:
                del self._sockets[network]

    def messages(self) -> "Pace":
        """The pace of one window."""
        return Pace(self._clock)

    def _forget(self, now: float) -> None:
        if len(self._buckets) >= MOST_BUCKETS:
            self._buckets = {k: b for k, b in self._buckets.items() if not b.is_full(now)}


class Pace:
    """Reads the messages of one window no faster than a person can cause them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bucket = Bucket(
            MESSAGES_PER_SECOND, MESSAGES_PER_SECOND, MESSAGES_PER_SECOND, clock()
        )

    async def wait(self) -> None:
        """Wait until the next message may be read."""
        if seconds := self._bucket.borrow(self._clock()):
            await asyncio.sleep(seconds)


def _times(network: str) -> int:
    shared = rates.is_shared(network, runtime.settings().shared_addresses)
    return rates.SHARED_TIMES if shared else 1
