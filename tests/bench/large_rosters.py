"""Times the search over large rosters, rows of the database included; part of `hub bench match`.

A headline, two sentences, a skill and a certificate to a person; beyond 2,000 people the cards
repeat and what was read of them is copied, which saves hours. Everything is done as the process
that searches does it, on one thread, in time of computing; the clock is told beside. A sentence of
several people is given to the encoder once, so the first reading costs less here than it would.
"""

import gc
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import numpy as np
import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from hub.experts import index, search_process
from hub.experts.matches import SearchResult
from hub.experts.reading import Listing
from hub.experts.remembered import Memory
from hub.experts.roster_index import RosterIndex
from hub.experts.shelf import Run, Shelf, in_blocks, put_together
from hub.platform.context import Ctx, system_actor
from hub.platform.crypto import Keyring
from hub.platform.db import Store, open_store
from hub.skills import service as skills
from hub.skills.encoder import Encoder, Matrix, default_encoder
from hub.skills.reads import current_vocabulary
from hub.skills.vocabulary import Vocabulary
from models.accounts import Person
from models.columns import new_number
from models.directory import Resource
from models.experts.roster import Expert, ExpertCertificate, ExpertSkill
from models.vocab.experts import CertificateGrade, ExpertState, SkillLevel
from models.vocab.skills import AliasLang
from tests.support.internship import do
from tests.support.roster import an_expert

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Plain = dict[type[SQLModel], dict[str, Any]]
Rows = dict[type[SQLModel], list[dict[str, Any]]]
FIRST: Final = 1_000_000
REPEATED: Final = 2_000
CERTIFICATE: Final = "機械加工技能士"
SHORT: Final = 8
ASKED: Final = 100
BATCH: Final = 1000
EDITS: Final = 5


class Once:
    """The encoder, but each text only once: a large roster repeats the sentences it is made of."""

    def __init__(self, encoder: Encoder) -> None:
        """Know nothing yet."""
        self._encoder = encoder
        self._known: dict[str, Matrix] = {}
        self.model_id, self.model_hash = encoder.model_id, encoder.model_hash
        self.dim = encoder.dim

    def available(self) -> bool:
        """As the encoder itself."""
        return self._encoder.available()

    def encode(self, texts: Sequence[str]) -> Matrix:
        """One row per text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for at in range(0, len(new), BATCH):
            part = new[at : at + BATCH]
            self._known.update(zip(part, self._encoder.encode(part), strict=True))
        found = [self._known[text] for text in texts]
        return np.array(found, dtype=np.float32).reshape(len(texts), self.dim)

    def forget(self) -> None:
        """Let the next search pay for its own words."""
        self._known.clear()


class Spent:
    """Computing and clock of each turn, in milliseconds."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.computing: list[float] = []
        self.clock: list[float] = []

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One turn."""
        began = time.process_time(), time.perf_counter()
        yield
        self.computing.append(1000 * (time.process_time() - began[0]))
        self.clock.append(1000 * (time.perf_counter() - began[1]))

    def __str__(self) -> str:
        """Most of all turns."""
        return f"{max(self.computing):.0f} ms (clock {max(self.clock):.0f})"


def large(words: Vocabulary, count: int) -> None:
    """Print how long a start, a search, and the search after an edit take with so many experts."""
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/hub.sqlite3", data_dir=Path(folder))
        try:
            store.create_all()
            do(store, skills.load_vocabulary, words=words, note="all of it")
            said = [
                row.text
                for row in words.aliases
                if row.lang is AliasLang.JA and len(row.text) > SHORT
            ]
            dice = random.Random(count)  # noqa: S311  a sample, not a secret
            _fill(store, count, said, [row.code for row in words.skills], dice)
            _timed(store, Path(folder) / "searched", said, dice)
        finally:
            store.dispose()


class Card(NamedTuple):
    """What a search reads of a person."""

    headline: str
    bio: str
    skill: str
    years: int


def _fill(
    store: Store, count: int, said: Sequence[str], codes: Sequence[str], dice: random.Random
) -> None:
    """Listed experts as rows, all like the first one but for what a search reads."""
    cards = [
        Card(dice.choice(said)[:60], _bio(said, dice), dice.choice(codes), dice.randint(1, 50))
        for _one in range(min(count, REPEATED))
    ]
    first = cards[0]
    _actor, expert_id = an_expert(
        store, headline=first.headline, bio=first.bio, years=first.years,
        skills=[{"code": first.skill, "level": "teaches", "years": first.years}],
        certificates=[{"name": CERTIFICATE, "grade": "first"}],
    )  # fmt: skip
    with store.writing() as session:
        expert = session.get(Expert, expert_id)
        assert expert is not None
        person = session.get(Person, expert.person_id)
        calendar = session.get(Resource, expert.resource_id)
        assert person is not None
        assert calendar is not None
        plain: Plain = {
            Person: person.model_dump(),
            Resource: calendar.model_dump(),
            Expert: expert.model_dump(),
        }
        for begin in range(1, count, BATCH):
            rows = _rows(plain, range(begin, min(begin + BATCH, count)), cards)
            for kind, made in rows.items():
                session.connection().execute(sa.insert(kind), made)


def _keep_read(store: Store, file: Path, encoder: Encoder) -> None:
    """Write the file as a process leaves it that has read everybody; repeated cards are copied."""
    with store.reading() as session:
        ctx = Ctx(session, system_actor("bench"), NOW)
        model = skills.shared_model(current_vocabulary(ctx).words, encoder)
        listing = index.listing(ctx, model)
        keys = list(listing.marks)
        some = {key: listing.marks[key] for key in keys[:REPEATED]}
        kept = RosterIndex(model, Listing(some, listing.read)).kept
        shelf = kept.shelves[0]
        times, left = divmod(len(keys), len(some))
        runs = [Run(shelf, 0, len(some))] * times + [Run(shelf, 0, left)] * (left > 0)
        whole = _each_its_own(
            replace(
                put_together(runs),
                keys=tuple(keys),
                marks=tuple(listing.marks[key] for key in keys),
            )
        )
        slots = {key: at for at, key in enumerate(keys)}
        known = replace(kept, shelves=(whole,), slots=slots, learnt=kept.learnt * times)
        Memory(file, _keyring).keep(RosterIndex(model, listing, known))


def _each_its_own(whole: Shelf) -> Shelf:
    """A vector for each sentence, as if nobody's was copied; names on lists share theirs."""
    assert whole.meaning is not None
    told = whole.is_told
    rows, places = np.unique(whole.vector_of[~told], return_inverse=True)
    vector_of = np.arange(len(told))
    vector_of[told] = np.arange(told.sum())
    vector_of[~told] = told.sum() + places
    own = whole.meaning[whole.vector_of[told]]
    return replace(whole, meaning=in_blocks([own, whole.meaning[rows]]), vector_of=vector_of)


