"""Breaks sound subsidy cases at places it knows, and says which JSON pointers must be told."""

from collections.abc import Callable
from random import Random
from typing import Any, Final

from tests.bench.subsidy_cases import Case, sound

ODD_NUMBERS: Final[tuple[Any, ...]] = (
    *(1.5, 10.0, float("nan"), float("inf"), -1, 10**12, 10**30),
    *("1000", "１０００", True, [], {}),
)
ODD_DAYS: Final = ("令和7年4月1日", "R7.4.1", "2025-02-30", "2025/04/01", "20250401", 20250401, "")
ODD_RATES: Final = ([1, 0], [1], [1, 2, 3], "1/2", 0.5, [-1, 2], [1.0, 2], [True, 2], {"1": 2})
ODD_TEXTS: Final = (5, "", ["a"], {"a": 1}, True, "x" * 101, "a\u0000b")
Places = list[str]
Breaker = Callable[[Random, Case], str | None]


def broken(number: int, seed: int = 1) -> tuple[Case, Places]:
    """A case with one to three faults, and the places at fault."""
    case = sound(number, seed)
    rng = Random(seed * 1_000_003 + number)  # noqa: S311  cases, no secrets
    _fill(rng, case)
    places: Places = []
    breakers = list(BREAKERS)
    rng.shuffle(breakers)
    wanted = rng.choice((1, 1, 2, 3))
    touched: set[str] = set()
    for breaker in breakers:
        if len(places) == wanted:
            break
        if touched & BREAKERS[breaker]:
            continue
        place = breaker(rng, case)
        if place is not None:
            places.append(place)
            touched |= BREAKERS[breaker]
    return case, sorted(set(places))


def _fill(rng: Random, case: Case) -> None:
    """Sections that a fault may need."""
    day = {"date": "2025-01-10", "amount": 1000}
    case.setdefault("firms", [{"id": "F0", "weight": 1}, {"id": "F1", "weight": 1}])
    case.setdefault("split", {"total": 100, "weights": [1, 2], "caps": [50, 70]})
    case.setdefault("deadlines", [])
    case["deadlines"].append({"name": "x", "event": "2025-01-01", "count": 1, "unit": "day"})
    case.setdefault("returns", [])
    order = {"id": "X", "kind": "cancel", "amount": 1000, "received": [day], "repaid": [day]}
    case["returns"].append(order)
    case.setdefault("tax_credit", {"method": "none", "rate": [1, 2], "items": []})
    if "plan" not in case:
        counts: Case = {"counts": {"visit": 1}, "amounts": {"burden": 1, "grant": 1}}
        case["plan"] = {**counts, "base": 1000}
    lines = [{"id": f"Z{at}", "gross": 1, "tax_rate": 10, "category": "travel"} for at in (0, 1)]
    case["plan"].pop("base", None)
    case["plan"].setdefault("lines", []).extend(lines)
    rng.shuffle(case["plan"]["lines"])


def _numbers(case: Case) -> list[tuple[Case, str, str]]:
    """Objects with a whole number in them, the key and the pointer."""
    plan = case["plan"]
    found = [(plan, key, "/plan") for key in ("income", "other_money", "asked", "budget_left")]
    found += [(line, "gross", f"/plan/lines/{at}") for at, line in enumerate(plan["lines"])]
    found += [(case["returns"][-1]["received"][0], "amount", f"{_order(case)}/received/0")]
    found += [(plan["counts"], "visit", "/plan/counts"), (case["split"], "total", "/split")]
    found += [(case["deadlines"][-1], "count", f"/deadlines/{len(case['deadlines']) - 1}")]
    rounding = case["programme"]["rounding"]
    return [*found, (rounding, "unit", "/programme/rounding")]


def _order(case: Case) -> str:
    return f"/returns/{len(case['returns']) - 1}"


