"""`hub bench sign_in`: whether the time of a failed sign-in tells that a number is known.

Known and unknown numbers take turns, each with a wrong code, on a server of its own. Few enough
tries for each number and address that nobody is made to wait.
"""

import argparse
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx2

from hub.accounts import service as accounts
from hub.platform import clock, commands
from hub.platform.db import Store
from models.vocab import Role
from tests.support import people
from tests.support.server import ROOT, Server, database, running

FORM: Final = re.compile(r'name="token" value="([^"]+)"')
EACH: Final = 5
WRONG: Final = "AAAAAAAA"


def letters(store: Store, count: int) -> list[str]:
    """Sign-in numbers of so many students with a living code."""
    people.fill(store)
    made = []
    for number in range(count):
        added = _run(
            store, accounts.add_person, f"student-{number}",
            name="検分 学", kana="ケンブン", role=Role.STUDENT, ward_id=1,
        )  # fmt: skip
        _code, code_hash = accounts.new_code()
        issued = _run(store, accounts.issue_code, f"letter-{number}",
                      person_id=added.person_id, code_hash=code_hash)  # fmt: skip
        made.append(issued.login)
    return made


def _run(store: Store, function: Callable[..., Any], once: str, **raw: object) -> Any:  # noqa: ANN401  the use case's own result type
    return commands.run(
        store, function, actor=people.MAKER, now=clock.now(), once=once, raw=raw
    )  # fmt: skip


def taken(server: Server, logins: list[str]) -> list[tuple[str, float]]:
    """Milliseconds of a wrong code for each number, in this order."""
    found = []
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=60) as client:
        form = FORM.search(client.get("/sign-in").text)
        token = form[1] if form else ""
        for login in logins:
            data = {"token": token, "login": login, "secret": WRONG}
            began = time.perf_counter()
            answer = client.post("/sign-in", data=data, headers={"origin": server.url})
            found.append((login, (time.perf_counter() - began) * 1000))
            if answer.status_code != httpx2.codes.UNAUTHORIZED:
                raise RuntimeError(f"{answer.status_code} instead of a refusal")
    return found


def measured(tries: int, folder: Path) -> dict[str, float]:
    """Medians of known and of unknown numbers, and how far they are apart."""
    with database(folder) as store:
        known = letters(store, -(-tries // EACH))
    unknown = [f"W9{number:05d}" for number in range(len(known))]
    logins = (known * EACH)[:tries] + (unknown * EACH)[:tries]
    random.Random(7).shuffle(logins)  # noqa: S311  an order, not a secret
    with running(folder) as server:
        taken(server, [f"W8{number:05d}" for number in range(10)])
        runs = taken(server, logins)
    first = statistics.median(ms for login, ms in runs if login in set(known))
    second = statistics.median(ms for login, ms in runs if login in set(unknown))
    return {
        "tries_each": tries,
        "known_p50_ms": round(first, 2),
        "unknown_p50_ms": round(second, 2),
        "apart_percent": round(abs(first - second) / max(first, second) * 100, 1),
    }


def main() -> None:
    """Measure and print; with --out also write a file."""
    asked = argparse.ArgumentParser(prog="hub bench sign_in")
    asked.add_argument("--tries", type=int, default=200, help="of each kind")
    asked.add_argument("--out", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        text = json.dumps(measured(given.tries, Path(folder)), indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
