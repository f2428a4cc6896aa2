"""`hub bench pages`: many people at once on one server, and how long each run of a page takes.

Every person has an open websocket, thinks for an exponential time and opens the next page of the
own role. The same run measures an empty script on a plain server, so that a slow machine shows.
A soak is a long run, `--sessions 100 --seconds 1800`, in which the memory must stop growing.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sqlmodel import col, select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from hub import wiring
from hub.platform import clock
from hub.platform.db import Store
from models.accounts import Membership, Person
from models.vocab import Role
from seed import demo
from tests.support import people
from tests.support.server import ROOT, database, free_port, running, together

MIX: Final = {
    Role.STUDENT: ("home", "weeks", "wishes", "notices"),
    Role.EXPERT: ("home", "free-days", "my-visits", "notices"),
    Role.GROUP_LEADER: ("home", "bookings", "claims", "trainings"),
    Role.WARD_CLERK: ("home", "inbox", "budget", "notices"),
    Role.COORDINATOR: ("home", "rounds", "notices", "help"),
}
ANSWER_SECONDS: Final = 60.0
EMPTY_RUNS: Final = 40
LOOKS: Final = 12
PARTNER_SECONDS: Final = 60.0
EMPTY: Final = "import streamlit\nstreamlit.write('x')\n"
# As many messages as a page of ours at the median, each as light as Streamlit makes one.
LINES: Final = "import streamlit\nfor at in range(70):\n    streamlit.markdown(f'x {at}')\n"
KIB: Final = 1024


@dataclass(slots=True)
class Figures:
    """What was measured, by page, in milliseconds."""

    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[float]:
        """Every run of every page."""
        return [ms for runs in self.taken.values() for ms in runs]


def quantile(runs: Sequence[float], share: float) -> float:
    """Value below which this share of the runs lies; 0 without runs."""
    ordered = sorted(runs)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def run_page(socket: ClientConnection, path: str) -> float:
    """Ask for one page and wait for the end of its run; milliseconds."""
    message = BackMsg()
    message.rerun_script.page_name = "" if path == "home" else path
    message.rerun_script.context_info.timezone = "Asia/Tokyo"
    started = time.perf_counter()
    await socket.send(message.SerializeToString())
    while True:
        answer = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), ANSWER_SECONDS))
        is_end = answer.WhichOneof("type") == "script_finished"
        if is_end and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return (time.perf_counter() - started) * 1000


def opened(url: str, token: str) -> connect:
    """One browser tab."""
    return connect(
        f"ws://{urlsplit(url).netloc}/_stcore/stream",
        origin=Origin(url),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": f"hub_sid={token}"} if token else {},
        max_size=None,
        proxy=None,
        open_timeout=ANSWER_SECONDS,
        # As a browser: it answers the server's pings and sends none.
        ping_interval=None,
    )


async def person(
    url: str, token: str, role: Role, given: argparse.Namespace, figures: Figures
) -> None:
    """One signed-in person until the time is over; arriving warms up and does not count."""
    dice = random.Random(token)  # noqa: S311  thinking times, not secrets
    begins = time.monotonic() + given.arrive
    await asyncio.sleep(dice.uniform(0, given.arrive))
    try:
        async with opened(url, token) as socket:
            await run_page(socket, "home")
            await asyncio.sleep(max(0.0, begins - time.monotonic()))
            ends = begins + given.seconds
            while time.monotonic() < ends:
                await asyncio.sleep(dice.expovariate(1 / given.think))
                path = dice.choice(MIX[role])
                figures.taken[f"{role}:{path}"].append(await run_page(socket, path))
    except Exception as fault:  # noqa: BLE001  whatever ends a tab is counted by its kind
        figures.errors[f"{type(fault).__name__}: {fault}"] += 1


async def everybody(
    urls: Sequence[str], tokens: Sequence[tuple[Role, str]], given: argparse.Namespace
) -> Figures:
    """All people at once, each always at the same one of the processes."""
    figures = Figures()
    people_ = (
        person(urls[number // len(MIX) % len(urls)], token, role, given, figures)
        for number, (role, token) in enumerate(tokens)
    )
    await asyncio.gather(*people_)
    return figures


def sessions(store: Store, count: int) -> list[tuple[Role, str]]:
    """Open sessions of story people of the five roles in turn; a person may have several."""
    ids: dict[Role, list[int]] = {}
    with store.reading() as session:
        for role in MIX:
            query = (
                select(Membership.person_id)
                .join(Person, col(Person.id) == col(Membership.person_id))
                .where(col(Membership.role) == role, col(Person.is_demo).is_(True))
            )
            ids[role] = list(session.exec(query.order_by(col(Membership.id))).all())
    roles = list(MIX)
    made = []
    for number in range(count):
        role = roles[number % len(roles)]
        chosen = ids[role][number // len(roles) % len(ids[role])]
        made.append((role, people.signed_in(store, chosen)))
    return made


async def empty_runs(url: str) -> list[float]:
    """Runs of an empty script, one after the other."""
    async with opened(url, "") as socket:
        await run_page(socket, "home")
        return [await run_page(socket, "home") for _number in range(EMPTY_RUNS)]


@contextmanager
def plain_server(folder: Path, script: str) -> Iterator[str]:
    """Serve a script by the same Streamlit, made light by the same settings, nothing of ours."""
    file, port = folder / "plain.py", free_port()
    file.write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(file), f"--server.port={port}",
               "--server.address=127.0.0.1", "--server.headless=true",
               "--runner.postScriptGC=false", "--runner.magicEnabled=false",
               "--server.fileWatcherType=none", "--browser.gatherUsageStats=false"]  # fmt: skip
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def partners(
    folder: Path, tokens: Sequence[tuple[Role, str]], given: argparse.Namespace
) -> tuple[list[float], Figures]:
    """An empty script, run alone; and a script of plain lines, run by as many people as ours."""
    with plain_server(folder, EMPTY) as url:
        empty = asyncio.run(_when_up(url))
    short = argparse.Namespace(**{**vars(given), "seconds": min(given.seconds, PARTNER_SECONDS)})
    with plain_server(folder, LINES) as url:
        asyncio.run(_when_up(url))
        return empty, asyncio.run(everybody([url], tokens, short))


async def _when_up(url: str) -> list[float]:
    for _attempt in range(100):
        try:
            return await empty_runs(url)
        except OSError:
            await asyncio.sleep(0.2)
    raise TimeoutError(url)


@contextmanager
def served(folder: Path, count: int) -> Iterator[tuple[list[str], list[int]]]:
    """Our server: addresses and numbers of its processes."""
    if count == 1:
        with running(folder, {"HUB_SEARCH": "ready"}) as server:
            yield [server.url], [server.pid]
        return
    with together(folder, count) as servers:
        yield [server.url for server in servers], children(servers[0].pid)


def children(pid: int) -> list[int]:
    """Numbers of the processes that this one has started by any of its threads."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted(int(one) for task in tasks for one in task.read_text(encoding="ascii").split())


