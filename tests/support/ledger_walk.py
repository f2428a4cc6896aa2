"""Random postings on one budget line beside plain sums that are kept in memory.

Every posting is tried on the real ledger; the sums say beforehand whether it must pass. Used small
by a test and in full by `hub bench ledger`.
"""

import random
from collections import Counter
from typing import Final

from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.subsidy import ledger, queries
from hub.subsidy.ledger import Move
from models.subsidy import BudgetLine, Programme
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent
from tests.support.internship import NOW, SYSTEM

ACCOUNTS: Final = tuple(account for account in At if account is not At.EXTERNAL)
MOST: Final = 40_000
PARTS: Final = 3
YEAR: Final = 2026


def bare_line(store: Store, ward: int, seed: int) -> int:
    """A budget line of a programme of its own, without a yen."""
    with store.writing() as session:
        programme = Programme(ward_id=ward, slug=f"walk-{seed}", title="例", created_at=NOW)
        session.add(programme)
        session.flush()
        line = BudgetLine(
            ward_id=ward, programme_id=programme.id or 0, fiscal_year=YEAR, account_text="商工費",
            created_at=NOW,
        )  # fmt: skip
        session.add(line)
        session.flush()
        return line.id or 0


class Walk:
    """One sequence: a seed, its line, what the sums say, what was found to differ."""

    def __init__(self, store: Store, ward: int, seed: int) -> None:
        """Begin with an empty line."""
        self.store = store
        self.line_id = bare_line(store, ward, seed)
        self.dice = random.Random(seed)  # noqa: S311  amounts of a test, no secrets
        self.refused = 0
        self.faults: list[str] = []

    def go(self, operations: int) -> "Walk":
        """Post in one transaction, look at the counters after every posting and replay at last."""
        with self.store.writing() as session:
            ctx = Ctx(session, SYSTEM, NOW)
            sums = self._stored(ctx)
            for number in range(operations):
                moves = self._moves(sums)
                after = _after(sums, moves)
                passes = all(after[account] >= 0 for account in ACCOUNTS)
                if self._post(ctx, moves) is not passes:
                    self.faults.append(f"operation {number}: passes {passes}, ledger otherwise")
                sums = after if passes else sums
                if self._stored(ctx) != sums:
                    self.faults.append(f"operation {number}: counters differ from the sums")
            line = queries.budget_line_of(ctx, self.line_id)
            self.faults += ledger.differences(ctx, line)
        return self

    def _moves(self, sums: Counter[At]) -> list[Move]:
        """One to three moves, mostly from what is there; now and then an allotment or a cut."""
        if self.dice.random() < 0.2:
            yen = self.dice.randint(1, MOST)
            if self.dice.random() < 0.3:
                return [Move(At.AVAIL, At.EXTERNAL, yen)]
            return [Move(At.EXTERNAL, At.AVAIL, yen)]
        return [self._move(sums) for _part in range(self.dice.randint(1, PARTS))]

    def _move(self, sums: Counter[At]) -> Move:
        filled = [account for account in ACCOUNTS if sums[account]] or list(ACCOUNTS)
        source = self.dice.choice(filled if self.dice.random() < 0.9 else ACCOUNTS)
        target = self.dice.choice([account for account in ACCOUNTS if account is not source])
        return Move(source, target, self.dice.randint(0, sums[source] * 11 // 10 + 10))

    def _post(self, ctx: Ctx, moves: list[Move]) -> bool:
        try:
            ledger.post(ctx, self.line_id, BudgetEvent.ALLOT, moves)
        except Refused:
            self.refused += 1
            return False
        return True

    def _stored(self, ctx: Ctx) -> Counter[At]:
        line = queries.budget_line_of(ctx, self.line_id)
        ctx.session.refresh(line)
        found = Counter({at: getattr(line, name) for at, name in ledger.COLUMNS.items()})
        found[At.EXTERNAL] = -line.allotted
        if sum(found.values()):
            self.faults.append(f"the accounts sum to {sum(found.values())}")
        return found


def _after(sums: Counter[At], moves: list[Move]) -> Counter[At]:
    after = Counter(dict(sums))
    for move in moves:
        after[move.source] -= move.yen
        after[move.target] += move.yen
    return after
