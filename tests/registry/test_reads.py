"""Every read × every role × {own place, other person, other firm, other ward}, and nobody at all.

Who may is written in the looks, from the design. Everybody else is refused as forbidden or as not
found, or reads of nothing where the read asks for no record; and no read writes anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pytest

from hub.kernel.errors import Forbidden, HubError, NotFound
from hub.platform import commands, runtime
from hub.platform.commands import READS
from hub.platform.context import Actor
from hub.platform.db import Store
from tests.support.arrangements.looks import SCENES
from tests.support.arrangements.looks.look import ANONYMOUS, ELSEWHERE, Look, an_actor, principals
from tests.support.database import digest
from tests.support.engines import KINDS, databases_of, fresh_store

REFUSALS: Final = frozenset({Forbidden.__name__, NotFound.__name__})
SHOWN: Final = [(engine, scene) for engine in KINDS for scene in sorted(SCENES)]


@dataclass(frozen=True, slots=True)
class View:
    """A database with the looks that can be asked in it."""

    store: Store
    looks: Mapping[str, Look]

    def ask(self, name: str, actor: Actor, **other: object) -> Any:  # noqa: ANN401  each read has its own answer
        """Ask as somebody; the name of the refusal when there is no answer."""
        look, function = self.looks[name], READS[name].function
        values: dict[str, Any] = {**look.raw, **other}
        with pytest.MonkeyPatch.context() as patch:
            if look.settings:
                settings = replace(runtime.settings(), **look.settings)
                patch.setattr(runtime, "settings", lambda: settings)
            try:
                return commands.look(self.store, function, actor=actor, now=look.now, **values)
            except HubError as refusal:
                return f"refused as {type(refusal).__name__}"

    def is_kept_back(self, name: str, answer: object) -> bool:
        """Whether an answer is a refusal, or nothing where nothing may be said."""
        refused = isinstance(answer, str) and answer.removeprefix("refused as ") in REFUSALS
        return refused or answer == self.looks[name].nothing


@pytest.fixture(scope="session", params=SHOWN, ids="-".join)
def view(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[View]:
    """A scene, made once; no test on it changes anything."""
    engine, scene = request.param
    with fresh_store(databases_of(request, engine), tmp_path_factory.mktemp("view")) as store:
        looks = SCENES[scene](store)
        before = digest(store)
        yield View(store, looks)
        assert digest(store) == before, "a read has written"


def test_nobody_but_those_who_may_gets_an_answer(view: View) -> None:
    leaks = [
        f"{name} by {role} in {place}: {answer}"
        for name, look in view.looks.items()
        for role, place, actor in principals(look.home)
        if not look.is_home(role, place)
        and not view.is_kept_back(name, answer := view.ask(name, actor))
    ]
    assert leaks == []


def test_who_is_not_signed_in_gets_nothing(view: View) -> None:
    answers = {name: view.ask(name, ANONYMOUS) for name in view.looks}
    assert {name: said for name, said in answers.items() if not view.is_kept_back(name, said)} == {}


def test_everybody_who_may_gets_an_answer_that_says_something(view: View) -> None:
    silent = [
        f"{name} by {role}: {answer}"
        for name, look in view.looks.items()
        for role in sorted(look.roles)
        if (answer := view.ask(name, an_actor(look.home, role, "own"))) in ((), {}, None)
        or view.is_kept_back(name, answer)
    ]
    assert silent == [], "\n".join(silent)


def test_a_record_that_is_not_there_shows_nothing(view: View) -> None:
    shown = [
        f"{name} of {key}: {answer}"
        for name, look in view.looks.items()
        for key, value in look.raw.items()
        if key.endswith("_id") and isinstance(value, int)
        for role in sorted(look.roles)[:1]
        if (answer := view.ask(name, an_actor(look.home, role, "own"), **{key: ELSEWHERE}))
        and not view.is_kept_back(name, answer)
    ]
    assert shown == []


def test_every_read_has_its_look(
    sqlite_databases: Any,  # noqa: ANN401  made by the tests' own fixture
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    names: list[str] = []
    for scene in SCENES.values():
        with fresh_store(sqlite_databases, tmp_path_factory.mktemp("view")) as store:
            names += scene(store)
    assert sorted(names) == sorted(READS)
