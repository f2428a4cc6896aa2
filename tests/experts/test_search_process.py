"""A search in a process of its own answers as one here does, and leaves nobody alone."""

import gc
import os
import signal
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from hub.experts import index, search_process, searching
from hub.experts.matches import SearchResult
from hub.experts.words.engagements import SEARCH_AWAY
from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.skills import service as skills
from tests.support.internship import NOW, SYSTEM, a_ward, do
from tests.support.roster import an_expert
from tests.support.server import database
from tests.support.skills import few_skills

NEED: Final = "旋盤で軸を削れる人"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Store]]:
    """A data folder with a small vocabulary and one expert."""
    folder = tmp_path_factory.mktemp("searched")
    with database(folder) as store:
        do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
        an_expert(store, ward_id=a_ward(store))
        yield folder, store


@pytest.fixture
def beside(
    filled: tuple[Path, Store], monkeypatch: pytest.MonkeyPatch
) -> Iterator[searching.Beside]:
    """The process beside, over that folder, ended afterwards."""
    monkeypatch.setenv("HUB_DATA_DIR", str(filled[0]))
    made = searching.Beside()
    searching.bind(made)
    yield made
    searching.stop()


def here(store: Store) -> SearchResult:
    with store.reading() as session:
        return index.search(Ctx(session, SYSTEM, NOW), text=NEED)


def there(store: Store, text: str = NEED) -> SearchResult:
    with store.reading() as session:
        return searching.search(Ctx(session, SYSTEM, NOW), text=text)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_finds_the_same_people_with_the_same_reasons(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    found = there(filled[1])
    assert found == here(filled[1])
    assert len(found.rows) == found.listed == 1
    assert beside.pid not in {None, os.getpid()}


def test_an_expert_who_was_listed_a_moment_ago_is_found(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    before = there(filled[1]).listed
    an_expert(filled[1], ward_id=a_ward(filled[1]), name="今入った人")
    assert there(filled[1]).listed == before + 1
    assert beside.pid is not None


def test_a_killed_process_is_started_again_and_nobody_notices(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    assert not searching.is_ready(), "nobody has waited for its lists yet"
    first = there(filled[1])
    assert searching.is_ready()
    killed = beside.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    os.waitid(os.P_PID, killed, os.WEXITED | os.WNOWAIT)
    assert not searching.is_ready(), "the page says that it is getting ready"
    assert there(filled[1]) == first
    assert beside.pid != killed


def test_it_ends_with_the_process_that_asked(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    there(filled[1])
    pid = beside.pid
    assert pid is not None
    assert is_running(pid)
    beside.stop()
    assert not is_running(pid)
    assert not searching.is_ready()
    searching.stop()
    assert searching.is_ready(), "here"
    assert there(filled[1]) == here(filled[1])


def test_a_late_answer_is_a_clear_refusal_and_never_the_answer_to_the_next_question(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    there(filled[1])
    pid = beside.pid
    assert pid is not None
    hurried = searching.Beside(longest_wait=0.2)
    hurried._line, hurried._process, hurried._number = beside._line, beside._process, 100
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(Refused) as refused:
        hurried.ask(NOW, "板金")
    assert refused.value.reason == SEARCH_AWAY
    os.kill(pid, signal.SIGCONT)
    beside._number = 200
    assert there(filled[1]) == here(filled[1])


def test_a_refusal_of_the_search_arrives_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database(tmp_path / "empty") as store:
        monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path / "empty"))
        searching.bind(searching.Beside())
        started = time.monotonic()
        try:
            with pytest.raises(Refused) as refused:
                there(store)
        finally:
            searching.stop()
        assert refused.value.reason.code == "skills.no_vocabulary"
        assert time.monotonic() - started < searching.LONGEST_WAIT


def test_a_fault_over_there_is_a_clear_refusal_here(
    filled: tuple[Path, Store], beside: searching.Beside
) -> None:
    with pytest.raises(Refused) as refused:
        beside.ask(None, NEED)  # type: ignore[arg-type]  # a question that cannot be asked
    assert refused.value.reason == SEARCH_AWAY
    assert there(filled[1]).rows


def test_memory_is_looked_through_between_two_questions_only() -> None:
    class Link:
        other: object

    try:
        search_process.settle()
        assert not gc.isenabled()
        one = Link()
        one.other, left = one, weakref.ref(one)
        del one
        assert left() is not None
        search_process.tidy()
        assert left() is None
    finally:
        gc.enable()
        gc.unfreeze()
