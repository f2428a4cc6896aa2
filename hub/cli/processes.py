"""Several server processes of one data folder: started together, ended together.

Each holds the windows of its own visitors; what they share is the database, the keys and the files.
A proxy in front leads the same visitor always to the same process, by the cookie `hub_route`.
Source: platform design, part 1.5.
"""

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Final

import typer

from hub.i18n import _

MOST: Final = 16
# A process that has died this often within the time is not started again.
STARTS: Final = 5
WITHIN_SECONDS: Final = 60.0
LOOK_SECONDS: Final = 0.5
END_SECONDS: Final = 20.0


class Processes:
    """The processes by their port; a dead one is started again, so that it costs a reconnect."""

    def __init__(self, commands: Mapping[int, Sequence[str]]) -> None:
        self._commands = commands
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._starts: dict[int, list[float]] = {port: [] for port in commands}
        self._is_ending = False

    def run(self) -> int:
        """Serve until somebody asks for the end; 0 when all ended well, 1 when one cannot live."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        code = 0
        for port in self._commands:
            self._start(port)
        while not self._is_ending:
            if not all(self._is_alive(port) for port in self._commands):
                code = 1
                break
            time.sleep(LOOK_SECONDS)
        return max(code, self._end())

    def _asked(self, _number: int, _frame: FrameType | None) -> None:
        self._is_ending = True

    def _start(self, port: int) -> None:
        self._starts[port].append(time.monotonic())
        # A session of its own: what the terminal sends reaches us alone, and we pass it on.
        self._running[port] = subprocess.Popen(  # noqa: S603  our own interpreter, no shell
            self._commands[port], start_new_session=True
        )

    def _is_alive(self, port: int) -> bool:
        """Start a dead process again; False when it dies over and over."""
        if self._running[port].poll() is None or self._is_ending:
            return True
        since = time.monotonic() - WITHIN_SECONDS
        if sum(at >= since for at in self._starts[port]) >= STARTS:
            typer.echo(_("ポート{port}の処理が何度も止まりました。").format(port=port), err=True)
            return False
        self._start(port)
        return True

    def _end(self) -> int:
        """Ask each to end and wait; 1 when one did not end by itself or ended with a fault."""
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        last = time.monotonic() + END_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.0, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return int(any(process.returncode for process in self._running.values()))


def proxy_words(ports: Sequence[int]) -> str:
    """The part of an nginx configuration that leads each visitor to one of the processes."""
    servers = "\n".join(f"  server 127.0.0.1:{port};" for port in ports)
    return f"""\
upstream waza_hub {{
  hash $cookie_hub_route consistent;
{servers}
}}
# inside location /
proxy_pass http://waza_hub;
proxy_http_version 1.1;
proxy_set_header Host $host;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection "upgrade";
proxy_read_timeout 3600s;
proxy_buffering off;
"""
