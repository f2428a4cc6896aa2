"""Round files nobody would make on purpose, as documents, each from a seed and a size.

Nothing of the product is used here: the files are drawn from the description of the format alone,
with every number at its edge in turn. `spoilt` breaks such a file in one place.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import numpy as np

Rng = np.random.Generator
Document: TypeAlias = dict[str, Any]
START: Final = date(2027, 4, 1)
# NFC, short and long, with signs from beyond the first plane, spaces and quotes inside.
NAMES: Final = (
    "é{0}",
    "配属先{0}",
    "𠮷野家{0}",
    "😀{0}",
    "a b\u3000{0}",
    '"{0}"',
    "{0}/..",
    "%s{0}",
)
PERIODS: Final = (1, 1, 2, 3, 6, 12)
LONG: Final = 64


def odd_round(seed: int, size: int) -> Document:
    """A round that can be read, of `size` students or somewhat fewer."""
    rng = np.random.default_rng([seed, size])
    width = int(rng.choice(PERIODS))
    rotations = int(rng.integers(1, min(width, 5) + 1))
    times = [f"期{number}" if seed % 2 else f"p{number}" for number in range(width)]
    programmes = _programmes(rng, size, times)
    names = [each["id"] for each in programmes]
    students = _students(rng, size, names, times)
    made: Document = {
        "format": "hub-rotation/1",
        "periods": [_period(name, at) for at, name in enumerate(times)],
        "rotations_per_student": rotations,
        "min_trades": int(rng.integers(1, rotations + 1)),
        "programmes": programmes,
        "students": students,
        "seed": int(rng.choice([0, 1, 2**63 - 1])),
    }
    pairs = [
        (each["id"], name)
        for each in students
        for name in dict.fromkeys((*each["wishes"], *each.get("acceptable", ())))
    ]
    if rng.random() < 0.7:
        made["ratings"] = _ratings(rng, pairs, all_vetoed=rng.random() < 0.05)
    if rng.random() < 0.6:
        made["bans"] = _bans(rng, pairs, times, everybody=rng.random() < 0.08)
    if rng.random() < 0.4:
        made["pins"] = _pins(rng, made, max(1, size // 20))
    for name in ("programmes", "students", "periods"):
        made[name] = [made[name][at] for at in rng.permutation(len(made[name]))]
    return made


def _name(rng: Rng, letter: str, number: int, *, is_odd: bool) -> str:
    if not is_odd:
        return f"{letter}{number}"
    pattern = NAMES[int(rng.integers(len(NAMES)))]
    name = pattern.format(f"{letter}{number}")
    return name.ljust(LONG, "x") if rng.random() < 0.05 else name


def _period(name: str, at: int) -> Document:
    """Some last a day, some stand shoulder to shoulder."""
    start = START + timedelta(days=10 * at)
    return {
        "id": name,
        "start": start.isoformat(),
        "end": (start + timedelta(days=9 if at % 2 else 0)).isoformat(),
    }


def _programmes(rng: Rng, size: int, times: list[str]) -> list[Document]:
    """None, a few with seats for all, or as many as students with one seat each."""
    kind = int(rng.integers(6))
    count = (int(rng.integers(0, 3)), 3, size, 2 * size, max(1, size // 3), max(2, size // 8))[kind]
    most = (2, size, 1, 1, 4, 12)[kind]
    firms, trades = max(1, int(count * rng.choice([0.1, 0.6, 1.0]))), int(rng.choice([1, 3, 12]))
    share, cohorts = float(rng.choice([0.3, 0.7, 1.0])), float(rng.choice([0.0, 0.2, 0.9]))
    is_odd, orders = rng.random() < 0.3, float(rng.choice([0.0, 0.1, 0.5]))
    made: list[Document] = []
    for number in range(count):
        seats = {time: int(rng.integers(0, most + 1)) for time in times if rng.random() < share}
        each: Document = {
            "id": _name(rng, "f", number, is_odd=is_odd),
            "firm": f"firm{rng.integers(firms)}",
            "trade": f"trade{rng.integers(trades)}",
            "capacity": seats,
        }
        if rng.random() < cohorts:
            each["min_cohort"] = int(rng.choice([2, 2, 3, max(1, most), size + 1]))
        if rng.random() < 0.2:
            each |= {"min_age": int(rng.choice([15, 18, 20, 99])), "hazards": ["crane"]}
        if made and rng.random() < orders:
            each["after"] = [made[int(rng.integers(len(made)))]["id"]]
        if rng.random() < 0.1:
            each["ward"] = "13107"
        made.append(each)
    return made


def _students(rng: Rng, size: int, names: list[str], times: list[str]) -> list[Document]:
    count = 0 if rng.random() < 0.03 else size
    taste = int(rng.integers(5))
    longest = (0, 3, 15, 60, 15)[taste]
    favourites = [str(each) for each in rng.permutation(names)[:60]] if names else []
    is_odd, away = rng.random() < 0.3, float(rng.choice([0.0, 0.15, 0.6]))
    made = []
    for number in range(count):
        if taste in {1, 3} or not names:
            order = [str(each) for each in rng.permutation(favourites)]
        elif taste == 4:  # everybody alike
            order = list(favourites)
        else:
            order = [str(each) for each in rng.choice(names, min(len(names), 30), replace=False)]
        length = int(rng.integers(0, longest + 1))
        each: Document = {
            "id": _name(rng, "s", number, is_odd=is_odd),
            "birth_date": (
                date(2012, 2, 29) - timedelta(days=int(rng.integers(0, 5000)))
            ).isoformat(),
            "wishes": order[:length],
        }
        if rng.random() < 0.5:  # some name a wish once more as acceptable: the wish counts
            each["acceptable"] = order[max(0, length - 1) : length + 6]
        if away:
            each["unavailable"] = [time for time in times if rng.random() < away]
        made.append(each)
    return made


def _ratings(rng: Rng, pairs: list[tuple[str, str]], *, all_vetoed: bool) -> list[Document]:
    found = []
    for student, programme in pairs:
        if all_vetoed or rng.random() < 0.6:
            is_veto = all_vetoed or rng.random() < 0.1
            value = "veto" if is_veto else int(rng.integers(4))
            found.append({"student": student, "programme": programme, "value": value})
    return found


def _bans(
    rng: Rng, pairs: list[tuple[str, str]], times: list[str], *, everybody: bool
) -> list[Document]:
    found: list[Document] = []
    for student, programme in pairs:
        if everybody or rng.random() < 0.05:
            ban: Document = {"student": student, "programme": programme}
            if not everybody and rng.random() < 0.6:
                ban["period"] = str(rng.choice(times))
            found.append(ban)
    return found


def _pins(rng: Rng, made: Document, count: int) -> list[Document]:
    """Mostly of placements that could be, one student each; cohorts may still forbid them."""
    seats = {each["id"]: each["capacity"] for each in made["programmes"]}
    found = []
    for at in rng.permutation(len(made["students"]))[:count].tolist():
        student = made["students"][at]
        for name in student["wishes"][:3]:
            open_ones = [time for time, n in seats[name].items() if n > 1]
            if open_ones:
                pin = {"student": student["id"], "programme": name, "period": open_ones[0]}
                found.append(pin)
                break
    return found


def written(made: Document) -> bytes:
    """The file."""
    return json.dumps(made, ensure_ascii=False).encode()


ODD_VALUES: Final[tuple[object, ...]] = (
    None, True, -1, 1.5, 1e400, 10**30, "", "x" * 65, "e\u0301", "\x07", [], {}, [[]], "2027-02-30",
    "令和9年", "veto", {"p1": "1"}, ["nobody"], 9.0,
)  # fmt: skip


def spoilt(made: Document, seed: int) -> bytes:
    """The file with one thing wrong: a value, a missing or doubled row, or a byte."""
    rng = np.random.default_rng([seed, 3])
    changed = deepcopy(made)
    data = written(made)
    kind = int(rng.integers(5))
    if kind == 0:
        return data[: int(rng.integers(len(data)))]
    if kind == 1:
        at = int(rng.integers(len(data)))
        return data[:at] + bytes([int(rng.integers(256))]) + data[at + 1 :]
    places = _places(changed)
    put = places[int(rng.integers(len(places)))]
    put(ODD_VALUES[int(rng.integers(len(ODD_VALUES)))] if kind < 4 else _GONE)
    return json.dumps(changed, ensure_ascii=bool(rng.integers(2))).encode("utf-8", "surrogatepass")


_GONE: Final = object()
_DEPTH: Final = 4
_ROWS: Final = 5  # looked at of each list


def _places(value: object, depth: int = 0) -> list[Callable[[object], None]]:
    """Every place of a document where a value may be put or taken away."""
    found: list[Callable[[object], None]] = []
    if depth > _DEPTH or not isinstance(value, dict | list):
        return found
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))[:_ROWS]
    for key in keys:
        found.append(lambda new, key=key: _put(value, key, new))  # type: ignore[misc]  # bound here
        found += _places(value[key], depth + 1)
    return found


def _put(inside: Any, key: Any, new: object) -> None:  # noqa: ANN401  a document holds anything
    if new is _GONE:
        del inside[key]
    else:
        inside[key] = new
