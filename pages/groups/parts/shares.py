"""The questions of one kind of cost: equally, or each firm its percent."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from hub.groups import words
from hub.groups.reads import AgreementText
from hub.i18n import _, translated
from hub.kernel.text import number_text
from models.vocab.groups import CostKind, ShareMethod
from pages.groups.parts import percent
from pages.kit import widgets

ASKED = (ShareMethod.EQUAL, ShareMethod.PERCENT)
WHOLE = 10_000


def ask(kind: CostKind, firms: Mapping[int, str], answers: dict[str, Any]) -> None:
    """A switch, and one small field per firm when the parts are not equal."""
    widgets.heading(_("{cost}の負担").format(cost=translated(words.COST_LABELS[kind])))
    name, group = f"method-{kind}", answers["group"]
    widgets.seed(f"groups.draft.{group}.{name}", answers.get(name, ShareMethod.EQUAL.value))
    labels = {method.value: translated(words.METHOD_LABELS[method]) for method in ASKED}
    label = translated(words.COST_LABELS[kind])
    answers[name] = widgets.segmented(label, labels, f"groups.draft.{group}.{name}")
    if answers[name] != ShareMethod.PERCENT:
        widgets.say(_("{count}社で等しく分けます。").format(count=len(firms)))
        return
    columns = st.columns(min(len(firms), 3))
    for place, (firm_id, firm) in enumerate(firms.items()):
        part = f"part-{kind}-{firm_id}"
        widgets.seed(f"groups.draft.{group}.{part}", str(answers.get(part, "")))
        with columns[place % len(columns)]:
            question = _("{firm}（％）").format(firm=firm)
            answers[part] = st.text_input(question, key=f"groups.draft.{group}.{part}", max_chars=6)
    total = sum(hundredths(answers[f"part-{kind}-{firm_id}"]) or 0 for firm_id in firms)
    widgets.say(_("合計 {total}（100％にします）").format(total=percent(total)))


def hundredths(typed: str) -> int | None:
    """Percent as typed (50, 33.34, full-width too) in hundredths; None when it is no number."""
    whole, _point, rest = number_text(typed).partition(".")
    known = whole.isdecimal() and len(rest) <= 2 and (rest.isdecimal() or not rest)  # noqa: PLR2004  two decimals
    return int(whole) * 100 + int(rest.ljust(2, "0")) if known else None


def before(text: AgreementText) -> dict[str, Any]:
    """Shares of the version before as answers."""
    found: dict[str, Any] = {}
    for costs in text.costs:
        if costs.method in ASKED:
            found[f"method-{costs.cost_kind}"] = costs.method.value
        if costs.method is ShareMethod.PERCENT:
            for cell in costs.cells:
                whole, rest = divmod(cell.weight, 100)
                typed = f"{whole}.{rest:02d}" if rest else str(whole)
                found[f"part-{costs.cost_kind}-{cell.firm_id}"] = typed
    return found


def sent(kind: CostKind, firm_ids: Sequence[int], answers: Mapping[str, Any]) -> dict[str, object]:
    """What the use case gets; a part that is no number becomes one that is refused at its field."""
    method = ShareMethod(answers.get(f"method-{kind}", ShareMethod.EQUAL))
    if method is not ShareMethod.PERCENT:
        return {"cost_kind": kind, "method": method}
    typed = {firm_id: str(answers.get(f"part-{kind}-{firm_id}", "")) for firm_id in firm_ids}
    parts = {firm_id: hundredths(text) for firm_id, text in typed.items()}
    return {
        "cost_kind": kind,
        "method": method,
        "parts": {firm_id: -1 if part is None else part for firm_id, part in parts.items()},
    }
