"""JSON bytes as objects with paths; every fault of a document is kept and told at once."""

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Final, NoReturn, TypeAlias

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_

Json: TypeAlias = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

MOST_BYTES: Final = 200 * 1024 * 1024
LONGEST_ID: Final = 64
LARGEST: Final = 2**63 - 1
NULL_IS_ABSENT: Final = frozenset({"min_age", "ward", "published_sha256", "changes", "programme"})
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN: Final = 40

TOO_LARGE: Final = Reason("checker.too_large", N_("ファイルが大きすぎます（200 MB まで）。"))
NOT_UTF8: Final = Reason(
    "checker.not_utf8", N_("UTF-8（BOM なし）で書かれていません（{line} 行目）。")
)
NOT_JSON: Final = Reason(
    "checker.not_json", N_("JSON として読めません（{line} 行 {column} 列目）。")
)
BAD_JSON: Final = Reason("checker.bad_json", N_("JSON で使えない書き方があります（{found}）。"))
WRONG_FORMAT: Final = Reason(
    "checker.wrong_format", N_("形式は「{expected}」が必要ですが、「{found}」でした。")
)
MISSING: Final = Reason("checker.missing", N_("必要な項目がありません。"))
WRONG_VALUE: Final = Reason("checker.wrong_value", N_("この項目に使えない値です（{found}）。"))
UNKNOWN_ID: Final = Reason("checker.unknown_id", N_("「{found}」はこの実施回に登録がありません。"))
REPEATED: Final = Reason("checker.repeated", N_("「{found}」が 2 回以上あります。"))
OVERLAP: Final = Reason("checker.overlap", N_("期間「{found}」がほかの期間と重なっています。"))
CYCLE: Final = Reason("checker.cycle", N_("受け入れ順（after）が一周しています（{found}）。"))


class Unreadable(Invalid):
    """A document cannot be read; every fault with its path is in `problems`."""

    def __init__(self, document: str, problems: Sequence[FieldProblem]) -> None:
        """Keep which of the documents it is."""
        super().__init__(*problems)
        self.document = document


