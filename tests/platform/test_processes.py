"""Several processes serve one data folder: a visitor stays at one, a death costs a reconnect."""

import os
import re
import signal
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import pytest

from models.vocab import Role
from tests.support import people
from tests.support.server import Server, database, together
from tests.support.websocket import stream

NGINX: Final = r"server 127\.0\.0\.1:(\d+);"


def _answers(server: Server) -> bool:
    probe = HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        probe.request("GET", "/healthz")
        return probe.getresponse().status == 200
    except OSError:
        return False
    finally:
        probe.close()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in listed.split()]


@pytest.mark.server
def test_a_dead_process_comes_back_and_all_end_with_0(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    with database(folder) as store:
        token = people.signed_in(store, people.fill(store)[Role.WARD_CLERK])
    with together(folder, 2) as servers:
        for server in servers:
            with stream(server.url, {"hub_sid": token}) as tab:
                assert "ホーム" in tab.rerun("").text
        ports = re.findall(NGINX, servers[0].log.read_text(encoding="utf-8"))
        assert ports == [str(server.port) for server in servers], "the proxy is told of all"
        victim = _children(servers[0].pid)[0]
        os.kill(victim, signal.SIGKILL)
        limit = time.monotonic() + 60
        while victim in _children(servers[0].pid) or not all(map(_answers, servers)):
            assert time.monotonic() < limit, "the dead process did not come back"
            time.sleep(0.2)
        assert servers[0].end() == 0
    assert not any(map(_answers, servers))
