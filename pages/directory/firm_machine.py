"""A machine of a firm: a new one, or one to correct or to take off the list."""

from typing import Any

from hub.directory import reads, service
from hub.directory.reads import FirmPage, MachineFacts
from hub.i18n import _
from hub.kernel.text import N_
from models.vocab.directory import Sharing, Visibility
from pages.directory.parts import CHANGERS, machine_form, part_form
from pages.directory.parts.part_form import One, Part, Words
from pages.kit import act, address
from pages.kit.page import page


@page(path="firm-machine", title=N_("会社の機械"), roles=CHANGERS, in_menu=False)
def render() -> None:
    """The machine that the address names, or a new one."""
    seen: FirmPage = act.read(reads.firm_page, firm_id=address.number("firm"))
    machine_id = address.number("machine")
    one = next((each for each in seen.machines if each.machine_id == machine_id), None)
    words = Words(
        _("機械を直す") if one else _("機械を加える"),
        _("{firm}の機械です。危険な作業を選ぶと、年齢の決まりが出ます。").format(firm=seen.name),
        _("この機械を登録する"),
        _("この機械を一覧から外す"),
    )
    known = One(one.machine_id, one.version, _stored(one)) if one else One(0, 0, _stored(one))
    machine = Part(
        "machine", service.put_machine, service.drop_machine, machine_form.draw, machine_form.clear
    )
    part_form.show(machine, known, seen, words)


def _stored(one: MachineFacts | None) -> dict[str, Any]:
    if one is None:
        empty: dict[str, Any] = dict.fromkeys(machine_form.FIELDS, "")
        return empty | {
            "quantity": "1",
            "sharing": Sharing.ASK.value,
            "visibility": Visibility.PUBLIC.value,
            "hazards": [],
        }
    return {
        "name": one.name,
        "maker": one.maker,
        "model": one.model,
        "year": str(one.year or ""),
        "ability": one.ability,
        "quantity": str(one.quantity),
        "sharing": one.sharing.value,
        "visibility": one.visibility.value,
        "hazards": [tag.value for tag in one.hazards],
    }
