"""Reads people and requests from JSON lines, all faults at once. Source: design part E."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NoReturn

from hub.experts.profiles import Declared, Held, Line, Profile
from hub.kernel.errors import FieldProblem, Reason
from hub.kernel.text import N_
from hub.skills.service import SkillModel

MOST_YEARS: Final = 80
BOM: Final = b"\xef\xbb\xbf"
NOT_UTF8: Final = Reason("experts.lines.not_utf8", N_("UTF-8で保存してください。"))
NOT_JSON: Final = Reason("experts.lines.not_json", N_("JSONとして読めません。"))
NOT_OBJECT: Final = Reason("experts.lines.not_object", N_("1行に1件の項目の組が必要です。"))
NOT_TEXT: Final = Reason("experts.lines.not_text", N_("文字列が必要です。"))
EMPTY: Final = Reason("experts.lines.empty", N_("空のままにはできません。"))
NOT_LIST: Final = Reason("experts.lines.not_list", N_("文字列の一覧が必要です。"))
NOT_YEARS: Final = Reason("experts.lines.not_years", N_("0から80までの数が必要です。"))
TWICE: Final = Reason("experts.lines.twice", N_("「{value}」は{line}行目にもあります。"))
Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GivenExpert:
    """One line of the experts' file."""

    id: str
    bio: str
    tags: tuple[str, ...]
    certs: tuple[str, ...]
    years: float | None


@dataclass(frozen=True, slots=True)
class GivenRequest:
    """One line of the requests' file."""

    qid: str
    text: str


class _NotANumber(ValueError):
    """NaN or an infinity stood where a number belongs."""


class _Reader:
    """Reads one file; collects what is wrong as `line.field`."""

    def __init__(self, data: bytes) -> None:
        self.data = data.removeprefix(BOM)
        self.problems: list[FieldProblem] = []
        self.seen: dict[str, int] = {}

    def fault(self, number: int, field: str, reason: Reason, **params: object) -> None:
        """Note one fault."""
        self.problems.append(
            FieldProblem(f"{number}.{field}" if field else str(number), reason, params)
        )

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Objects with the number of their line; blank lines are passed over."""
        for number, line in enumerate(self.data.split(b"\n"), start=1):
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                self.fault(number, "", NOT_UTF8)
                continue
            if not text.strip():
                continue
            try:
                row = json.loads(text, parse_constant=_refuse)
            except (ValueError, RecursionError):
                self.fault(number, "", NOT_JSON)
                continue
            if isinstance(row, dict):
                yield number, row
            else:
                self.fault(number, "", NOT_OBJECT)

    def key(self, number: int, row: Row, field: str) -> str:
        """A text that no other line has."""
        value = self.text(number, row, field)
        if value in self.seen:
            self.fault(number, field, TWICE, value=value, line=self.seen[value])
        elif value:
            self.seen[value] = number
        elif isinstance(row.get(field), str):
            self.fault(number, field, EMPTY)
        return value

    def text(self, number: int, row: Row, field: str, *, optional: bool = False) -> str:
        """A text; missing and null are an empty one where that is allowed."""
        value = row.get(field)
        if optional and value is None:
            return ""
        if not _is_text(value):
            self.fault(number, field, NOT_TEXT)
            return ""
        return str(value)

    def texts(self, number: int, row: Row, field: str) -> tuple[str, ...]:
        """A list of texts; missing and null are an empty one."""
        value = row.get(field)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_text(one) for one in value):
            self.fault(number, field, NOT_LIST)
            return ()
        return tuple(value)

    def years(self, number: int, row: Row) -> float | None:
        """A number from 0 to 80, or nothing."""
        value = row.get("years")
        if value is None:
            return None
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 <= value <= MOST_YEARS
        ):
            self.fault(number, "years", NOT_YEARS)
            return None
        return float(value)


def _refuse(_name: str) -> NoReturn:
    raise _NotANumber


def _is_text(value: object) -> bool:
    """Say whether a value is text that can be written again (no half signs)."""
    return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def experts_of(data: bytes) -> tuple[tuple[GivenExpert, ...], list[FieldProblem]]:
    """People in file order, and everything that is wrong."""
    reader = _Reader(data)
    found = [
        GivenExpert(
            id=reader.key(number, row, "id"),
            bio=reader.text(number, row, "bio", optional=True),
            tags=reader.texts(number, row, "tags"),
            certs=reader.texts(number, row, "certs"),
            years=reader.years(number, row),
        )
        for number, row in reader.rows()
    ]
    return tuple(found), reader.problems


def requests_of(data: bytes) -> tuple[tuple[GivenRequest, ...], list[FieldProblem]]:
    """Requests in file order, and everything that is wrong."""
    reader = _Reader(data)
    found = [
        GivenRequest(reader.key(number, row, "qid"), reader.text(number, row, "text"))
        for number, row in reader.rows()
    ]
    return tuple(found), reader.problems


def profile_of(model: SkillModel, given: GivenExpert) -> Profile:
    """A profile for the index: a tag that names a skill counts as declared."""
    lines = [Line("bio", given.bio, is_told=True)]
    lines += [Line(f"tags[{at}]", tag, is_told=True) for at, tag in enumerate(given.tags)]
    first = len(lines)
    lines += [Line(f"certs[{at}]", cert) for at, cert in enumerate(given.certs)]
    declared = [
        Declared(skill, at, years=given.years)
        for at, line in enumerate(lines[1:first], start=1)
        for skill in model.named_in(line.text)
    ]
    held = [Held(first + at) for at in range(len(given.certs))]
    return Profile(given.id, tuple(lines), tuple(declared), tuple(held), given.years)
