"""The values of a press at the desk in words that are read back; only what is listed here.

What has no label is never kept: numbers of records, digests, files, codes and passwords. Rooms say
by the wiring what their own words and records are called.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from pydantic import BaseModel

from hub.kernel.text import N_
from hub.platform.context import Ctx

LONGEST: Final = 200
MOST: Final = 40
YES, NO = N_("はい"), N_("いいえ")
# Nothing is read back of these: they answer no question of the form.
SILENT: Final = ("platform:", "accounts:desk:", "experts:ranking:")
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ability": N_("できること"),
        "address": N_("住所"),
        "amount": N_("金額（円）"),
        "amounts": N_("金額（円）"),
        "answers": N_("答え"),
        "asked": N_("申請する額（円）"),
        "attendees": N_("参加した人数"),
        "birth_date": N_("生年月日"),
        "booking_ceiling_yen": N_("1回の上限（円）"),
        "day": N_("日付"),
        "does_agree": N_("同意"),
        "done_on": N_("終わる日"),
        "duties": N_("分担"),
        "effective_from": N_("始まりの日"),
        "end": N_("終わり"),
        "gross": N_("税込みの額（円）"),
        "invoice_no": N_("登録番号"),
        "is_digest": N_("1日1回にまとめる"),
        "kana": N_("フリガナ"),
        "kind": N_("種類"),
        "late_reason": N_("遅れた理由"),
        "mail": N_("メール"),
        "maker": N_("メーカー"),
        "min_age": N_("いちばん下の年齢"),
        "minutes": N_("時間（分）"),
        "model": N_("型式"),
        "month_days": N_("月に働く日の上限"),
        "name": N_("名前"),
        "need": N_("困りごと"),
        "next_step": N_("次にすること"),
        "note": N_("伝えること"),
        "number": N_("法人番号"),
        "on_holidays": N_("祝日も来る"),
        "owner": N_("代表者"),
        "paid_on": N_("支払った日"),
        "part": N_("時間帯"),
        "payment_days": N_("支払いまでの日数"),
        "phone": N_("電話"),
        "places": N_("受け入れる人数"),
        "postal": N_("郵便番号"),
        "purpose": N_("目的"),
        "quantity": N_("台数"),
        "reason": N_("理由"),
        "result": N_("結果"),
        "role": N_("役割"),
        "sharing": N_("ほかの会社の利用"),
        "size_band": N_("会社の人数"),
        "source": N_("もとの月"),
        "start": N_("始まり"),
        "starts_at": N_("始まり"),
        "target": N_("同じにする月"),
        "tasks": N_("仕事の内容"),
        "tax_percent": N_("税率（%）"),
        "technology": N_("技術"),
        "title": N_("題"),
        "told_by": N_("知らせの受け取り方"),
        "town": N_("町名"),
        "trade": N_("分野"),
        "travel_yen": N_("交通費（円）"),
        "used_on": N_("使った日"),
        "vendor": N_("払った先"),
        "way": N_("行き方"),
        "what": N_("したこと"),
        "year": N_("年"),
    }
)


class Said(NamedTuple):
    """One value: its label (a msgid), and its text, or words that are a msgid."""

    label: str
    text: str
    is_msgid: bool = False


# Names of the records with these numbers.
Namer = Callable[[Ctx, tuple[int, ...]], Sequence[str]]
WORDS: Final[dict[type[StrEnum], Mapping[Any, str]]] = {}
NAMERS: Final[dict[str, tuple[str, Namer]]] = {}
# Whole numbers that stand for words, such as the days of the week.
CODES: Final[dict[str, tuple[str, Mapping[int, str]]]] = {}


def bind_words(kind: type[StrEnum], words: Mapping[Any, str]) -> None:
    """Say what the words of a room are called; called by the wiring only."""
    WORDS[kind] = words


def bind_namer(field: str, label: str, namer: Namer) -> None:
    """Say how the records of a field are called; called by the wiring only."""
    NAMERS[field] = (label, namer)


def bind_codes(field: str, label: str, words: Mapping[int, str]) -> None:
    """Say what the whole numbers of a field stand for; called by the wiring only."""
    CODES[field] = (label, words)


def said(ctx: Ctx, data: BaseModel) -> list[Said]:
    """Everything of the input that has a label, in the order of its fields."""
    if ctx.command.startswith(SILENT):
        return []
    return list(_of_model(ctx, data))[:MOST]


def _of_model(ctx: Ctx, data: BaseModel) -> Iterator[Said]:
    for field in type(data).model_fields:
        value = getattr(data, field)
        if field in NAMERS:
            yield from _of_records(ctx, *NAMERS[field], value)
        elif field in CODES:
            label, words = CODES[field]
            if value in words:
                yield Said(label, words[value], is_msgid=True)
        else:
            yield from _of_value(ctx, field, value)


def _of_records(ctx: Ctx, label: str, namer: Namer, value: object) -> Iterator[Said]:
    """One record by its name, several in their order with their places."""
    if isinstance(value, int):
        yield from (Said(label, _short(name)) for name in namer(ctx, (value,)))
    elif isinstance(value, tuple):
        for place, name in enumerate(namer(ctx, value), 1):
            yield Said(label, f"{place}. {_short(name)}")


def _of_value(ctx: Ctx, field: str, value: object) -> Iterator[Said]:
    if isinstance(value, BaseModel):
        yield from _of_model(ctx, value)
    elif isinstance(value, list | tuple):
        for one in value:
            if isinstance(one, BaseModel):
                yield from _of_model(ctx, one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _of_value(ctx, field, one)
    elif field in LABELS:
        yield from _plain(LABELS[field], value)


def _plain(label: str, value: object) -> Iterator[Said]:
    if isinstance(value, StrEnum):
        words = WORDS.get(type(value), {}).get(value)
        if words is not None:
            yield Said(label, words, is_msgid=True)
    elif isinstance(value, bool):
        yield Said(label, YES if value else NO, is_msgid=True)
    elif isinstance(value, date | datetime):
        yield Said(label, value.isoformat())
    elif isinstance(value, str | int) and str(value).strip():
        yield Said(label, _short(str(value).strip()))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
