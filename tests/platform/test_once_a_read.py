"""Parts of one read share the rows they ask for; a use case sees each change it makes."""

import inspect
from collections.abc import Collection, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

import hub.wiring  # noqa: F401  every room registers its reads
from hub.groups import queries
from hub.groups import reads as groups
from hub.platform import commands
from hub.platform.context import Ctx, each_one, once_a_read
from hub.platform.db import Store
from tests.platform.test_commands import NOW
from tests.support.groups import a_town, an_agreed_group, draft, found, sign
from tests.support.people import MAKER


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """Collect the statements that reads send."""
    statements: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = store._read
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_a_read_asks_once_and_a_use_case_each_time(store: Store) -> None:
    asked: list[int] = []

    @once_a_read
    def rows(_ctx: Ctx, group_id: int) -> int:
        asked.append(group_id)
        return len(asked)

    with store.reading() as session:
        reading, acting = Ctx(session, MAKER, NOW, kept={}), Ctx(session, MAKER, NOW)
        assert [rows(reading, 1), rows(reading, 1), rows(reading, 2)] == [1, 1, 2]
        assert [rows(acting, 1), rows(acting, 1)] == [3, 4]
        assert rows(Ctx(session, MAKER, NOW, kept={}), 1) == 5, "the next read asks anew"


def test_a_list_of_groups_asks_for_the_members_of_each_group_once(store: Store) -> None:
    town = a_town(store)
    group_id = an_agreed_group(town)
    with counted(store) as statements:
        facts = commands.look(
            store, groups.group_facts, actor=town.owners[0], now=NOW, group_id=group_id
        )
    with store.reading() as session:
        ctx = Ctx(session, town.owners[0], NOW)
        assert len(facts.members) == len(queries.members(ctx, group_id))
    members = [text for text in statements if "FROM group_member" in text]
    assert len(members) == 1


def test_a_list_asks_for_all_its_records_in_one_statement(store: Store) -> None:
    asked: list[list[int]] = []

    @each_one
    def doubled(_ctx: Ctx, numbers: Collection[int]) -> dict[int, int]:
        asked.append(list(numbers))
        return {number: 2 * number for number in numbers if number < 100}

    with store.reading() as session:
        reading, acting = Ctx(session, MAKER, NOW, kept={}), Ctx(session, MAKER, NOW)
        doubled.foresee(reading, [1, 2, 2, 300])
        assert [doubled(reading, number) for number in (1, 2, 300, 3)] == [2, 4, None, 6]
        assert asked == [[1, 2, 300], [3]], "one statement for the list, one for the stranger"
        doubled.foresee(acting, [1, 2])
        assert [doubled(acting, 1), doubled(acting, 1)] == [2, 2]
        assert asked[2:] == [[1], [1]], "a use case asks each time"


def test_the_clerks_groups_take_as_many_statements_for_three_as_for_one(store: Store) -> None:
    town = a_town(store)
    counts = []
    for name in ("一つ目の会", "二つ目の会", "三つ目の会"):
        drafted = draft(town, found(town, name=name))
        sign(town, drafted, town.owners[0])
        with counted(store) as statements:
            cards = commands.look(
                store, groups.ward_groups, actor=town.clerk, now=NOW, ward_id=town.ward
            )
        counts.append((len(cards), len(statements)))
    assert [cards for cards, _statements in counts] == [1, 2, 3]
    assert counts[0][1] == counts[2][1] > 0


def test_no_read_has_a_word_that_the_way_to_it_takes_for_itself() -> None:
    own = {name for name in inspect.signature(commands.look).parameters if name != "values"}
    taken = [
        f"{each.name}: {name}"
        for each in commands.READS.values()
        for name in inspect.signature(each.function).parameters
        if name in own
    ]
    assert commands.READS
    assert taken == []
