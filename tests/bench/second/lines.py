"""From declared lines to counted amounts: eligibility, bearers, tax (F1), caps of the costs."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.bench.second.money import spread

TAX_RATE = 10
ONE_FIRM: list[dict[str, Any]] = [{"id": None, "weight": 1, "tax_status": "taxable"}]


@dataclass
class Part:
    """What one firm bears of one line."""

    line: int
    firm: int
    gross: int
    tax: int = 0

    @property
    def net(self) -> int:
        """Without the tax part."""
        return self.gross - self.tax


@dataclass
class Counted:
    """The lines after every cost cap."""

    lines: list[dict[str, Any]]
    parts: list[Part]
    categories: dict[str, int] = field(default_factory=dict)


def counted_lines(case: dict[str, Any], lines: list[dict[str, Any]], seen: Counter[str]) -> Counted:
    """Steps ① to ④ of the fixed order."""
    programme = case["programme"]
    firms = case.get("firms") or ONE_FIRM
    parts: list[Part] = []
    told: list[dict[str, Any]] = []
    for at, line in enumerate(lines):
        good = _eligible(line, programme, case.get("decision"))
        seen["line.eligible" if good else "line.refused"] += 1
        told.append({"id": line["id"], "eligible": good, "tax": 0, "net": 0, "counted": 0})
        if good:
            parts += _borne(at, line, firms, seen)
    _take_tax(parts, lines, firms, programme.get("tax") or {}, seen)
    for part in parts:
        told[part.line]["tax"] += part.tax
        told[part.line]["net"] += part.net
    counted = Counted(told, parts)
    _cap(counted, lines, programme.get("caps") or {}, seen)
    return counted


def _eligible(
    line: dict[str, Any], programme: dict[str, Any], decision: dict[str, Any] | None
) -> bool:
    if line.get("eligible") is False:
        return False
    rule = programme.get("order_rule") or "free"
    ordered = line.get("order_date")
    if rule == "free" or ordered is None or decision is None or not decision.get("date"):
        return True
    return bool(
        ordered > decision["date"] if rule == "after_decision" else ordered >= decision["date"]
    )


def _borne(
    at: int, line: dict[str, Any], firms: list[dict[str, Any]], seen: Counter[str]
) -> list[Part]:
    """② a shared gross is split by weight."""
    if line.get("firm") is not None:
        seen["line.own"] += 1
        bearer = [firm["id"] for firm in firms].index(line["firm"])
        return [Part(at, bearer, line["gross"])]
    seen["line.shared"] += len(firms) > 1
    split = spread(line["gross"], [firm.get("weight", 1) for firm in firms])
    return [Part(at, firm, gross) for firm, gross in enumerate(split)]


def _take_tax(
    parts: list[Part],
    lines: list[dict[str, Any]],
    firms: list[dict[str, Any]],
    tax: dict[str, Any],
    seen: Counter[str],
) -> None:
    """③ F1 per place, bearer and rate; the tax part back to the lines by largest remainder."""
    if (tax.get("basis") or "net") == "gross":
        seen["tax.gross"] += 1
        return
    place = tax.get("place") or "invoice"
    groups: dict[tuple[Any, ...], list[Part]] = {}
    for part in parts:
        line = lines[part.line]
        status = firms[part.firm].get("tax_status") or "taxable"
        if status != "taxable" and tax.get("exempt_uses_gross") is not False:
            seen["tax.exempt"] += 1
            continue
        where: tuple[Any, ...] = ()
        if place == "line" or (place == "invoice" and line.get("invoice") is None):
            where = ("line", part.line)
        elif place == "invoice":
            where = ("invoice", line.get("vendor"), line["invoice"])
        groups.setdefault((*where, part.firm, line.get("tax_rate", TAX_RATE)), []).append(part)
    for key, group in groups.items():
        rate = key[-1]
        gross = [part.gross for part in group]
        whole = sum(gross) * rate // (100 + rate)
        seen[f"tax.{place}.{'many' if len(group) > 1 else 'one'}"] += 1
        for part, amount in zip(group, spread(whole, gross), strict=True):
            part.tax = amount


def _cap(
    counted: Counted, lines: list[dict[str, Any]], caps: dict[str, Any], seen: Counter[str]
) -> None:
    """④ per item, per day, category, then the share of the total before share caps."""
    by_key = caps.get("categories") or {}
    members: dict[str | None, list[int]] = {}
    for at, line in enumerate(lines):
        told, rule = counted.lines[at], by_key.get(line.get("category")) or {}
        told["counted"] = _capped_line(told["net"], line, caps, rule, seen)
        members.setdefault(line.get("category"), []).append(at)
    for key, own in members.items():
        most = (by_key.get(key) or {}).get("max")
        seen["cap.category"] += _shrink(counted.lines, own, most)
    whole = sum(told["counted"] for told in counted.lines)
    for key, own in members.items():
        share = (by_key.get(key) or {}).get("share")
        most = None if share is None else whole * share[0] // share[1]
        seen["cap.share"] += _shrink(counted.lines, own, most)
    counted.categories = {
        key: sum(counted.lines[at]["counted"] for at in own)
        for key, own in members.items()
        if key is not None
    }


def _shrink(lines: list[dict[str, Any]], own: list[int], most: int | None) -> bool:
    """Lower the lines of a category in proportion to at most `most`; say whether it bound."""
    before = [lines[at]["counted"] for at in own]
    if most is None or sum(before) <= most:
        return False
    for at, amount in zip(own, spread(most, before), strict=True):
        lines[at]["counted"] = amount
    return True


def _capped_line(
    amount: int,
    line: dict[str, Any],
    caps: dict[str, Any],
    rule: dict[str, Any],
    seen: Counter[str],
) -> int:
    for limit in (caps.get("per_item"), rule.get("per_item")):
        if limit is not None and amount > limit:
            amount = limit
            seen["cap.item"] += 1
    if rule.get("per_day") is not None:
        limit = rule["per_day"] * line.get("days", 1)
        seen["cap.day"] += amount > limit
        amount = min(amount, limit)
    return amount
