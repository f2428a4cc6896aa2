"""Places that wait for a guardian's word, by plan and over the ward."""

from dataclasses import dataclass

from hub.internship import access, queries
from hub.internship.held_back import standings_of
from hub.internship.holding import Stand
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.vocab import DataClass
from models.vocab.internship import RoundState

SHOWN = (RoundState.PUBLISHED, RoundState.RUNNING)


@dataclass(frozen=True, slots=True)
class ConsentTask:
    """A published plan with something for the coordinator to do."""

    round_name: str
    scenario_id: int
    ready: int
    lost: int


@read(name="internship:consent_tasks", data_class=DataClass.C1)
def consent_tasks(ctx: Ctx, *, ward_id: int) -> tuple[ConsentTask, ...]:
    """Published plans of a ward in which a consent has come, or was taken back."""
    require(ctx, access.may_run_round(ctx.actor, ward_id))
    found = []
    for held in queries.rounds(ctx, SHOWN):
        for publication in queries.publications(ctx, held.id or 0)[:1]:
            row = queries.scenario_of(ctx, publication.scenario_id)
            stand = [each.stand for each in standings_of(ctx, row)]
            ready, lost = stand.count(Stand.READY), stand.count(Stand.LOST)
            if ready or lost:
                found.append(ConsentTask(held.name, row.id or 0, ready, lost))
    return tuple(found)
