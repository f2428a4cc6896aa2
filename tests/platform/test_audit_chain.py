"""Whatever is done to the audit chain behind the product's back is found, and named."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.kernel.errors import Refused
from hub.platform import audit
from hub.platform.anchors import FILE, Anchor, read_anchors, set_anchor
from hub.platform.audit_check import Damage, verify
from hub.platform.context import Ctx, system_actor
from hub.platform.crypto import keyring
from hub.platform.db import Store
from models.platform import AuditHead, AuditRow
from tests.support.database import without_guards

NOW = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
ROWS = 20
TIMES = 100
Tamper = Callable[[Session, random.Random], int]


@pytest.fixture
def anchored(store: Store, tmp_path: Path) -> tuple[Store, list[Anchor]]:
    """A chain of twenty records with an anchor at its end."""
    with store.writing() as session:
        ctx = Ctx(session, system_actor("test"), NOW, "test:thing:do")
        for number in range(1, ROWS + 1):
            audit.record(ctx, "thing", number, payload={"number": number})
            session.flush()
    keys = keyring(tmp_path / "keyring.json")
    with store.reading() as session:
        set_anchor(session, tmp_path, keys, NOW)
    return store, read_anchors(tmp_path / FILE)


def change(session: Session, number: int, **values: object) -> None:
    session.connection().execute(
        sa.update(AuditRow).where(col(AuditRow.seq) == number).values(**values)
    )


def edited(session: Session, dice: random.Random) -> int:
    seq = dice.randint(1, ROWS)
    values: dict[str, object] = dict(
        [
            dice.choice(
                [
                    ("command", "test:thing:undo"),
                    ("record_id", "999"),
                    ("actor_id", 7),
                    ("record_version", 3),
                    ("commitment", "0" * 64),
                    ("at", NOW + timedelta(microseconds=1)),
                    ("channel", "job"),
                    ("channel", None),
                    ("request_id", "f" * 32),
                ]
            )
        ]
    )
    change(session, seq, **values)
    return seq


def deleted(session: Session, dice: random.Random) -> int:
    seq = dice.randint(1, ROWS - 1)
    session.connection().execute(sa.delete(AuditRow).where(col(AuditRow.seq) == seq))
    return seq


def reordered(session: Session, dice: random.Random) -> int:
    one = dice.randint(1, ROWS - 1)
    other = dice.randint(one + 1, ROWS)
    aside = ROWS * 10
    change(session, one, seq=aside)
    change(session, other, seq=one)
    change(session, aside, seq=other)
    return one


def inserted(session: Session, dice: random.Random) -> int:
    """A record put in the middle, all later ones moved up, without computing the chain anew."""
    seq = dice.randint(2, ROWS)
    for later in range(ROWS, seq - 1, -1):
        change(session, later, seq=later + 1)
    before = session.exec(select(AuditRow).where(col(AuditRow.seq) == seq - 1)).one()
    row = AuditRow(**before.model_dump(exclude={"id"}) | {"seq": seq, "prev": before.hash})
    row.hash = audit.link_hash(row)
    session.add(row)
    head = sa.update(AuditHead).values(seq=ROWS + 1)
    session.connection().execute(head)
    return seq + 1


def tail_cut(session: Session, dice: random.Random) -> int:
    """The newest records gone, the head set back as if they had never been."""
    last = dice.randint(1, ROWS - 1)
    session.connection().execute(sa.delete(AuditRow).where(col(AuditRow.seq) > last))
    row = session.exec(select(AuditRow).where(col(AuditRow.seq) == last)).one()
    session.connection().execute(sa.update(AuditHead).values(seq=last, hash=row.hash))
    return last + 1


def rebuilt(session: Session, dice: random.Random) -> int:
    """One record changed and every later hash computed anew, the head too."""
    seq = dice.randint(1, ROWS)
    change(session, seq, record_id="999")
    prev = audit.GENESIS
    for row in session.exec(select(AuditRow).order_by(col(AuditRow.seq))).all():
        session.refresh(row)
        row.prev = prev
        row.hash = prev = audit.link_hash(row)
        session.add(row)
    session.flush()
    session.connection().execute(sa.update(AuditHead).values(hash=prev))
    return ROWS


CASES = [
    pytest.param(edited, Damage.ALTERED, id="edited"),
    pytest.param(deleted, Damage.MISSING, id="deleted"),
    pytest.param(reordered, Damage.ALTERED, id="reordered"),
    pytest.param(inserted, Damage.ALTERED, id="inserted"),
    pytest.param(tail_cut, Damage.TAIL_CUT, id="tail cut"),
    pytest.param(rebuilt, Damage.REBUILT, id="computed anew"),
]


def test_an_untouched_chain_is_whole(anchored: tuple[Store, list[Anchor]]) -> None:
    store, anchors = anchored
    with store.reading() as session:
        found = verify(session, anchors)
    assert (found.rows, found.damage) == (ROWS, None)


@pytest.mark.parametrize(("tamper", "damage"), CASES)
def test_every_way_of_tampering_is_found_and_its_place_named(
    anchored: tuple[Store, list[Anchor]], tamper: Tamper, damage: Damage
) -> None:
    store, anchors = anchored
    dice = random.Random(tamper.__name__)  # noqa: S311  the same cases on every run
    found = 0
    for _turn in range(TIMES):
        with Session(store.engine) as session:
            without_guards(session)
            seq = tamper(session, dice)
            session.flush()
            verdict = verify(session, anchors)
            session.rollback()
        assert (verdict.damage, verdict.seq) == (damage, seq)
        found += 1
    assert found == TIMES
    with store.reading() as session:
        assert verify(session, anchors).damage is None, "nothing of the tampering stayed"


def test_a_cut_tail_is_not_seen_without_an_anchor(anchored: tuple[Store, list[Anchor]]) -> None:
    store, _anchors = anchored
    with Session(store.engine) as session:
        without_guards(session)
        tail_cut(session, random.Random(1))  # noqa: S311  the same case on every run
        assert verify(session).damage is None
        session.rollback()


def test_a_forged_anchor_is_refused(anchored: tuple[Store, list[Anchor]], tmp_path: Path) -> None:
    _store, anchors = anchored
    file = tmp_path / "forged.jsonl"
    whole = json.loads((tmp_path / FILE).read_text(encoding="ascii"))
    assert whole["seq"] == anchors[0].seq == ROWS
    for forged in ({"seq": 5}, {"hash": "0" * 64}, {"at": NOW.isoformat()[:10]}, {"key": "00"}):
        file.write_text(json.dumps(whole | forged), encoding="ascii")
        with pytest.raises(Refused) as refusal:
            read_anchors(file)
        assert refusal.value.reason.code == "anchor.broken"


def test_the_keyring_is_closed_to_others_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "keyring.json"
    file.parent.mkdir()
    first = keyring(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert keyring(file) == first
    file.chmod(0o644)
    with pytest.raises(Refused) as refusal:
        keyring(file)
    assert refusal.value.reason.code == "keyring.open_to_others"
    file.chmod(0o600)
    file.write_text("{}", encoding="ascii")
    with pytest.raises(Refused) as broken:
        keyring(file)
    assert broken.value.reason.code == "keyring.unreadable"
