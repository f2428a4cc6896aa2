"""Instance and Plan to the bytes of their files; the same values give the same bytes."""

import json

from hub.internship.formats.published import PLAN_FORMAT
from hub.internship.formats.reader import FORMAT
from hub.internship.instance import Instance, Programme, Student, Triple
from hub.internship.plan import PairReason, Plan, StageRow, Unplaced


def instance_to_json(instance: Instance) -> bytes:
    """The round as a `hub-rotation/1` file."""
    periods = [
        {"id": period.id, "start": period.start.isoformat(), "end": period.end.isoformat()}
        for period in instance.periods
    ]
    ratings = [
        {
            "student": rating.student,
            "programme": rating.programme,
            "value": "veto" if rating.is_veto else rating.value,
        }
        for rating in instance.ratings
    ]
    bans = [
        {"student": ban.student, "programme": ban.programme}
        | ({} if ban.period is None else {"period": ban.period})
        for ban in instance.bans
    ]
    return _bytes(
        {
            "format": FORMAT,
            "periods": periods,
            "rotations_per_student": instance.rotations,
            "min_trades": instance.min_trades,
            "programmes": [_programme(programme) for programme in instance.programmes],
            "students": [_student(student) for student in instance.students],
            "ratings": ratings,
            "pins": [_triple(pin) for pin in instance.pins],
            "bans": bans,
            "seed": instance.seed,
        }
    )


def plan_to_json(plan: Plan) -> bytes:
    """The plan as a `hub-rotation-plan/1` file; placements keep their order."""
    written: dict[str, object] = {
        "format": PLAN_FORMAT,
        "placements": [_triple(triple) for triple in plan.placements],
        "unplaced": [_unplaced(row) for row in plan.unplaced],
        "objective": {
            "placed": plan.objective.placed,
            "cost": plan.objective.cost,
            "penalty": plan.objective.penalty,
            "reward": plan.objective.reward,
            "value": plan.objective.value,
        },
        "bound": {"value": plan.bound.value, "placed": plan.bound.placed},
        "gap": plan.gap,
        "stages": [stage_fields(row) for row in plan.stages],
        "input_sha256": plan.input_sha256,
    }
    if plan.published_sha256 is not None:
        written["published_sha256"] = plan.published_sha256
    if plan.changes is not None:
        written["changes"] = {
            "kept": plan.changes.kept,
            "forced": plan.changes.forced,
            "chosen": plan.changes.chosen,
        }
    written["seed"] = plan.seed
    written["versions"] = dict(sorted(plan.versions.items()))
    return _lines(written)


def stage_fields(row: StageRow) -> dict[str, object]:
    """One stage row as it stands in the plan and in progress lines."""
    return {
        "stage": row.stage.value,
        "elapsed_s": row.elapsed_s,
        "placed": row.placed,
        "value": row.value,
        "bound": row.bound,
        "gap": row.gap,
    }


def _bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _lines(written: dict[str, object]) -> bytes:
    """One line for each field and for each member of a list: whole lines are written quickly."""
    fields = []
    for name, value in written.items():
        if isinstance(value, list) and value:
            members = ",\n".join(f"  {_line(member)}" for member in value)
            fields.append(f" {_line(name)}: [\n{members}\n ]")
        else:
            fields.append(f" {_line(name)}: {_line(value)}")
    return ("{\n" + ",\n".join(fields) + "\n}\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _triple(triple: Triple) -> dict[str, str]:
    return {
        "student": triple.student,
        "programme": triple.programme,
        "period": triple.period,
    }


def _programme(programme: Programme) -> dict[str, object]:
    written: dict[str, object] = {
        "id": programme.id,
        "firm": programme.firm,
        "trade": programme.trade,
        "capacity": dict(programme.capacity),
        "min_cohort": programme.min_cohort,
        "min_age": programme.min_age,
        "hazards": list(programme.hazards),
    }
    if programme.ward is not None:
        written["ward"] = programme.ward
    if programme.after:
        written["after"] = list(programme.after)
    return written


def _student(student: Student) -> dict[str, object]:
    return {
        "id": student.id,
        "birth_date": student.birth_date.isoformat(),
        "wishes": list(student.wishes),
        "acceptable": list(student.acceptable),
        "unavailable": list(student.unavailable),
    }


def _unplaced(row: Unplaced) -> dict[str, object]:
    return {
        "student": row.student,
        "missing": row.missing,
        "reasons": [_reason(reason) for reason in row.reasons],
    }


def _reason(reason: PairReason) -> dict[str, object]:
    written: dict[str, object] = {
        "programme": reason.programme,
        "reason": reason.reason.value,
        "periods": [
            {"period": each.period, "reason": each.reason.value} for each in reason.periods
        ],
    }
    if reason.reached_on is not None:
        written["reached_on"] = reason.reached_on.isoformat()
    if reason.holders:
        written["holders"] = list(reason.holders)
    if reason.delta_min is not None:
        written["delta_min"] = reason.delta_min
    if reason.delta_max is not None:
        written["delta_max"] = reason.delta_max
    written["verified"] = reason.verified
    return written
