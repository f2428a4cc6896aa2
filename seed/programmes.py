"""The demo ward's rule sheet of aid and its money, made before anything that is estimated by it."""

import json
from datetime import date
from pathlib import Path
from typing import Final

from hub.kernel.calendar import fiscal_year, japan_date
from hub.subsidy import service
from models.vocab.subsidy import Profile
from seed.planting import Planter, Story

SHEET: Final = Path(__file__).resolve().parent / "reference" / "programmes" / "demo.json"
# Half of a grant may be paid before the report.
ADVANCE: Final = (1, 2)
ALLOTTED_YEN: Final = 12_000_000
# The programme that goes the long way: inspection, order, accounting.
FULL: Final = ("kensa", "設備・大型研修補助金（検査あり）")
ACCOUNT: Final = "商工費・商工費・商工振興費・負担金補助及び交付金"


def plant(planter: Planter, story: Story) -> None:
    """One version and one allotment for the last, the present and the next fiscal year."""
    told = json.loads(SHEET.read_text(encoding="utf-8"))
    sheet = {**told["sheet"], "advance": list(ADVANCE)}
    sheet["unconfirmed"] = [*sheet["unconfirmed"], "概算払の割合"]
    present = fiscal_year(japan_date(planter.now))
    for year in (present - 1, present, present + 1):
        planter.run(
            service.add_version, f"programme-{year}", ward_id=story.ward_id, slug=told["slug"],
            title=told["title"], fiscal_year=year, basis=told["basis"],
            opens_on=date(year, 4, 1), closes_on=date(year + 1, 3, 31), sheet=sheet,
            is_example=told["is_example"],
        )  # fmt: skip
        planter.run(
            service.allot, f"allotted-{year}", ward_id=story.ward_id, slug=told["slug"],
            fiscal_year=year, account_text=ACCOUNT, yen=ALLOTTED_YEN,
        )  # fmt: skip
    slug, title = FULL
    for year in (present - 1, present):
        planter.run(
            service.add_version, f"programme-full-{year}", ward_id=story.ward_id, slug=slug,
            title=title, fiscal_year=year, basis=told["basis"], opens_on=date(year, 4, 1),
            closes_on=date(year + 1, 3, 31), sheet={**told["sheet"]}, is_example=True,
            profile=Profile.FULL,
        )  # fmt: skip
        planter.run(
            service.allot, f"allotted-full-{year}", ward_id=story.ward_id, slug=slug,
            fiscal_year=year, account_text=ACCOUNT, yen=ALLOTTED_YEN,
        )  # fmt: skip