class Faults:
    """The faults of one document, collected while it is read."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.problems: list[FieldProblem] = []

    def add(self, path: str, reason: Reason, found: object = "", **more: object) -> None:
        """Keep one fault."""
        shown = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
        self.problems.append(FieldProblem(path, reason, {"found": shown[:_SHOWN], **more}))

    def refuse(self, reason: Reason, **params: object) -> NoReturn:
        """Stop at once: nothing more can be read."""
        raise Unreadable(self.document, [FieldProblem("", reason, params)])

    def close(self) -> None:
        """Refuse the document if anything was wrong."""
        if self.problems:
            raise Unreadable(self.document, self.problems)


class Fields:
    """One JSON object with its path; a wrong field is kept as a fault, a stand-in is answered."""

    def __init__(self, faults: Faults, value: Json, path: str) -> None:
        self.faults = faults
        self.path = path
        self._values: dict[str, Json] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            faults.add(path, WRONG_VALUE, value)

    def at(self, key: str) -> str:
        """The path of a field."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """Whether the field is there; for some fields null counts as absent."""
        if key in NULL_IS_ABSENT:
            return self._values.get(key) is not None
        return key in self._values

    def keys(self) -> list[str]:
        """The names of all fields, for objects keyed by id."""
        return list(self._values)

    def raw(self, key: str) -> Json:
        """The field as it stands; a fault when it is not there."""
        if not self.has(key):
            self.faults.add(self.at(key), MISSING)
        return self._values.get(key)

    def wrong(self, key: str) -> None:
        """Keep that the field's value cannot be used (unless it is simply not there)."""
        if self.has(key):
            self.faults.add(self.at(key), WRONG_VALUE, self._values[key])

    def text(self, key: str) -> str:
        """A string as it stands."""
        value = self.raw(key)
        if isinstance(value, str):
            return value
        self.wrong(key)
        return ""

    def name(self, key: str) -> str:
        """An id: 1 to 64 characters, NFC, no control characters or half signs."""
        value = self.text(key)
        if self.has(key) and isinstance(self._values[key], str) and not is_name(value):
            self.wrong(key)
        return value

    def known(self, key: str, names: object) -> str:
        """An id that must be one of `names`."""
        value = self.text(key)
        if value and isinstance(names, dict | set | frozenset) and value not in names:
            self.faults.add(self.at(key), UNKNOWN_ID, value)
        elif not value:
            self.wrong(key)
        return value

    def whole(self, key: str, low: int, high: int | None = LARGEST) -> int:
        """A JSON integer within limits; None: without an upper one."""
        value = self.raw(key)
        if type(value) is int and low <= value and (high is None or value <= high):
            return value
        self.wrong(key)
        return low

    def number(self, key: str) -> float | None:
        """A JSON number or null."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
            return value
        self.wrong(key)
        return None

    def day(self, key: str) -> date:
        """A date as YYYY-MM-DD."""
        value = self.raw(key)
        try:
            if isinstance(value, str) and _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.wrong(key)
        return date.min

    def items(self, key: str, *, optional: bool = False) -> list[tuple[str, Json]]:
        """The members of a list, each with its path."""
        if optional and not self.has(key):
            return []
        value = self.raw(key)
        if not isinstance(value, list):
            self.wrong(key)
            return []
        return [(f"{self.at(key)}[{index}]", member) for index, member in enumerate(value)]

    def rows(self, key: str, *, optional: bool = False) -> list["Fields"]:
        """The members of a list of objects."""
        return [
            Fields(self.faults, member, path) for path, member in self.items(key, optional=optional)
        ]

    def part(self, key: str) -> "Fields":
        """An object inside this one."""
        if not self.has(key):
            self.raw(key)
            return Fields(Faults(self.faults.document), {}, self.at(key))
        return Fields(self.faults, self._values[key], self.at(key))

    def names(self, key: str, known: object, *, optional: bool = False) -> tuple[str, ...]:
        """A list of ids that must be among `known`."""
        found = []
        for path, member in self.items(key, optional=optional):
            if not isinstance(member, str):
                self.faults.add(path, WRONG_VALUE, member)
            elif isinstance(known, dict | set | frozenset) and member not in known:
                self.faults.add(path, UNKNOWN_ID, member)
            else:
                found.append(member)
        return tuple(found)


def is_name(value: str) -> bool:
    """Whether the text can be an id."""
    return (
        1 <= len(value) <= LONGEST_ID
        and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in value)
    )


class _NotAllowed(ValueError):
    """A repeated key or a number that JSON does not know."""


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _NotAllowed(next(key for key, _ in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]  # set.add marks the first sight
    return found


def _no_constant(word: str) -> NoReturn:
    raise _NotAllowed(word)


def parsed(data: bytes, faults: Faults, expected: str) -> Fields:
    """The document's outermost object; its `format` must be the expected one."""
    if len(data) > MOST_BYTES:
        faults.refuse(TOO_LARGE)
    if data.startswith(b"\xef\xbb\xbf"):
        faults.refuse(NOT_UTF8, line=1)
    try:
        value: Json = json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError as fault:
        faults.refuse(NOT_UTF8, line=data.count(b"\n", 0, fault.start) + 1)
    except json.JSONDecodeError as fault:
        faults.refuse(NOT_JSON, line=fault.lineno, column=fault.colno)
    except (ValueError, RecursionError) as fault:
        faults.refuse(BAD_JSON, found=str(fault)[:_SHOWN])
    document = Fields(faults, value, "")
    if document.has("format") and document.text("format") != expected:
        faults.add("format", WRONG_FORMAT, document.text("format"), expected=expected)
        faults.close()
    document.text("format")
    return document
