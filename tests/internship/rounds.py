"""Small rounds and plans written by hand, as the documents the checker reads."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
Triple: TypeAlias = tuple[str, str, str]

BORN: str = "2005-05-05"
DAYS: Mapping[str, tuple[str, str]] = {
    "p1": ("2027-07-05", "2027-07-16"),
    "p2": ("2027-07-19", "2027-07-30"),
    "p3": ("2027-08-02", "2027-08-13"),
    "p4": ("2027-08-16", "2027-08-27"),
}


def a_programme(name: str, firm: str, trade: str, **fields: object) -> Document:
    """A programme with one seat in p1 and p2 unless told otherwise."""
    return {"id": name, "firm": firm, "trade": trade, "capacity": {"p1": 1, "p2": 1}, **fields}


def a_student(name: str, *wishes: str, **fields: object) -> Document:
    """An adult who wishes these programmes in this order."""
    return {"id": name, "birth_date": BORN, "wishes": list(wishes), **fields}


def a_round(
    programmes: Sequence[Document],
    students: Sequence[Document],
    *,
    rotations: int = 2,
    trades: int = 1,
    **fields: object,
) -> Document:
    """An instance with as many periods as rotations, two at least."""
    count = max(2, rotations)
    return {
        "format": "hub-rotation/1",
        "periods": [
            {"id": name, "start": start, "end": end}
            for name, (start, end) in list(DAYS.items())[:count]
        ],
        "rotations_per_student": rotations,
        "min_trades": trades,
        "programmes": list(programmes),
        "students": list(students),
        "seed": 7,
        **fields,
    }


def lacking(student: str, missing: int, **reasons: Mapping[str, str]) -> Document:
    """An entry of the unplaced list; the last period named gives the pair's reason."""
    return {
        "student": student,
        "missing": missing,
        "reasons": [
            {
                "programme": programme,
                "reason": list(periods.values())[-1],
                "periods": [{"period": p, "reason": word} for p, word in periods.items()],
                "verified": True,
            }
            for programme, periods in reasons.items()
        ],
    }


def a_plan(
    instance: Document,
    placements: Sequence[Triple],
    figures: tuple[int, int, int],
    *unplaced: Document,
    **fields: object,
) -> Document:
    """A plan with cost, penalty and reward written by hand, proven best unless told otherwise."""
    cost, penalty, reward = figures
    value = cost + penalty - reward
    named = ("student", "programme", "period")
    row = {"placed": len(placements), "value": value, "bound": value, "gap": 0, "elapsed_s": 0.1}
    return {
        "format": "hub-rotation-plan/1",
        "placements": [dict(zip(named, triple, strict=True)) for triple in placements],
        "unplaced": list(unplaced),
        "objective": {
            "placed": len(placements),
            "cost": cost,
            "penalty": penalty,
            "reward": reward,
            "value": value,
        },
        "bound": {"value": value, "placed": len(placements)},
        "gap": 0,
        "stages": [{"stage": "exact", **row}],
        "input_sha256": digest(instance),
        "seed": 7,
        "versions": {"hub": "0"},
        **fields,
    }


def written(document: Document) -> bytes:
    """The bytes of a document's file."""
    return json.dumps(document, ensure_ascii=False).encode()


def digest(document: Document) -> str:
    """SHA-256 of those bytes."""
    return sha256(written(document)).hexdigest()


def put(value: object, *path: str | int) -> Callable[[Document], None]:
    """A fault: another value at this place of the plan."""

    def change(plan: Document) -> None:
        part = plan
        for step in path[:-1]:
            part = part[step]  # type: ignore[index]  # a list inside the document
        part[path[-1]] = value  # type: ignore[index]  # likewise

    return change


A: Document = a_programme("A", "a", "x")
B: Document = a_programme("B", "b", "y")
T1: Document = a_round([A, B], [a_student("s1", "A", "B"), a_student("s2", "A", "B")], trades=2)
T1_SEATS: Sequence[Triple] = (
    ("s1", "A", "p1"),
    ("s1", "B", "p2"),
    ("s2", "B", "p1"),
    ("s2", "A", "p2"),
)
T1_PLAN: Document = a_plan(T1, T1_SEATS, (8, 0, 4900))
