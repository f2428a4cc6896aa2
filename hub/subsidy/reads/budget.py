"""The budget lines of a ward with the journal behind them."""

from collections import defaultdict

from hub.accounts import reads as people
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, ledger, queries, showing, words
from hub.subsidy.reads.staff import BudgetPage, JournalRow
from models.subsidy import BudgetLine, JournalEntry, JournalLine
from models.vocab import DataClass


@read(name="subsidy:budget", data_class=DataClass.C1)
def budget_page(ctx: Ctx, *, ward_id: int) -> BudgetPage:
    """Counters and journal of every budget line of the ward, checked against each other."""
    require(ctx, access.may_read_budget(ctx.actor, ward_id))
    lines = queries.budget_lines(ctx, ward_id)
    queries.journal.foresee(ctx, [line.id or 0 for line in lines])
    return BudgetPage(
        lines=tuple(showing.budget_state(ctx, line) for line in lines),
        journal=_journal(ctx, lines),
        faults=tuple(fault for line in lines for fault in ledger.differences(ctx, line)),
    )


def _journal(ctx: Ctx, lines: list[BudgetLine]) -> tuple[JournalRow, ...]:
    by_entry: dict[int, list[JournalLine]] = defaultdict(list)
    entries: dict[int, JournalEntry] = {}
    for row in lines:
        for entry, line in queries.journal(ctx, row.id or 0):
            entries[entry.id or 0] = entry
            by_entry[entry.id or 0].append(line)
    ids = tuple({entry.person_id for entry in entries.values() if entry.person_id})
    names = people.names_of(ctx, person_ids=ids)
    numbers = queries.references(ctx, [entry.claim_id or 0 for entry in entries.values()])
    return tuple(
        JournalRow(
            entry_id=entry_id,
            budget_line_id=entry.budget_line_id,
            at=entry.at,
            words=words.BUDGET_EVENT_LABELS[entry.event],
            claim_id=entry.claim_id,
            reference=numbers.get(entry.claim_id or 0, ""),
            accounts=tuple(
                (words.ACCOUNT_LABELS[row.account], row.amount_yen) for row in by_entry[entry_id]
            ),
            person=names.get(entry.person_id or 0, ""),
            note=entry.note or "",
        )
        for entry_id, entry in sorted(entries.items(), reverse=True)
    )
