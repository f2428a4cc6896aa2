"""What a password must be, how long one waits after failures, how long a session lasts; pure.

Source: platform design, parts 2.1 to 2.3.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hub.accounts import words
from hub.kernel.calendar import age_on
from hub.kernel.dates import read_date
from hub.kernel.errors import Reason
from hub.kernel.text import has_control
from models.vocab import STAFF_ROLES, Role

LEAST_ALONE: Final = 15
LEAST_WITH_TOTP: Final = 8
MOST_SIGNS: Final = 128
LEAST_CONTEXT: Final = 3
LEAST_BESIDE_CONTEXT: Final = 8
OURS: Final = ("わざハブ", "wazahub", "waza hub")  # noqa: i18n  words that anybody would guess
_BETWEEN: Final = re.compile(r"[\s\W\d_]+")
# Seconds to wait after so many failures in a row; ten and more wait the longest.
WAITS: Final = {5: 30, 6: 60, 7: 120, 8: 300, 9: 900}
LONGEST_WAIT: Final = 1800
TOLD_AFTER: Final = 10
# Tries from unknown devices without a success; after that they need a new letter or a mail.
MOST_UNKNOWN: Final = 100
STAFF_IDLE_MINUTES: Final = 30
IDLE_MINUTES: Final = 120
ABSOLUTE: Final = timedelta(hours=12)
STAY: Final = timedelta(days=30)
DEVICE_LIFE: Final = timedelta(days=180)
FRESH: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Life:
    """How long a session lasts without a press, and at the longest."""

    idle_minutes: int
    ends_after: timedelta


@dataclass(frozen=True, slots=True)
class Weakness:
    """Why a password is refused, with the numbers of the sentence."""

    reason: Reason
    params: dict[str, object]


def as_kept(typed: str) -> str:
    """Return the password as it is hashed: one form of each sign, nothing cut or trimmed."""
    return unicodedata.normalize("NFKC", typed)


def as_number(typed: str) -> str:
    """Return a sign-in number as it is kept, typed in any width and case."""
    return unicodedata.normalize("NFKC", typed).strip().upper()


def weakness(
    typed: str, *, least: int, context: Collection[str], common: Collection[str]
) -> Weakness | None:
    """Say why a password cannot be taken; None when it can."""
    kept = as_kept(typed)
    if has_control(kept):
        return Weakness(words.PASSWORD_CONTROL, {})
    if len(kept) < least:
        return Weakness(words.PASSWORD_SHORT, {"least": least, "count": len(kept)})
    if len(kept) > MOST_SIGNS:
        return Weakness(words.PASSWORD_LONG, {"most": MOST_SIGNS})
    if _is_common(kept.casefold(), common):
        return Weakness(words.PASSWORD_COMMON, {})
    if _leans_on(kept.casefold(), [*OURS, *context]):
        return Weakness(words.PASSWORD_NAME, {})
    return None


def _is_common(folded: str, common: Collection[str]) -> bool:
    """A listed word alone, doubled, or between digits and signs; or one part over and over."""
    bare = _BETWEEN.sub("", folded)
    return (
        not bare
        or _part(folded) in common
        or _part(bare) in common
        or len(_part(folded)) <= LEAST_CONTEXT
    )


def _part(text: str) -> str:
    """Return the shortest part that gives the text when it is said over and over."""
    again = (text + text).find(text, 1)
    return text[:again]


def _leans_on(folded: str, context: Collection[str]) -> bool:
    """Say whether hardly anything is left without the names that others know."""
    left = folded
    for word in sorted({as_kept(one).casefold() for one in context}, key=len, reverse=True):
        for part in (word, word.replace(" ", "")):
            if len(part) >= LEAST_CONTEXT:
                left = left.replace(part, "")
    return left != folded and len(_BETWEEN.sub("", left)) < LEAST_BESIDE_CONTEXT


def wait_after(failures: int) -> int:
    """Seconds until the next try counts, after so many failures in a row."""
    if failures < min(WAITS):
        return 0
    return WAITS.get(failures, LONGEST_WAIT)


def life(roles: Collection[Role], *, stays: bool) -> Life:
    """How long a session lasts; whoever has a seat in an office never stays."""
    if set(roles) & set(STAFF_ROLES):
        return Life(STAFF_IDLE_MINUTES, ABSOLUTE)
    if stays:
        return Life(int(STAY.total_seconds()) // 60, STAY)
    return Life(IDLE_MINUTES, ABSOLUTE)


def must_have_step(roles: Collection[Role], setting: str) -> bool:
    """Say whether a second step is a must; the setting says so for people of an office."""
    return setting == "staff" and bool(set(roles) & set(STAFF_ROLES))


# Who decides or pays: a lost device of theirs is reset by two administrators.
DECIDERS: Final = frozenset(
    {Role.WARD_APPROVER, Role.INSPECTOR, Role.ACCOUNTING, Role.ADMIN, Role.WARD_CLERK}
)


def is_fresh(reauth_at: datetime | None, now: datetime) -> bool:
    """Say whether the person has proved within ten minutes who sits here."""
    return reauth_at is not None and now - reauth_at < FRESH


YOUNGEST: Final = 10
OLDEST: Final = 110


def birth_date(typed: str, today: date) -> date | None:
    """The birth date that was typed; None when it is no day, or nobody's who could be here."""
    born = read_date(typed)
    is_fit = born is not None and born <= today and YOUNGEST <= age_on(born, today) <= OLDEST
    return born if is_fit else None
