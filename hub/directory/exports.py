"""The firms of a ward as a table that can be imported again, and who may take it away."""

from typing import Final

from hub.directory import access, queries
from hub.directory.importing import KINDS, SOURCE, line_of
from hub.directory.importing_machines import SOURCE as MACHINES_SOURCE
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, Reason
from hub.kernel.text import N_
from hub.kernel.wareki import wareki
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.platform.data_sets import Column, DataSet, Holds
from hub.platform.workbook import Value
from models.directory import Firm
from models.platform import FileRow
from models.vocab import DataClass

FIRMS: Final = "firms_export"
FAULTS: Final = "firms_faults_export"
RECEIPT: Final = "firms_receipt_export"
SINCE: Final = "2026-11-27"
REGION: Final = N_("区の番号。5桁。取り込みには使いません。")
DAY: Final = N_("西暦の日付。取り込みには使いません。")
ERA: Final = N_("同じ日の和暦。取り込みには使いません。")
# noqa: i18n the headings are the same in a file of every language
FIRM_COLUMNS: Final = (
    Column(
        "種別", N_("必須。言葉の一覧のどれか。"), Holds.CODE, words=tuple(KINDS), is_required=True,
    ),
    Column("法人番号", N_("法人は必須。13桁の数字。ほかは空。"), Holds.KEY),
    Column("会社名", N_("必須。登記か屋号のとおり。80字まで。"), Holds.NAME, is_required=True),
    Column("フリガナ", N_("必須。かな。120字まで。"), Holds.NAME, is_required=True),
    Column("事業主", N_("任意。事業主の氏名。80字まで。"), Holds.NAME),
    Column("郵便番号", N_("任意。7桁の数字。"), Holds.KEY),
    Column("住所", N_("任意。160字まで。"), Holds.NAME),
    Column("町名", N_("必須。80字まで。"), Holds.NAME, is_required=True),
    Column("電話", N_("任意。"), Holds.KEY),
    Column("仕事と技術", N_("任意。600字まで。"), Holds.TEXT),
    Column("地域コード", REGION, Holds.KEY, is_required=True),
    Column("確かめた日", DAY, Holds.DAY),
    Column("確かめた日（和暦）", ERA, Holds.TEXT),
)  # fmt: skip


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
def firms_table(ctx: Ctx, *, ward_id: int) -> DataSet:
    """Every firm of a ward as a line of the table; it can be imported as it is."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    code = queries.ward_code(ctx.session, ward_id)
    rows = tuple(_told(row, code) for row in queries.all_of_ward(ctx.session, ward_id))
    return DataSet(N_("会社の一覧"), FIRM_COLUMNS, rows, SINCE, is_form=True)


def _told(row: Firm, code: str) -> tuple[Value, ...]:
    day = japan_date(row.confirmed_at) if row.confirmed_at else None
    cells = (cell or None for cell in line_of(row))
    return (*cells, code, day, wareki(day) if day else None)
