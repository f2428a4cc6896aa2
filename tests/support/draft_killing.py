"""A process that keeps the fields of a draft without pause and is killed with signal 9."""

import contextlib
import multiprocessing
import random
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

from hub.platform import drafts
from hub.platform.db import Store, open_store
from hub.platform.drafts import Place

NOW: Final = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
FLOW: Final = "experts.need"
FIRST_SECONDS: Final = 60.0
LONGEST_SECONDS: Final = 0.4
FIELDS: Final = 40


def type_on(url: str, folder: str, place: Place, told: Connection) -> None:
    """Fill field after field until the process is killed; tell each once it is saved."""
    store = open_store(url, data_dir=Path(folder))
    kept = drafts.load(store, place)
    number = kept.version
    while True:
        number += 1
        field, text = f"field-{number % FIELDS}", f"欄に書いた文 {number}"
        kept = drafts.save(store, place, kept, {**kept.answers, field: text}, NOW)
        told.send((field, text))


def kill_often(store: Store, folder: Path, place: Place, cycles: int) -> tuple[int, list[str]]:
    """Start a writer, kill it at a random moment, `cycles` times; fields told and fields lost."""
    dice = random.Random(0)  # noqa: S311  moments of a kill, no secrets
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.support.draft_killing"])
    url = store.engine.url.render_as_string(hide_password=False)
    told_count, lost = 0, []
    for cycle in range(cycles):
        heard, told = processes.Pipe(duplex=False)
        writer = processes.Process(
            target=type_on, args=(url, str(folder), place, told), daemon=True
        )
        writer.start()
        told.close()
        if not heard.poll(FIRST_SECONDS):
            lost.append(f"cycle {cycle}: the writer never saved")
        time.sleep(dice.uniform(0.0, LONGEST_SECONDS))
        writer.kill()
        writer.join()
        fields = _heard(heard)
        told_count += len(fields)
        lost += _lost(drafts.load(store, place).answers, dict(fields))
    return told_count, lost


def _heard(heard: Connection) -> list[tuple[str, str]]:
    """Everything that was told before the kill; the last message may have been cut."""
    found: list[tuple[str, str]] = []
    with heard, contextlib.suppress(EOFError, OSError, UnpicklingError):
        while heard.poll():
            found.append(heard.recv())
    return found


def _lost(answers: dict[str, str], told: dict[str, str]) -> list[str]:
    """Fields that hold neither what was told nor something written after it."""

    def number(text: str) -> int:
        return int(text.rpartition(" ")[2] or -1)

    return [
        f"{field}: {text}" for field, text in told.items()
        if number(answers.get(field, "")) < number(text)
    ]  # fmt: skip
