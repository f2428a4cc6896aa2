"""Step 5: the base of the subsidy, by line, category and firm, after project income (F2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.kernel.money import split
from hub.subsidy.amounts.case import Case, Costs, Place
from hub.subsidy.amounts.lines import Counted, by_category, counted_lines
from hub.subsidy.amounts.working import Notes


@dataclass(frozen=True, slots=True)
class Base:
    """What counts: `amount` after income; `is_known` is false when only counts were declared."""

    amount: int
    is_known: bool
    lines: tuple[Counted, ...]
    categories: tuple[tuple[str, int], ...]
    by_line: tuple[int, ...]
    by_firm: tuple[int, ...]

    def pieces(self, place: Place, category: str | None = None) -> tuple[int, ...]:
        """The amounts to which a rate is applied: one, one per category or one per line.

        Cut once, a category counts before income; cut by line or category, after it.
        """
        if place is Place.TOTAL or not self.lines:
            if category is None:
                return (self.amount,)
            return (dict(self.categories).get(category, 0),)
        groups = by_category([row.line for row in self.lines])
        chosen = [rows for name, rows in groups.items() if category in (None, name)]
        if place is Place.LINE:
            return tuple(self.by_line[at] for rows in chosen for at in rows)
        return tuple(sum(self.by_line[at] for at in rows) for rows in chosen)


def base_of(case: Case, costs: Costs, notes: Notes) -> Base:
    """The base of planned or actual costs, with its parts."""
    lines = counted_lines(case, costs.lines or (), notes)
    counted = [row.counted for row in lines]
    total = sum(counted) if costs.base is None else costs.base
    is_known = costs.lines is not None or costs.base is not None
    amount = max(0, total - costs.income)
    if is_known:
        notes.step(
            "base",
            f"max(0, {total}−{costs.income})",
            {"total": total, "income": costs.income},
            amount,
            amount,
            "base",
        )
    by_line = _after_income(counted, costs.income)
    return Base(
        amount=amount,
        is_known=is_known,
        lines=lines,
        categories=_categories(lines),
        by_line=by_line,
        by_firm=_by_firm(case, lines, by_line, amount),
    )


def _categories(lines: Sequence[Counted]) -> tuple[tuple[str, int], ...]:
    groups = by_category([row.line for row in lines])
    return tuple(
        (name, sum(lines[at].counted for at in rows))
        for name, rows in groups.items()
        if name is not None
    )


def _after_income(counted: Sequence[int], income: int) -> tuple[int, ...]:
    """Income leaves the lines in proportion, by largest remainder."""
    taken = shares_of(min(income, sum(counted)), counted)
    return tuple(amount - part for amount, part in zip(counted, taken, strict=True))


def _by_firm(
    case: Case, lines: Sequence[Counted], by_line: Sequence[int], amount: int
) -> tuple[int, ...]:
    """The base each firm bears: by what it paid, or by weight where only a base is known."""
    if not case.firms:
        return ()
    if not lines:
        return shares_of(amount, [firm.weight for firm in case.firms])
    rows = [shares_of(left, row.net) for left, row in zip(by_line, lines, strict=True)]
    return tuple(sum(column) for column in zip(*rows, strict=True))


def shares_of(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Largest remainder; nothing to anybody when there is nothing or no weight."""
    if total == 0 or not any(weights):
        return (0,) * len(weights)
    return split(total, weights)