def _keyring() -> Keyring:
    return Keyring(b"bench" * 8)


def _rows(plain: Plain, numbers: range, cards: Sequence[Card]) -> Rows:
    made: Rows = {kind: [] for kind in (Person, Resource, Expert, ExpertSkill, ExpertCertificate)}
    for at in numbers:
        number, card = FIRST + at, cards[at % REPEATED]
        made[Person].append(plain[Person] | {"id": number})
        made[Resource].append(plain[Resource] | {"id": number, "person_id": number})
        own = {"id": number, "person_id": number, "resource_id": number, "mark": new_number()}
        told = {"headline": card.headline, "bio": card.bio, "years": card.years}
        made[Expert].append(plain[Expert] | own | told)
        made[ExpertSkill].append(
            {"expert_id": number, "skill_code": card.skill, "level": SkillLevel.TEACHES,
             "years": card.years, "last_used_year": None, "checked_on": None}
        )  # fmt: skip
        made[ExpertCertificate].append(
            {"expert_id": number, "name": CERTIFICATE, "certificate_code": None,
             "grade": CertificateGrade.FIRST, "checked_on": None, "expires_on": None}
        )  # fmt: skip
    return made


def _bio(said: Sequence[str], dice: random.Random) -> str:
    return "。".join(dice.choices(said, k=2)) + "。"


def _timed(store: Store, file: Path, said: Sequence[str], dice: random.Random) -> None:
    once = Once(default_encoder())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "default_encoder", lambda: once)
        asked = [f"{dice.choice(said)}、{dice.choice(said)}。" for _turn in range(ASKED)]
        read, start, edit, pause, search = (Spent() for _part in range(5))
        with read.turn():
            _keep_read(store, file, once)
        once.forget()
        _new_process(file)
        with start.turn():
            first = _searched(store, asked[0])
        search_process.settle()
        for text in asked:
            once.forget()
            with search.turn():
                _searched(store, text)
            search_process.tidy()
        for turn in range(EDITS):
            once.forget()
            _edit(store, _number(store, turn), bio=_bio(said, dice), mark=new_number())
            with edit.turn():
                _searched(store, asked[turn])
            _edit(store, _number(store, -turn - 2), state=ExpertState.PAUSED)
            with pause.turn():
                _searched(store, asked[turn])
        middle, high = np.quantile(search.computing, (0.5, 0.95))
        print(
            f"{first.listed} experts in the database: search p50 {middle:.0f} ms, p95 {high:.0f} ms"
            f" (clock {np.quantile(search.clock, 0.95):.0f}); start with the first search {start},"
            f" file of {file.stat().st_size / 1e6:.0f} MB, as a new process with libraries and"
            f" vocabulary {_as_process(file)}; first search after a changed card {edit}, after"
            f" somebody has left {pause}; reading {read.computing[0] / 1000:.0f} s"
        )
    gc.enable()
    gc.unfreeze()
    _new_process(None)


def _new_process(file: Path | None) -> None:
    """Forget what this process holds; the vocabulary stays."""
    index._kept.cache_clear()
    if file is not None:
        index.remember(Memory(file, _keyring))


def _as_process(file: Path) -> str:
    """How long a process takes from its first line to its first answer."""
    command = [sys.executable, "-m", "tests.bench.large_rosters", str(file)]
    threads = {"OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **threads}
    ).stdout.strip()


def main(file: Path) -> None:
    """Answer one search as a new process, and print what it took with everything it loads."""
    store = open_store(f"sqlite:///{file.parent}/hub.sqlite3", data_dir=file.parent)
    _new_process(file)
    _searched(store, "lathe")
    computing = 1000 * time.process_time()
    print(f"{computing:.0f} ms ({_resident():.0f} MB)")


def _resident() -> float:
    """Most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _searched(store: Store, text: str) -> SearchResult:
    with store.reading() as session:
        return index.search(Ctx(session, system_actor("bench"), NOW), text=text)


def _number(store: Store, at: int) -> int:
    """Id of one of the experts, by its place."""
    with store.reading() as session:
        ids = session.exec(select(Expert.id).order_by(col(Expert.id))).all()
    return ids[at] or 0


def _edit(store: Store, expert_id: int, **values: object) -> None:
    """A write of the roster, as a command would leave it."""
    with store.writing() as session:
        session.connection().execute(
            sa.update(Expert).where(col(Expert.id) == expert_id).values(**values)
        )
        skills.touch_matching(Ctx(session, system_actor("bench"), NOW))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
