"""What the matcher may know of a person: lines of text, skills, certificates, years; no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from models.vocab.experts import CertificateGrade

LONGEST: Final = 120
SHORTEST: Final = 12
# noqa: i18n ends of a sentence
_END: Final = re.compile(r"(?<=[。!！?？\n])|(?<=[.;]) ")
# noqa: i18n where people come from
_NATIONS: Final = (
    "日本|中国|台湾|香港|韓国|北朝鮮|朝鮮|モンゴル|ベトナム|フィリピン|インドネシア|インド|ネパール|タイ"
    "|ミャンマー|カンボジア|ラオス|マレーシア|シンガポール|スリランカ|バングラデシュ|パキスタン|イラン|トルコ"
    "|ウズベキスタン|ブラジル|ペルー|メキシコ|アメリカ|米国|カナダ|イギリス|英国|フランス|ドイツ|イタリア"
    "|スペイン|ロシア|ウクライナ|オーストラリア|ナイジェリア|ガーナ|エジプト"
)
# noqa: i18n facts about the person that must not steer a search
_PERSONAL: Final = re.compile(
    r"(?:満|今年で?)?[0-9０-９〇一二三四五六七八九十]{1,3}(?:歳|才)(?:代)?|[0-9０-９]{2}代"
    r"|(?:昭和|平成|西暦)?[0-9０-９]{1,4}年(?:生まれ|生|誕生)|(?:男性|女性|男|女)(?=[、。のでがは])"
    rf"|(?:{_NATIONS})(?:人|国籍|出身)"
    r"|\b(?:born in \d{4}|\d{2} years old|male|female|woman)\b",
    re.IGNORECASE,
)
# noqa: i18n what is left of a sentence that told nothing else
_REST: Final = re.compile(
    r"(?:です|でございます|である|だ|現在|今年で?|[のでがはと、。,.;!！・\s]"
    r"|\b(?:i am|i'm|a|and|an|the)\b)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One given text under its field.

    `is_told`: in the person's own words, not a name on a list; `is_title`: told, but no sentence.
    """

    field: str
    text: str
    is_told: bool = False
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """A skill that the person or staff named; `line` is the line that says so."""

    skill: str
    line: int
    is_verified: bool = False
    is_basic: bool = False
    years: float | None = None
    gap_years: float = 0.0


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate: which skills it speaks for is looked up in the vocabulary by its name."""

    line: int
    grade: CertificateGrade | None = None
    is_verified: bool = False
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """One person for the index. Name, age, sex, nation and address are never part of it."""

    key: str
    lines: tuple[Line, ...]
    declared: tuple[Declared, ...] = ()
    held: tuple[Held, ...] = ()
    years: float | None = None


class Place(NamedTuple):
    """A piece of a line: `lines[line].text[start:end]`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a line that gets its own vectors, with personal facts blanked."""

    place: Place
    text: str


def chunks(profile: Profile) -> Iterator[Chunk]:
    """Sentences of the profile's lines; very short ones join the next."""
    for number, line in enumerate(profile.lines):
        text = scrubbed(line.text)
        start = 0
        for cut in [*(found.end() for found in _END.finditer(text)), len(text)]:
            length = len(" ".join(text[start:cut].split()))
            if not length or (length < SHORTEST and cut < len(text)):
                continue
            yield from _pieces(number, text, start, cut)
            start = cut


def _pieces(line: int, text: str, start: int, end: int) -> Iterator[Chunk]:
    """A sentence, cut where it is longer than a chunk may be."""
    at = start
    while at < end:
        at = at + len(text[at:end]) - len(text[at:end].lstrip())
        upto = _upto(text, at, end)
        last = at + len(text[at:upto].rstrip())
        if last > at:
            yield Chunk(Place(line, at, last), text[at:last])
        at = upto


def _upto(text: str, at: int, end: int) -> int:
    """Where a chunk from here must end; a run of blanks counts as one, however long it is."""
    if end - at <= LONGEST:
        return end
    left = LONGEST
    for place in range(at, end):
        left -= not (text[place].isspace() and text[place - 1].isspace())
        if not left:
            return place + 1
    return end


def scrubbed(text: str) -> str:
    """The text with age, birth, sex and nation blanked, and sentences of nothing else.

    Every place stays. How long such a fact is, and how it is said, leaves no trace: not in how the
    rest is cut into chunks either.
    """
    blanked = _PERSONAL.sub(_blank, text)
    if blanked == text:
        return text
    cuts = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    made = ""
    for start, end in pairwise(cuts):
        left = blanked[start:end]
        is_personal = left != text[start:end] and _REST.fullmatch(left) is not None
        made += " " * len(left) if is_personal else left
    return made


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
