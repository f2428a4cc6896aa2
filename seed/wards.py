"""Opens a ward with nothing in it but its first administrator."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from hub.accounts import reads
from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import commands
from hub.platform.context import system_actor
from hub.platform.db import Store
from hub.platform.sheets import Line, csv_rows
from models.vocab import Role
from seed.planting import Planter

OPENER: Final = system_actor("init")
FILE: Final = Path(__file__).resolve().parent / "reference" / "wards.csv"
NO_WARD: Final = Reason(
    "init.no_ward", N_("区の番号 {code} はありません。13101から13123で選んでください。")
)
HAS_DEMO: Final = Reason(
    "init.has_demo", N_("体験用のデータがあります。HUB_DATA_DIR に別の場所を指定してください。")
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The ward's administrator, and whether somebody has just become it."""

    ward_id: int
    person_id: int
    is_new: bool


def special_wards() -> tuple[Line, ...]:
    """The 23 special wards by their area codes."""
    return csv_rows(FILE.read_bytes(), ("code", "name_ja", "name_en"))


def open_ward(store: Store, now: datetime, code: str, name: str, kana: str) -> Opened:
    """Make the ward and its administrator; whoever administers it already stays the one."""
    row = next((each for each in special_wards() if each["code"] == code), None)
    if row is None:
        raise Refused(NO_WARD, code=code)
    if commands.look(store, reads.demo_people, actor=OPENER, now=now):
        raise Refused(HAS_DEMO)
    planter = Planter(store, now)
    ward_id = planter.run_as(
        OPENER, directory.add_ward, f"ward-{code}",
        code=code, name=row["name_ja"], name_en=row["name_en"],
    ).ward_id  # fmt: skip
    holders = commands.look(
        store, reads.holders_of, actor=OPENER, now=now, role=Role.ADMIN, ward_id=ward_id
    )
    if holders:
        return Opened(ward_id, holders[0], is_new=False)
    added = planter.run_as(
        OPENER, accounts.add_person, commands.new_once(),
        name=name, kana=kana, role=Role.ADMIN, ward_id=ward_id,
    )  # fmt: skip
    return Opened(ward_id, added.person_id, is_new=True)


def letter(store: Store, now: datetime, person_id: int) -> tuple[str, str]:
    """Number and code of a new letter; the code is known to whoever reads the terminal only."""
    code, code_hash = accounts.new_code()
    issued = commands.run(
        store, accounts.issue_code, actor=OPENER, now=now, once=commands.new_once(),
        raw={"person_id": person_id, "code_hash": code_hash},
    )  # fmt: skip
    return str(issued.login), code
