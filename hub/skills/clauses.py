"""Splits a request into clauses and reads what it takes out again ("welding excepted").

Bare negative verbs are complaints, never exclusions. Source: design "experts" B2.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hub.kernel.folding import Folded
from hub.skills.hits import Hit

# noqa: i18n marks of a boundary in what people type
_BOUNDARY: Final = re.compile(
    r"[。、,!?;]|\. |(?<=です|ます|ない|いる|ある)が|(?<=[だた])が|けれども|けれど|けど"
)
# noqa: i18n sayings after a skill that take it out
_AFTER: Final = re.compile(
    r"以外(?!に?も|でも)(?:の(?:人|方))?|(?:では|じゃ)な(?:く(?:て)?|い(?!か))|でなく(?:て)?"
    r"|は?を?除(?:く|いて|き)|抜きで|(?:は|が)(?:不要|(?:要|い)ら(?:ない|ん|ず))|なしで"
)
_BEFORE: Final = re.compile(
    r"(?:^|[^a-z])(?:not|no|except(?: for)?|without|other than|excluding)(?: (?:a|an|any|the))?\s*$"
)
# noqa: i18n a second denial that turns the meaning round again
_TWICE: Final = re.compile(r"^(?:は|が|も)?(?:不要|(?:要|い)ら(?:ない|ん)|だめ|困)")
# noqa: i18n words that join two skills before one denial
_JOINED: Final = re.compile(r"(?:と|や|・|/|、|も|または|か|or|and|\s)+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of folded text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Denials:
    """Hits that are taken out, hits to ask about, and the spans to cut from the text."""

    excluded: tuple[Hit, ...]
    to_ask: tuple[Hit, ...]
    cut: tuple[Clause, ...]

    def without(self, text: str) -> str:
        """The text with the cut spans blanked, so that places stay the same."""
        for span in self.cut:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
        return text


def clauses(given: Folded, source: str) -> tuple[Clause, ...]:
    """Clauses of a folded text, without empty ones; a line break in the source ends one too."""
    text = given.text
    cuts = [(found.start(), found.end()) for found in _BOUNDARY.finditer(text)]
    cuts += [
        (at, at)
        for at in range(1, len(text))
        if "\n" in source[given.ends[at - 1] : given.starts[at]]
        or (text[at - 1] == " " and "\n" in source[given.starts[at - 1] : given.starts[at]])
    ]
    found_clauses: list[Clause] = []
    start = 0
    for end, after in [*sorted(cuts), (len(text), len(text))]:
        if text[start:end].strip():
            found_clauses.append(Clause(start, end))
        start = max(start, after)
    return tuple(found_clauses)


def denials(text: str, hits: Sequence[Hit]) -> Denials:
    """What the request takes out; only a recognised skill can be taken out."""
    named = [hit for hit in hits if hit.is_naming]
    excluded: list[Hit] = []
    to_ask: list[Hit] = []
    cut: list[Clause] = []
    for number, hit in enumerate(named):
        span, is_double = _denied(text, hit)
        if span is None:
            continue
        together = _joined_before(text, named, number)
        if is_double or together:
            to_ask += [*together, hit]
            cut += [Clause(one.start, one.end) for one in together]
        else:
            excluded.append(hit)
        cut.append(span)
    asked = tuple(dict.fromkeys(to_ask))
    return Denials(tuple(hit for hit in excluded if hit not in asked), asked, tuple(cut))


def _denied(text: str, hit: Hit) -> tuple[Clause | None, bool]:
    """The span of a denied hit with its denial, and whether the denial is denied again."""
    after = _AFTER.match(text, hit.end)
    if after is not None:
        is_double = _TWICE.match(text[after.end() :]) is not None
        return Clause(hit.start, after.end()), is_double
    before = _BEFORE.search(text[: hit.start])
    if before is not None:
        inside = before.group()
        is_double = "not except" in inside or _BEFORE.search(text[: before.start() + 1]) is not None
        lead = 0 if inside[:1] in "newo" and before.start() == 0 else 1
        return Clause(before.start() + lead, hit.end), is_double
    return None, False


def _joined_before(text: str, named: Sequence[Hit], number: int) -> list[Hit]:
    """Skills that stand joined right before this one, under the same denial."""
    found: list[Hit] = []
    at = named[number].start
    for hit in reversed(named[:number]):
        if not _JOINED.fullmatch(text, hit.end, at):
            break
        found.insert(0, hit)
        at = hit.start
    return found
