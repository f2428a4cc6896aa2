"""One ward, one firm and one person per role: the least that every page can be opened with."""

from collections.abc import Callable
from typing import Any, Final

from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.platform import clock, commands
from hub.platform.context import system_actor
from hub.platform.db import Store
from models.vocab import FIRM_ROLES, Role

MAKER: Final = system_actor("test")
ROLES: Final = tuple(role for role in Role if role is not Role.SYSTEM)
LETTERS: Final = "アイウエオカキクケコサシスセ"


def name_of(role: Role) -> str:
    """Name of the person of a role; stands in no text of the product."""
    return f"検分 {LETTERS[ROLES.index(role)] * 3}"


def fill(store: Store) -> dict[Role, int]:
    """Make the people through the same commands as the pages; return their ids by role."""
    ward = _run(store, directory.add_ward, "ward", code="13111", name="大田区", name_en="Ota City")
    firm = _run(
        store, directory.add_firm, "firm",
        ward_id=ward.ward_id, name="検分製作所", kana="ケンブンセイサクショ", town="蒲田",
    )  # fmt: skip
    return {
        role: _run(
            store, accounts.add_person, f"person-{role}",
            name=name_of(role), kana="ケンブン", role=role, ward_id=ward.ward_id,
            firm_id=firm.firm_id if role in FIRM_ROLES else None, demo_rank=rank,
        ).person_id
        for rank, role in enumerate(ROLES, start=1)
    }  # fmt: skip


def signed_in(store: Store, person_id: int) -> str:
    """Open a session without a browser; return the cookie's value."""
    token = accounts.new_token()
    _run(
        store, accounts.open_demo_session, commands.new_once(),
        person_id=person_id, token_hash=accounts.token_hash(token),
    )  # fmt: skip
    return token


def revoke(store: Store, token: str) -> None:
    """End a session, as signing out in another tab does."""
    digest = accounts.token_hash(token)
    _run(store, accounts.close_session, commands.new_once(), token_hash=digest)


def _run(store: Store, function: Callable[..., Any], once: str, **raw: object) -> Any:  # noqa: ANN401  the use case's own result type
    return commands.run(
        store, function, actor=MAKER, now=clock.now(), once=f"test-{once}", raw=raw
    )  # fmt: skip
