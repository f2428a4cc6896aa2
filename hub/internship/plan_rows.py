"""A plan in a list, and its rows: one for each student, in kana order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.internship import queries, words
from hub.internship.instance import Triple
from hub.internship.kept_plan import document_in
from hub.platform.context import Ctx
from models.internship import Scenario
from models.vocab.internship import ScenarioKind, ScenarioState


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan in the list of a round; `state_words` and `kind_words` are msgids."""

    scenario_id: int
    job_id: int
    number: int  # in the order in which the plans of the round were asked for, from 1
    kind: ScenarioKind
    kind_words: str
    base_id: int | None
    state: ScenarioState
    state_words: str
    created_at: datetime
    placed: int
    bound_placed: int | None
    value: int | None
    bound_value: int | None
    gap: float | None
    stage: str
    stages: int
    failure: str | None
    version: int

    @property
    def is_live(self) -> bool:
        """Say whether it is waiting or being computed."""
        return self.state in {ScenarioState.QUEUED, ScenarioState.RUNNING}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One student in the plan: the firm of each period and the rank of that wish."""

    student: str
    label: str
    firms: tuple[str | None, ...]
    ranks: tuple[int | None, ...]
    missing: int


def summary(row: Scenario, every: Sequence[Scenario]) -> PlanSummary:
    """One plan among all of its round."""
    plan = document_in(row)
    stages = plan.get("stages", [])
    return PlanSummary(
        scenario_id=row.id or 0,
        job_id=row.job_id,
        number=1 + sum((each.id or 0) < (row.id or 0) for each in every),
        kind=row.kind,
        kind_words=words.KIND_LABELS[row.kind],
        base_id=row.base_id,
        state=row.state,
        state_words=words.SCENARIO_LABELS[row.state],
        created_at=row.created_at,
        placed=row.placed,
        bound_placed=row.bound_placed,
        value=row.value,
        bound_value=row.bound_value,
        gap=plan.get("gap"),
        stage=stages[-1]["stage"] if stages else "",
        stages=len(stages),
        failure=row.failure,
        version=row.version,
    )


def plan_rows(
    ctx: Ctx,
    round_id: int,
    places: Iterable[Triple],
    periods: Sequence[str],
    rotations: int,
) -> tuple[PlanRow, ...]:
    """Return a row per student of the round, in kana order; periods by their labels."""
    applications = {a.label: a for a in queries.applications(ctx, round_id)}
    names = people.names_of(ctx, person_ids=tuple(a.person_id for a in applications.values()))
    programmes = {p.label: p for p in queries.programmes(ctx, round_id)}
    firms = directory.firms_of(ctx, firm_ids=tuple({p.firm_id for p in programmes.values()}))
    rank = queries.ranks(ctx, round_id)
    at = {label: number for number, label in enumerate(periods)}
    stays: dict[str, list[tuple[int, str]]] = {}
    for stay in places:
        stays.setdefault(stay.student, []).append((at[stay.period], stay.programme))
    order = {person_id: number for number, person_id in enumerate(names)}
    rows = []
    for label, student in sorted(applications.items(), key=lambda kv: order[kv[1].person_id]):
        seen: list[str | None] = [None] * len(periods)
        ranks: list[int | None] = [None] * len(periods)
        for number, programme in stays.get(label, []):
            found = programmes[programme]
            seen[number] = firms[found.firm_id].name
            ranks[number] = rank.get((student.id or 0, found.id or 0))
        missing = rotations - len(stays.get(label, []))
        rows.append(PlanRow(names[student.person_id], label, tuple(seen), tuple(ranks), missing))
    return tuple(rows)
