"""An agreement as data: its clauses, their canonical bytes, their digest, what differs.

Source: groups-and-training, part B (agreement as data).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocab.groups import CostKind, MemberRole, ShareMethod

PAYMENT_DAYS: Final = 60
# Clauses a first agreement takes from the template; a later version may change their figures.
TEMPLATE: Final[Mapping[str, Mapping[str, object]]] = {
    "decision": {"by": "heads", "quorum_num": 1, "quorum_den": 2, "tie": "not_passed"},
    "rounding": {"method": "largest_remainder", "tie": "member_order"},
    "quality": {"liable": "process_owner"},
    "secrecy": {"level": "group", "years": 3},
    "leaving": {"notice_days": 90},
    "disputes": {"first": "coordinator", "then": "mediation"},
}
ORDER: Final = (
    "members",
    "purpose",
    "duties",
    "decision",
    "costs",
    "rounding",
    "payment",
    "quality",
    "secrecy",
    "experts",
    "leaving",
    "disputes",
    "effective",
)


@dataclass(frozen=True, slots=True)
class Party:
    """A member firm as it stands in an agreement."""

    firm_id: int
    name: str
    role: MemberRole
    duties: str


@dataclass(frozen=True, slots=True)
class Portion:
    """What one firm bears of one kind of cost: fixed yen first, the rest by weights."""

    cost_kind: CostKind
    method: ShareMethod
    firm_id: int
    place: int
    weight: int
    fixed_yen: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the representative fills in for one version."""

    purpose: str
    payment_days: int
    booking_ceiling_yen: int
    effective_from: date


def written(
    terms: Terms, parties: Sequence[Party], portions: Sequence[Portion]
) -> dict[str, object]:
    """Every clause of one version as plain words and whole numbers, members in order."""
    return {
        **{name: dict(fields) for name, fields in TEMPLATE.items()},
        "members": [[each.firm_id, each.name, each.role.value] for each in parties],
        "purpose": {"text": terms.purpose},
        "duties": [[each.firm_id, each.duties] for each in parties],
        "costs": [
            [each.cost_kind.value, each.method.value, each.firm_id, each.weight, each.fixed_yen]
            for each in portions
        ],
        "payment": {"due_days": terms.payment_days},
        "experts": {"ceiling_yen": terms.booking_ceiling_yen},
        "effective": {"from": terms.effective_from.isoformat()},
    }


def canonical(clauses: Mapping[str, object]) -> bytes:
    """JSON with sorted keys and no spaces, UTF-8: the bytes that are signed."""
    _plain_only(clauses)
    text = json.dumps(clauses, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(clauses: Mapping[str, object]) -> str:
    """SHA-256 of the canonical bytes, hexadecimal."""
    return hashlib.sha256(canonical(clauses)).hexdigest()


def differing(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the clauses that differ, in the order of the paper."""
    return tuple(name for name in ORDER if old.get(name) != new.get(name))


def _plain_only(value: object) -> None:
    """Refuse what has more than one spelling in JSON, such as 1.0 and 1."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                msg = f"a key of an agreement is text, not {type(key).__name__}"
                raise TypeError(msg)
            _plain_only(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _plain_only(inner)
    elif not isinstance(value, str | int) or isinstance(value, bool):
        msg = f"an agreement holds texts and whole numbers, not {type(value).__name__}"
        raise TypeError(msg)
