"""Parts of one read share the rows they ask for; a use case sees each change it makes."""

import sqlalchemy as sa

from hub.groups import queries
from hub.groups import reads as groups
from hub.platform import commands
from hub.platform.context import Ctx, once_a_read
from hub.platform.db import Store
from tests.platform.test_commands import NOW
from tests.support.groups import a_town, an_agreed_group
from tests.support.people import MAKER


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
    statements: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = store._read
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        found = commands.look(
            store, groups.group_facts, actor=town.owners[0], now=NOW, group_id=group_id
        )
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    with store.reading() as session:
        ctx = Ctx(session, town.owners[0], NOW)
        assert len(found.members) == len(queries.members(ctx, group_id))
    members = [text for text in statements if "FROM group_member" in text]
    assert len(members) == 1
