"""Makes subsidy cases of every kind from a seed: sound ones, and ones broken at known places."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

Case = dict[str, Any]

MOST: Final = 10**12 - 1
KEYS: Final = ("training", "expert", "travel")
UNITS: Final = (1, 10, 100, 1000)
RATES: Final = ([2, 3], [1, 2], [1, 3], [1, 1], [3, 4], [45, 100], [9, 20], [7, 11], [0, 1], [5, 4])
STATUSES: Final = ("taxable", "exempt", "simplified")
FIRST: Final = date(2024, 1, 1)


def sound(number: int, seed: int = 1) -> Case:
    """A case that can be computed."""
    rng = Random(seed * 1_000_000_007 + number)  # noqa: S311  cases, no secrets
    programme = _programme(rng)
    case: Case = {"schema": "waza-subsidy-case/1", "programme": programme}
    if _often(rng, 0.4):
        case["applicant"] = _some(rng, {"staff": rng.randint(0, 60), "year_used": _yen(rng)})
    firms = _firms(rng)
    if firms or _often(rng, 0.05):
        case["firms"] = firms
    names = [firm["id"] for firm in firms]
    if _often(rng, 0.7):
        case["plan"] = _costs(rng, programme, names)
    if _often(rng, 0.5):
        case["actual"] = _costs(rng, programme, names)
    if _often(rng, 0.4):
        case["decision"] = _some(rng, {"date": _day(rng)}) | {"amount": _yen(rng)}
    if _often(rng, 0.4):
        case["payments"] = [_payment(rng) for _ in range(rng.randint(0, 3))]
    _questions(rng, case)
    return case


def _questions(rng: Random, case: Case) -> None:
    if _often(rng, 0.15):
        case["split"] = _split(rng)
    if _often(rng, 0.15):
        case["tax_credit"] = _credit(rng)
    if _often(rng, 0.25):
        case["returns"] = [_return(rng, f"R{at}") for at in range(rng.randint(0, 3))]
    if _often(rng, 0.15):
        case["deadlines"] = [_deadline(rng, f"d{at}") for at in range(rng.randint(0, 3))]


def _often(rng: Random, share: float) -> bool:
    return rng.random() < share


def _some(rng: Random, members: Case, share: float = 0.7) -> Case:
    """Some of the members; some of the left out ones as null."""
    made: Case = {}
    for name, value in members.items():
        if _often(rng, share):
            made[name] = value
        elif _often(rng, 0.15):
            made[name] = None
    return made


def _yen(rng: Random) -> int:
    kind = rng.random()
    if kind < 0.35:
        return rng.randint(0, 1_500) * 1_000 + rng.choice((-1, 0, 0, 1, 499, 500)) + 1
    if kind < 0.75:
        return rng.randint(0, 2_000_000)
    if kind < 0.9:
        return rng.randint(0, 20_000)
    if kind < 0.94:
        return rng.choice((0, 1, 999, 1_000, 1_001))
    return rng.randint(0, MOST if kind > 0.995 else 10**9)


def _day(rng: Random, span: int = 900) -> str:
    return (FIRST + timedelta(days=rng.randrange(span))).isoformat()


def _rate(rng: Random) -> list[int]:
    if _often(rng, 0.8):
        return list(rng.choice(RATES))
    bottom = rng.randint(1, 10_000)
    return [rng.randint(0, bottom), bottom]


def _programme(rng: Random) -> Case:
    unit = rng.choice((*UNITS, 1000, 7))
    terms = [_term(rng, unit) for _ in range(rng.choice((1, 1, 1, 2, 2, 3)))]
    caps = {
        "total": unit + _yen(rng),
        "applicant_year": unit + _yen(rng),
        "per_item": _yen(rng),
        "categories": {key: _category(rng) for key in KEYS if _often(rng, 0.6)},
    }
    floors = {
        "base_min": _yen(rng) // 3,
        "amount_min": _yen(rng) // 4,
        "by_staff": [
            {"staff_max": rng.randint(0, 60), "base_min": _yen(rng) // 3}
            for _ in range(rng.randint(0, 3))
        ],
    }
    tax: Case = {
        "basis": rng.choice(("net", "net", "net", "gross")),
        "place": rng.choice(("invoice", "line", "sum")),
        "exempt_uses_gross": _often(rng, 0.6),
    }
    charge = {
        "num": rng.choice((1095, 1095, 1460, 0, 300)),
        "den": rng.choice((10000, 10000, 9999)),
        "min_collect": rng.choice((100, 0, 1000)),
    }
    optional = {
        "combine": rng.choice(("min", "sum")),
        "rounding": _some(rng, {"unit": unit, "place": rng.choice(("total", "category", "line"))})
        | {"unit": unit},
        "tax": _some(rng, tax),
        "caps": _some(rng, caps, 0.3),
        "floors": _some(rng, floors, 0.25),
        "other_money": rng.choice(("limit", "ignore")),
        "partial_award": _often(rng, 0.5),
        "order_rule": rng.choice(("after_decision", "on_or_after_decision", "free")),
        "charge": _some(rng, charge),
    }
    made = _some(rng, optional, 0.75)
    made["rounding"] = optional["rounding"]
    return made | {"id": "p", "version": rng.randint(1, 9), "terms": terms}


def _category(rng: Random) -> Case:
    share = rng.choice(([1, 2], [1, 3], [1, 10], [1, 1], [0, 1]))
    members = {"max": _yen(rng), "per_day": _yen(rng) // 20, "per_item": _yen(rng), "share": share}
    return _some(rng, members, 0.35)


def _term(rng: Random, unit: int) -> Case:
    kind = rng.choice(("base", "base", "base", "category", "amount", "count"))
    more = _some(rng, {"unit": rng.choice(UNITS), "cap": _yen(rng) + unit + 1000}, 0.3)
    if kind == "base":
        return {"of": "base", "rate": _rate(rng)} | more
    if kind == "category":
        return {"of": f"category:{rng.choice((*KEYS, 'none'))}", "rate": _rate(rng)} | more
    if kind == "amount":
        return {"of": f"amount:{rng.choice(('burden', 'grant'))}", "rate": _rate(rng)} | more
    price: Case = {"each": _yen(rng) // 10}
    if _often(rng, 0.5):
        price = {"fee": _yen(rng) // 10, "rate": _rate(rng)}
    return {"of": "count:visit"} | price | more | _some(rng, {"max_count": rng.randint(0, 10)})


def _firms(rng: Random) -> list[Case]:
    if _often(rng, 0.4):
        return []
    count = rng.choice((1, 2, 3, 3, 5, 7))
    weights = rng.choice(([1] * 7, [50, 30, 20, 10, 5, 3, 1], None))
    return [
        _some(rng, {"tax_status": rng.choice(STATUSES)}, 0.6)
        | {"id": f"F{at}", "weight": _weight(rng, at) if weights is None else weights[at]}
        for at in range(count)
    ]


def _weight(rng: Random, at: int) -> int:
    """Of the later ones, some bear nothing of what is shared."""
    return 0 if at and _often(rng, 0.1) else rng.randint(1, 99)


def _costs(rng: Random, programme: Case, firms: list[str]) -> Case:
    sources = {term["of"] for term in programme["terms"]}
    made = _some(
        rng,
        {
            "income": _yen(rng) // 2,
            "other_money": _yen(rng) // 2,
            "asked": _yen(rng),
            "budget_left": _yen(rng),
        },
        0.3,
    )
    made["counts"] = {"visit": rng.randint(0, 14)}
    made["amounts"] = {"burden": _yen(rng), "grant": _yen(rng)}
    needs = any(of.partition(":")[0] in ("base", "category") for of in sources)
    if needs or _often(rng, 0.3):
        if _often(rng, 0.2):
            made["base"] = _yen(rng)
        else:
            count = rng.choice((0, 1, 1, 2, 3, 4, 5, 8))
            made["lines"] = [_line(rng, f"L{at}", firms) for at in range(count)]
    return made


def _line(rng: Random, name: str, firms: list[str]) -> Case:
    more = {
        "invoice": rng.choice(("a", "b", "c")),
        "vendor": rng.choice(("v", "w")),
        "firm": rng.choice(firms) if firms and _often(rng, 0.5) else None,
        "days": rng.randint(0, 9),
        "eligible": _often(rng, 0.85),
        "order_date": _day(rng),
        "bank_transfer": _often(rng, 0.5),
    }
    made = _some(rng, more) | {"id": name, "gross": _yen(rng)}
    kind = {"category": rng.choice(KEYS), "tax_rate": rng.choice((10, 10, 10, 8, 0))}
    return made | _some(rng, kind, 0.95)


def _payment(rng: Random) -> Case:
    return {"date": _day(rng), "amount": _yen(rng), "kind": rng.choice(("advance", "final"))}


def _split(rng: Random) -> Case:
    count = rng.randint(1, 7)
    total = _yen(rng)
    made = _some(rng, {"unit": rng.choice(UNITS)}) | {
        "total": total,
        "weights": [_weight(rng, at) for at in range(count)],
    }
    if _often(rng, 0.5):
        caps: list[int | None] = [rng.randint(0, 2 * total // count + 1) for _ in range(count)]
        caps[0] = None if _often(rng, 0.3) else total - sum(cap or 0 for cap in caps[1:])
        caps[0] = None if caps[0] is None else max(caps[0], rng.randint(0, total), total // 3)
        held = sum(cap or 0 for cap, weight in zip(caps, made["weights"], strict=True) if weight)
        if caps[0] is not None and held < total:
            caps[0] += total - held
        made["caps"] = caps
    return made


def _credit(rng: Random) -> Case:
    bottom = rng.randint(1, 1000)
    method = rng.choice(("full", "ratio", "none"))
    items = [
        {"gross": _yen(rng), "tax_rate": rng.choice((0, 8, 10))} for _ in range(rng.randint(0, 4))
    ]
    made: Case = {"method": method, "rate": rng.choice(([2, 3], [1, 1], [1, 2])), "items": items}
    if method == "ratio" or _often(rng, 0.3):
        made["ratio"] = [rng.randint(0, bottom), bottom]
    return made


def _return(rng: Random, name: str) -> Case:
    amounts = [_yen(rng) for _ in range(rng.randint(1, 3))]
    received = [{"date": _day(rng, 300), "amount": amount} for amount in amounts]
    whole = min(sum(amounts), MOST)
    amount = whole if _often(rng, 0.4) else rng.randint(0, whole)
    repaid = []
    left = amount
    for _ in range(rng.randint(0, 4)):
        part = left if _often(rng, 0.4) else rng.randint(0, left)
        repaid.append(part)
        left -= part
    days = sorted(rng.choice((300, 301, rng.randint(300, 1100))) for _ in repaid)
    made: Case = {
        "id": name,
        "kind": rng.choice(("cancel", "settle", "tax")),
        "amount": amount,
        "received": received,
        "repaid": [
            {"date": (FIRST + timedelta(days=day)).isoformat(), "amount": part}
            for day, part in zip(days, repaid, strict=True)
        ],
    }
    if _often(rng, 0.3):
        rng.shuffle(made["repaid"])
    return made | _some(rng, {"due": _day(rng), "charge": _often(rng, 0.7)}, 0.6)


def _deadline(rng: Random, name: str) -> Case:
    unit = rng.choice(("day", "working_day", "month"))
    more: Case = {
        "include_event_day": _often(rng, 0.5),
        "roll": rng.choice(("none", "next_working")),
    }
    return _some(rng, more) | {
        "name": name,
        "event": _day(rng),
        "count": rng.randint(1, 24 if unit == "month" else 90),
        "unit": unit,
    }