def memory_mb(pid: int) -> float:
    """Resident memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / KIB
    return 0.0


async def soaked(
    pids: Sequence[int],
    urls: Sequence[str],
    tokens: Sequence[tuple[Role, str]],
    given: argparse.Namespace,
) -> tuple[Figures, list[float]]:
    """All people at once; the memory of all processes, from the arrival to the end, evenly."""

    async def looked() -> list[float]:
        await asyncio.sleep(given.arrive)
        found = [sum(map(memory_mb, pids))]
        for _look in range(LOOKS):
            await asyncio.sleep(given.seconds / LOOKS)
            found.append(sum(map(memory_mb, pids)))
        return found

    figures, memory = await asyncio.gather(everybody(urls, tokens, given), looked())
    return figures, memory


def growth_percent(memory: Sequence[float]) -> float:
    """How much the memory grew after the first third, in which everything is warmed up."""
    warm = memory[len(memory) // 3]
    return round((memory[-1] - warm) / warm * 100, 1)


def measured(given: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Start a server on the full demo, let everybody in, and put the figures together."""
    with database(folder) as store:
        wiring.bind()
        demo.fill(store, clock.now())
        tokens = sessions(store, given.sessions)
    empty, plain = partners(folder, tokens, given)
    warm = argparse.Namespace(think=0.5, arrive=1, seconds=8)
    with served(folder, given.processes) as (urls, pids):
        asyncio.run(everybody(urls, tokens[: len(MIX) * len(urls)], warm))
        base = [memory_mb(pid) for pid in pids]
        beside = [memory_mb(pid) for each in pids for pid in children(each)]
        figures, memory = asyncio.run(soaked(pids, urls, tokens, given))
    middle = quantile(empty, 0.5)
    return {
        "sessions": given.sessions,
        "processes": given.processes,
        "think_s": given.think,
        "arrive_s": given.arrive,
        "seconds": given.seconds,
        "runs": len(figures.all),
        "errors": dict(figures.errors),
        "p50_ms": round(quantile(figures.all, 0.5), 1),
        "p95_ms": round(quantile(figures.all, 0.95), 1),
        "p99_ms": round(quantile(figures.all, 0.99), 1),
        "empty_script_p50_ms": round(middle, 1),
        "p95_to_empty": round(quantile(figures.all, 0.95) / middle, 1),
        "plain_lines_p95_ms": round(quantile(plain.all, 0.95), 1),
        "p95_to_plain_lines": round(
            quantile(figures.all, 0.95) / (quantile(plain.all, 0.95) or 1.0), 2
        ),
        "base_mb": [round(each) for each in base],
        "search_mb": [round(each) for each in beside],
        "mb_per_session": round((memory[-1] - sum(base)) / given.sessions, 2),
        "memory_mb": [round(each) for each in memory],
        "growth_percent": growth_percent(memory),
        "pages": {
            page: {"runs": len(runs), "p50": round(quantile(runs, 0.5)),
                   "p95": round(quantile(runs, 0.95))}
            for page, runs in sorted(figures.taken.items())
        },
    }  # fmt: skip


def main() -> None:
    """Measure and print; with --out also write a file."""
    asked = argparse.ArgumentParser(prog="hub bench pages")
    asked.add_argument("--sessions", type=int, default=20)
    asked.add_argument("--think", type=float, default=10.0)
    asked.add_argument("--seconds", type=float, default=20.0)
    asked.add_argument("--arrive", type=float, default=30.0, help="seconds in which all arrive")
    asked.add_argument("--processes", type=int, default=1)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--data", type=Path, help="data folder to keep; filled at the first run")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        found = measured(given, given.data or Path(folder))
    text = json.dumps(found, ensure_ascii=False, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
