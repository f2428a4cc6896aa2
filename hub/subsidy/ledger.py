"""The one budget ledger: every posting moves the counters and writes balanced journal lines.

Parts of this room's use cases, run in their transaction. A counter moves by one guarded UPDATE, so
that no two clicks can spend the same yen. Source: subsidy design, parts 6 and 7 (write rule).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import guarded
from hub.platform.outbox import Yen
from hub.subsidy import queries, words
from models.subsidy import BudgetLine, JournalEntry, JournalLine
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent

COLUMNS: Final[Mapping[At, str]] = MappingProxyType(
    {
        At.AVAIL: "available",
        At.RESERVED: "reserved",
        At.COMMIT: "committed",
        At.ADVANCED: "advanced",
        At.PAYABLE: "payable",
        At.PAID: "paid",
        At.RECOVERABLE: "recoverable",
        At.RECOVERED: "recovered",
    }
)


@dataclass(frozen=True, slots=True)
class Move:
    """Yen from one account to another."""

    source: At
    target: At
    yen: int


def post(
    ctx: Ctx,
    line_id: int,
    event: BudgetEvent,
    moves: Sequence[Move],
    *,
    claim_id: int | None = None,
    note: str | None = None,
) -> None:
    """Move yen on a budget line, all or nothing; moves of 0 yen are left out.

    `Refused` with the exact remainder when an account holds less than is taken from it.
    """
    change: Counter[At] = Counter()
    for move in moves:
        change[move.source] -= move.yen
        change[move.target] += move.yen
    change = Counter({account: yen for account, yen in change.items() if yen})
    if not change:
        return
    ctx.session.flush()
    if not guarded(ctx.session, _update(line_id, change)):
        left = queries.budget_line_of(ctx, line_id).available
        raise Refused(words.BUDGET_SHORT, left=Yen(left))
    entry = JournalEntry(
        budget_line_id=line_id,
        claim_id=claim_id,
        event=event,
        note=note,
        person_id=ctx.actor.person_id,
        at=ctx.now,
    )
    ctx.session.add(entry)
    ctx.session.flush()
    ctx.session.add_all(
        JournalLine(entry_id=entry.id or 0, account=account, amount_yen=yen)
        for account, yen in change.items()
    )
    ctx.session.flush()


def lock(ctx: Ctx, line_id: int) -> None:
    """Hold the budget line until the end of the click, so that what is read of it stays true."""
    same = sa.update(BudgetLine).where(col(BudgetLine.id) == line_id)
    guarded(ctx.session, same.values(available=BudgetLine.available))


def _update(line_id: int, change: Mapping[At, int]) -> sa.Update:
    """One UPDATE over all counters, guarded by every account that loses."""
    values: dict[str, object] = {}
    guards = [col(BudgetLine.id) == line_id]
    for account, yen in change.items():
        if account is At.EXTERNAL:
            values["allotted"] = BudgetLine.allotted - yen
            continue
        column = getattr(BudgetLine, COLUMNS[account])
        values[COLUMNS[account]] = column + yen
        if yen < 0:
            guards.append(column >= -yen)
    return sa.update(BudgetLine).where(*guards).values(**values)


def differences(ctx: Ctx, line: BudgetLine) -> list[str]:
    """What the journal, replayed from nothing, says otherwise than the counters; empty when sound.

    Invariants I1 to I3: every entry sums to 0, the accounts sum to the allotment, replay = balance.
    """
    found: list[str] = []
    balance: Counter[At] = Counter()
    by_entry: Counter[int] = Counter()
    for entry, row in queries.journal(ctx, line.id or 0):
        balance[row.account] += row.amount_yen
        by_entry[entry.id or 0] += row.amount_yen
    found += [f"entry {entry}: sum {total}" for entry, total in by_entry.items() if total]
    for account, column in COLUMNS.items():
        stored = getattr(line, column)
        if stored != balance[account]:
            found.append(f"{column}: stored {stored}, replayed {balance[account]}")
    if line.allotted != -balance[At.EXTERNAL]:
        found.append(f"allotted: stored {line.allotted}, replayed {-balance[At.EXTERNAL]}")
    return found
