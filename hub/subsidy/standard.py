"""The rule sheet a ward begins with: usual deadlines and texts, with its own amounts put in."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).resolve().parent / "sheets" / "standard.json"


@lru_cache(maxsize=1)
def _text() -> str:
    return FILE.read_text(encoding="utf-8")


def standard_sheet(
    *, parts: int, of: int, unit_yen: int, cap_yen: int, signed_by: str, desk: str
) -> Mapping[str, Any]:
    """A sheet that pays `parts`／`of` of the cost, cut to the unit, up to the cap of one claim.

    What a ward must still confirm stays named in it (`unconfirmed`), and is shown with each claim.
    """
    sheet: dict[str, Any] = json.loads(_text())
    amounts = sheet["amounts"]
    amounts["terms"] = [{"of": "base", "rate": [parts, of], "unit": unit_yen}]
    amounts["rounding"]["unit"] = unit_yen
    amounts["caps"]["total"] = cap_yen
    return {**sheet, "signed_by": signed_by, "desk": desk}
