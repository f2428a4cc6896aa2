"""The firms of a ward as a table that can be imported again, and who may take it away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.directory import access, queries
from hub.directory.importing import COLUMNS, KINDS, SOURCE, TOLD, line_of
from hub.directory.importing_machines import SOURCE as MACHINES_SOURCE
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, Reason
from hub.kernel.text import N_
from hub.kernel.wareki import wareki
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.platform.workbook import Value
from models.directory import Firm
from models.platform import FileRow
from models.vocab import DataClass

FIRMS: Final = "firms_export"
FAULTS: Final = "firms_faults_export"
RECEIPT: Final = "firms_receipt_export"
# noqa: i18n what each column of the table holds, by its heading in the file
MEANINGS: Final[Mapping[str, str]] = {
    "種別": N_("必須。種別の一覧のどれか。"),
    "法人番号": N_("法人は必須。13桁の数字。ほかは空。"),
    "会社名": N_("必須。登記か屋号のとおり。80字まで。"),
    "フリガナ": N_("必須。かな。120字まで。"),
    "事業主": N_("任意。事業主の氏名。80字まで。"),
    "郵便番号": N_("任意。7桁の数字。"),
    "住所": N_("任意。160字まで。"),
    "町名": N_("必須。80字まで。"),
    "電話": N_("任意。"),
    "仕事と技術": N_("任意。600字まで。"),
    "地域コード": N_("区の番号。5桁。取り込みには使いません。"),
    "確かめた日": N_("西暦の日付。取り込みには使いません。"),
    "確かめた日（和暦）": N_("同じ日の和暦。取り込みには使いません。"),
}


@dataclass(frozen=True, slots=True)
class FirmsTable:
    """Headings and lines; the words that the first column may hold; what each column means."""

    head: tuple[str, ...]
    lines: tuple[tuple[Value, ...], ...]
    kinds: tuple[str, ...] = tuple(KINDS)
    meanings: tuple[tuple[str, str], ...] = tuple(MEANINGS.items())


def may_take_firms(ctx: Ctx, ward_id: int) -> Reason | None:
    """Staff who keep the directory of the ward."""
    return access.may_add_firm(ctx.actor, ward_id)


def may_take_receipt(ctx: Ctx, file_id: int) -> Reason | None:
    """Whoever may take the file that was imported."""
    row = ctx.session.get(FileRow, file_id)
    if row is None or row.record not in {SOURCE, MACHINES_SOURCE}:
        return NOT_FOUND
    return may_take_firms(ctx, row.record_id)


@read(name="directory:firms_table", data_class=DataClass.C2)
def firms_table(ctx: Ctx, *, ward_id: int) -> FirmsTable:
    """Every firm of a ward as a line of the table; it can be imported as it is."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    code = queries.ward_code(ctx.session, ward_id)
    rows = queries.all_of_ward(ctx.session, ward_id)
    return FirmsTable((*COLUMNS, *TOLD), tuple(_told(row, code) for row in rows))


def _told(row: Firm, code: str) -> tuple[Value, ...]:
    day = japan_date(row.confirmed_at) if row.confirmed_at else None
    return (*line_of(row), code, day, wareki(day) if day else None)
