"""Acts on money, roles, credentials, addresses and exports of people ask first who sits here."""

from dataclasses import replace

import pytest

from hub.kernel.errors import Refused
from hub.platform import commands, exports
from hub.platform.context import PROVE_AGAIN
from tests.registry.conftest import World
from tests.support.database import digest
from tests.support.engines import KINDS

FRESH = (
    "accounts:code:issue",
    "accounts:deputy:name",
    "accounts:handover:plan",
    "accounts:invitation:send",
    "accounts:password:set",
    "accounts:person:add",
    "accounts:role:give",
    "accounts:second_step:enrol",
    "accounts:second_step:reset",
    "accounts:wishes:keep",
    "experts:fee:pay",
    "platform:export:keep",
    "subsidy:payment:record",
    "subsidy:order:pay",
    "subsidy:order:come_back",
    "subsidy:payment:come_back",
    "subsidy:return:receive",
)


@pytest.mark.parametrize(
    "world", [(engine, name) for engine in KINDS for name in FRESH], ids="-".join, indirect=True
)
def test_ten_minutes_after_the_last_proof_nothing_is_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the press has its effect with a proof is seen by the replays."""
    if world.name == "platform:export:keep":
        monkeypatch.setattr(exports, "OF_PEOPLE", {str(world.case.raw["record"])})
    before = digest(world.store)
    with pytest.raises(Refused) as refusal:
        commands.run(
            world.store,
            commands.COMMANDS[world.name].function,
            actor=replace(world.case.actor, is_stale=True),
            now=world.case.now,
            once="stale click",
            raw=world.case.raw,
        )
    assert refusal.value.reason is PROVE_AGAIN
    assert digest(world.store) == before