def odd_number(rng: Random, case: Case) -> str:
    """Float, text, true, negative, too large, NaN."""
    inside, key, at = rng.choice(_numbers(case))
    inside[key] = rng.choice(ODD_NUMBERS)
    return f"{at}/{key}"


def odd_day(rng: Random, case: Case) -> str:
    """A day that is not ISO, or that no month has."""
    number = len(case["deadlines"]) - 1
    if rng.random() < 0.5:
        case["deadlines"][number]["event"] = rng.choice(ODD_DAYS)
        return f"/deadlines/{number}/event"
    case["plan"]["lines"][0]["order_date"] = rng.choice(ODD_DAYS)
    return "/plan/lines/0/order_date"


def odd_rate(rng: Random, case: Case) -> str:
    """A rate that is no pair of whole numbers, or has a denominator of 0."""
    rate = rng.choice(ODD_RATES)
    case["tax_credit"]["rate"] = rate
    at = "/tax_credit/rate"
    if not isinstance(rate, list) or len(rate) != 2:
        return at
    return f"{at}/1" if rate == [1, 0] else f"{at}/0"


def odd_text(rng: Random, case: Case) -> str:
    """A text that is none, is empty, too long or cannot be printed."""
    case["programme"]["id"] = rng.choice(ODD_TEXTS)
    return "/programme/id"


def odd_word(rng: Random, case: Case) -> str:
    """A word that is not among the choices."""
    at, key = rng.choice((("programme", "combine"), ("programme", "order_rule")))
    case[at][key] = rng.choice(("MIN", "", 1, None.__class__.__name__, ["min"], "最小"))
    return f"/{at}/{key}"


def unknown_key(rng: Random, case: Case) -> str:
    """A key that nobody knows; its pointer is escaped."""
    key, told = rng.choice((("grosss", "grosss"), ("a/b", "a~1b"), ("a~", "a~0"), ("", "")))
    places = ((case, ""), (case["plan"], "/plan"), (case["programme"], "/programme"))
    inside, at = rng.choice((*places, (case["plan"]["lines"][0], "/plan/lines/0")))
    inside[key] = 1
    return f"{at}/{told}"


def missing_key(rng: Random, case: Case) -> str | None:
    """A member that must be there."""
    last = case["deadlines"][-1]
    places = (
        (case["plan"]["lines"][0], "id", "/plan/lines/0/id"),
        (case["plan"]["lines"][1], "gross", "/plan/lines/1/gross"),
        (case["split"], "weights", "/split/weights"),
        (last, "event", f"/deadlines/{len(case['deadlines']) - 1}/event"),
        (case["programme"], "version", "/programme/version"),
        (case["programme"], "terms", "/programme/terms"),
        (case, "schema", "/schema"),
        (case["returns"][-1], "kind", f"{_order(case)}/kind"),
    )
    inside, key, at = rng.choice(places)
    return at if inside.pop(key, None) is not None else None


def wrong_kind(rng: Random, case: Case) -> str:
    """A list, object or text where another kind belongs."""
    at = rng.choice(("applicant", "decision", "payments"))
    case[at] = rng.choice(("x", 5, True)) if at != "payments" else rng.choice(("x", 5, {"a": 1}))
    return f"/{at}"


def unknown_firm(rng: Random, case: Case) -> str:
    """A line that names nobody's firm."""
    case["plan"]["lines"][0]["firm"] = "nobody"
    return "/plan/lines/0/firm"


def firm_twice(rng: Random, case: Case) -> str | None:
    """The same firm in two rows."""
    if not case["firms"]:
        return None
    case["firms"].append(dict(case["firms"][0]))
    return f"/firms/{len(case['firms']) - 1}/id"


def line_twice(rng: Random, case: Case) -> str | None:
    """The same line in two rows."""
    lines = case["plan"]["lines"]
    if "id" not in lines[0]:
        return None
    lines.append(dict(lines[0]))
    return f"/plan/lines/{len(lines) - 1}/id"


def tax_rate(rng: Random, case: Case) -> str:
    """A rate that no law knows."""
    case["plan"]["lines"][0]["tax_rate"] = rng.choice((5, 3, 100, 8.0, "10", -8))
    return "/plan/lines/0/tax_rate"


def cap_below_unit(rng: Random, case: Case) -> str:
    """A cap that no amount in units can reach."""
    programme = case["programme"]
    programme["rounding"] = {"unit": 1000}
    where = rng.choice(("total", "applicant_year", "term"))
    if where == "term" and programme.get("terms"):
        programme["terms"][0]["cap"] = 99
        programme["terms"][0]["unit"] = rng.choice((100, None))
        return "/programme/terms/0/cap"
    where = "total" if where == "term" else where
    programme["caps"] = (programme.get("caps") or {}) | {where: 999}
    return f"/programme/caps/{where}"


def unknown_term(rng: Random, case: Case) -> str | None:
    """A term of something that does not exist."""
    if not case["programme"].get("terms"):
        return None
    odd = ("bases", "category:", "base:x", "", "amount", 5)
    case["programme"]["terms"][0]["of"] = rng.choice(odd)
    return "/programme/terms/0/of"


def split_short(rng: Random, case: Case) -> str:
    """Caps that are fewer than the weights, or hold less than the total."""
    caps = rng.choice(([1], [1, 1, 1], [10, 10]))
    case["split"] = {"total": 100, "weights": [1, 2], "caps": caps}
    return "/split/caps"


def no_weight(rng: Random, case: Case) -> str:
    """Nobody has a weight."""
    case["split"] = {"total": 100, "weights": rng.choice(([0, 0], [0], []))}
    return "/split/weights"


def repaid_too_much(rng: Random, case: Case) -> str:
    """More is repaid than is left."""
    case["returns"][-1]["repaid"] = [
        {"date": "2025-02-01", "amount": 900},
        {"date": "2025-02-02", "amount": 200},
    ]
    return f"{_order(case)}/repaid/1/amount"


def repaid_too_early(rng: Random, case: Case) -> str:
    """Money comes back before the ward has paid all of it."""
    days = [{"date": day, "amount": 600} for day in ("2025-01-10", "2025-03-10")]
    early = rng.choice(("2025-01-09", "2025-02-01"))
    case["returns"][-1] |= {"received": days, "repaid": [{"date": early, "amount": 100}]}
    return f"{_order(case)}/repaid/0/date"


def ratio_without(rng: Random, case: Case) -> str:
    """The lump method without its ratio."""
    case["tax_credit"] = {"method": "ratio", "rate": [1, 2], "items": []}
    return "/tax_credit/ratio"


def name_twice(rng: Random, case: Case) -> str | None:
    """Two deadlines of one name."""
    last = case["deadlines"][-1]
    if "event" not in last or "count" not in last:
        return None
    case["deadlines"].append({**last})
    return f"/deadlines/{len(case['deadlines']) - 1}/name"


# A breaker with the parts of the case it changes; two that change the same part never meet.
BREAKERS: Final[dict[Breaker, set[str]]] = {
    odd_number: {"split", "order", "rule", "deadline", "lines"},
    odd_day: {"deadline", "lines"},
    odd_rate: {"credit"},
    odd_text: {"id"},
    odd_word: {"word"},
    unknown_key: {"key"},
    missing_key: {"split", "order", "deadline", "lines", "rule"},
    wrong_kind: {"kind"},
    unknown_firm: {"lines", "firms"},
    firm_twice: {"firms"},
    line_twice: {"lines"},
    tax_rate: {"lines"},
    cap_below_unit: {"rule"},
    unknown_term: {"rule"},
    split_short: {"split"},
    no_weight: {"split"},
    repaid_too_much: {"order"},
    repaid_too_early: {"order"},
    ratio_without: {"credit"},
    name_twice: {"deadline"},
}
