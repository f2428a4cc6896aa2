"""Arrangements of people, letters and sessions."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from hub.accounts import ports, service
from hub.directory.reads import FirmPlaces
from hub.platform import files
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.accounts import Account
from models.credentials import PasswordReset
from models.vocab import FIRM_ROLES, Channel, HeardBy, Regain, Role
from tests.support.arrangements.case import PERSON, WARD, Arrangement, Case, only
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows

DIGEST: Final = "a" * 64
CODE_HASH: Final = "x" * 40
PEOPLE: Final = frozenset(Role) - {Role.SYSTEM}


def _person_added(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.COORDINATOR, ward_id=ward)
    raw = {"name": "橋本 凜", "kana": "ハシモト リン", "role": Role.STUDENT, "ward_id": ward}
    return Case(staff, raw, only(Role.COORDINATOR), frozenset({WARD}))


def _code_issued(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.COORDINATOR, ward_id=ward)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    raw = {"person_id": student.person_id, "code_hash": CODE_HASH}
    return Case(staff, raw, only(Role.COORDINATOR), frozenset({WARD}))


def _a_code(store: Store) -> int:
    """A letter on its way to a student; its row is the first."""
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=student.person_id, code_hash=CODE_HASH)
    return 1


def _code_letter_kept(store: Store) -> Case:
    case = _code_issued(store)
    raw: dict[str, Any] = dict(case.raw)
    issued = do(store, service.issue_code, case.actor, **raw)
    kept = {"code_id": issued.code_id, "stored": files.set_down(store, b"%PDF letter")}
    return Case(case.actor, kept, case.roles, frozenset({WARD}))


def _disclosure_noted(store: Store) -> Case:
    _a_code(store)
    raw = {"login": rows(store, Account)[0].login, "rows": 3, "purpose": "開示の請求"}
    return Case(SYSTEM, raw, only())


def _breach_noted(store: Store) -> Case:
    a_ward(store)
    return Case(SYSTEM, {"scope": "table:contact", "persons": 3, "purpose": "報告"}, only())


def _code_missed(store: Store) -> Case:
    return Case(SYSTEM, {"code_id": _a_code(store)}, only())


def _opened_by_code(store: Store) -> Case:
    raw = {"code_id": _a_code(store), "token_hash": DIGEST}
    return Case(SYSTEM, raw, only())


def _demo_opened(store: Store) -> Case:
    added = do(
        store, service.add_person, name="髙﨑 美咲", kana="タカサキ ミサキ",
        role=Role.EXPERT, ward_id=a_ward(store), demo_rank=1,
    )  # fmt: skip
    raw = {"person_id": added.person_id, "token_hash": DIGEST}
    return Case(SYSTEM, raw, only())


def _closed(store: Store) -> Case:
    person_id = _demo_opened(store).raw["person_id"]
    do(store, service.open_demo_session, person_id=person_id, token_hash=DIGEST)
    return Case(SYSTEM, {"token_hash": DIGEST}, only())


def _feed_opened(store: Store) -> Case:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    roles = frozenset({Role.STUDENT, Role.EXPERT, *FIRM_ROLES})
    return Case(student, {"token_hash": DIGEST}, roles)


def _feed_stopped(store: Store) -> Case:
    case = _feed_opened(store)
    do(store, service.open_feed, case.actor, token_hash=DIGEST)
    return Case(case.actor, {}, case.roles, frozenset({PERSON}))


def _invited(store: Store) -> Case:
    admin = a_person(store, Role.ADMIN, ward_id=a_ward(store))
    raw = {"name": "濵田 直子", "kana": "ハマダ ナオコ", "role": Role.WARD_CLERK,
           "token_hash": DIGEST}  # fmt: skip
    return Case(admin, raw, frozenset({Role.ADMIN}))


def _invitation_sent(store: Store) -> Case:
    case = _invited(store)
    raw: dict[str, Any] = dict(case.raw)
    do(store, service.send_invitation, case.actor, **raw)
    return case


def _invitation_withdrawn(store: Store) -> Case:
    case = _invitation_sent(store)
    return Case(case.actor, {"invitation_id": 1}, only(Role.ADMIN), frozenset({WARD}))


def _invitation_accepted(store: Store) -> Case:
    _invitation_sent(store)
    return Case(SYSTEM, {"token_hash": DIGEST, "code_hash": CODE_HASH}, only())


def _role_given(store: Store) -> Case:
    ward = a_ward(store)
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {"person_id": clerk.person_id, "role": Role.COORDINATOR}
    return Case(admin, raw, frozenset({Role.ADMIN}), frozenset({WARD}))


def _role_ended(store: Store) -> Case:
    ward = a_ward(store)
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {"membership_id": clerk.seat.membership_id}
    return Case(admin, raw, only(Role.ADMIN), frozenset({WARD}))


def _seat_switched(store: Store) -> Case:
    ward = a_ward(store)
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    given = do(
        store, service.give_role, admin, person_id=clerk.person_id, role=Role.COORDINATOR
    )  # fmt: skip
    do(store, service.issue_code, person_id=clerk.person_id, code_hash=CODE_HASH)
    do(store, service.open_code_session, code_id=1, token_hash=DIGEST)
    raw = {
        "token_hash": DIGEST, "new_token_hash": "b" * 64, "membership_id": given.membership_id,
    }  # fmt: skip
    return Case(SYSTEM, raw, only())


def _wishes_kept(store: Store) -> Case:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    everybody = frozenset(Role) - {Role.SYSTEM}
    return Case(student, {"told_by": Channel.MAIL, "mail": "rin@student.example"}, everybody)


def _try_taken(store: Store) -> Case:
    _a_code(store)
    return Case(SYSTEM, {"login": "W000001", "device_hash": DIGEST}, only())


def _opened_by_password(store: Store) -> Case:
    _a_code(store)
    raw = {"account_id": 1, "credential_stamp": 0, "token_hash": DIGEST, "device_hash": DIGEST}
    return Case(SYSTEM, raw, only())


def _signed_in(store: Store) -> Actor:
    """A student who came by a letter; the session is the first."""
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=student.person_id, code_hash=CODE_HASH)
    do(store, service.open_code_session, code_id=1, token_hash=DIGEST, device_hash=DIGEST)
    return student


def _password_set(store: Store) -> Case:
    student = _signed_in(store)
    raw = {"password_hash": CODE_HASH, "session_hash": DIGEST, "token_hash": "b" * 64}
    return Case(student, raw, PEOPLE, frozenset({PERSON}))


def _own_session_ended(store: Store) -> Case:
    return Case(_signed_in(store), {"session_id": 1}, PEOPLE, frozenset({PERSON}))


def _desk_begun(store: Store) -> Case:
    ward = a_ward(store)
    desk = a_person(store, Role.COORDINATOR, ward_id=ward)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    raw = {
        "membership_id": student.seat.membership_id, "heard_by": HeardBy.PHONE,
        "was_identified": True,
    }  # fmt: skip
    return Case(desk, raw, frozenset({Role.COORDINATOR, Role.WARD_CLERK}), frozenset({WARD}))


def _desk_expired(store: Store) -> Case:
    case = _desk_begun(store)
    raw: dict[str, Any] = dict(case.raw)
    begun = do(store, service.begin_desk, case.actor, **raw)
    late = NOW + timedelta(hours=2)
    return Case(SYSTEM, {"entry_id": begun.entry_id}, only(), now=late)


def _person_checked(store: Store) -> Case:
    case = _desk_begun(store)
    return Case(
        case.actor, {"membership_id": case.raw["membership_id"]}, case.roles, frozenset({WARD})
    )


def _desk_ended(store: Store) -> Case:
    case = _desk_begun(store)
    raw: dict[str, Any] = dict(case.raw)
    begun = do(store, service.begin_desk, case.actor, **raw)
    seat = Seat(raw["membership_id"], Role.STUDENT, case.actor.seat.ward_id)
    acting = Actor(begun.person_id, "橋本 凜", seat, staff_id=case.actor.person_id)
    return Case(acting, {}, frozenset())


def _reset_asked(store: Store) -> Case:
    _a_code(store)
    return Case(SYSTEM, {"login": "W000001", "network": "203.0.113.9/32"}, only())


def _reset_answered(store: Store) -> Case:
    case = _wishes_kept(store)
    raw: dict[str, Any] = dict(case.raw)
    do(store, service.keep_wishes, case.actor, **raw)
    do(store, service.issue_code, person_id=case.actor.person_id, code_hash=CODE_HASH)
    do(store, service.ask_reset, login="W000001", network="203.0.113.9/32")
    return Case(SYSTEM, {"reset_id": 1, "nonce": "0" * 32, "token_hash": DIGEST}, only())


def _mail_opened(store: Store) -> Case:
    case = _reset_answered(store)
    asked: dict[str, Any] = {"login": "W000001", "network": "203.0.113.9/32", "wants": Regain.CODE}
    do(store, service.ask_reset, **asked)
    reset_id = rows(store, PasswordReset)[-1].id
    answer = {"reset_id": reset_id, "nonce": "1" * 32, "token_hash": DIGEST}
    do(store, service.answer_reset, **answer)
    opened = {"reset_id": reset_id, "token_hash": service.token_hash("by mail")}
    return Case(SYSTEM, opened, case.roles)


def _reset_used(store: Store) -> Case:
    raw: dict[str, Any] = dict(_reset_answered(store).raw)
    do(store, service.answer_reset, **raw)
    return Case(SYSTEM, {"token_hash": DIGEST, "password_hash": CODE_HASH}, only())


def _handover_planned(store: Store) -> Case:
    ward = a_ward(store)
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    leaver = a_person(store, Role.WARD_CLERK, ward_id=ward)
    successor = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {
        "leaver_id": leaver.person_id, "successor_id": successor.person_id,
        "on_date": "2026-12-01",
    }  # fmt: skip
    return Case(admin, raw, frozenset({Role.ADMIN}), frozenset({WARD}))


def _handover_withdrawn(store: Store) -> Case:
    case = _handover_planned(store)
    raw: dict[str, Any] = dict(case.raw)
    planned = do(store, service.plan_handover, case.actor, **raw)
    raw = {"handover_id": planned.handover_id}
    return Case(case.actor, raw, frozenset({Role.ADMIN}), frozenset({WARD}))


def _handover_done(store: Store) -> Case:
    case = _handover_withdrawn(store)
    return Case(SYSTEM, case.raw, only(), now=datetime(2026, 12, 1, 1, 0, tzinfo=UTC))


def _proved(store: Store) -> Case:
    _signed_in(store)
    return Case(SYSTEM, {"session_hash": DIGEST, "credential_stamp": 0}, only())


def _account_asked(store: Store) -> Case:
    ports.bind_firm_places(FirmPlaces())
    raw = {
        "ward_id": a_ward(store), "role": Role.STUDENT, "name": "橋本 凜",
        "kana": "ハシモト リン", "birth_date": "2010-01-15", "mail": "rin@student.example",
        "network": "203.0.113.9/32",
    }  # fmt: skip
    return Case(SYSTEM, raw, only())


def _request_approved(store: Store) -> Case:
    raw: dict[str, Any] = dict(_account_asked(store).raw)
    do(store, service.ask_account, **raw)
    desk = a_person(store, Role.COORDINATOR, ward_id=a_ward(store))
    raw = {"request_id": 1, "nonce": "0" * 32, "token_hash": DIGEST, "code_hash": CODE_HASH}
    return Case(desk, raw, frozenset({Role.COORDINATOR}), frozenset({WARD}))


def _request_refused(store: Store) -> Case:
    case = _request_approved(store)
    raw = {"request_id": 1, "refusal": "もう登録されている"}
    return Case(case.actor, raw, case.roles, case.bound)


def _request_forgotten(store: Store) -> Case:
    case = _request_refused(store)
    values: dict[str, Any] = dict(case.raw)
    do(store, service.refuse_request, case.actor, **values)
    return Case(SYSTEM, {"request_id": 1}, only(), now=NOW + timedelta(days=30))


def _birth_told(store: Store) -> Case:
    ward = a_ward(store)
    desk = a_person(store, Role.COORDINATOR, ward_id=ward)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    raw = {"person_id": student.person_id, "birth_date": "H22.1.15"}
    return Case(desk, raw, frozenset({Role.COORDINATOR}), frozenset({WARD}))


def _step_rescued(store: Store) -> Case:
    ward = a_ward(store)
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    do(store, service.issue_code, person_id=admin.person_id, code_hash=CODE_HASH)
    do(store, service.open_code_session, code_id=1, token_hash=DIGEST, device_hash=DIGEST)
    do(
        store, service.set_password, admin, password_hash=CODE_HASH, session_hash=DIGEST,
        token_hash="c" * 64,
    )  # fmt: skip
    do(
        store, service.enrol, admin, session_hash="c" * 64, token_hash="b" * 64,
        seed_sealed="s" * 40, step=1, recovery=RECOVERY,
    )  # fmt: skip
    return Case(SYSTEM, {"login": "W000001", "code_hash": CODE_HASH}, only())


RECOVERY: Final = tuple(f"{at:043d}" for at in range(10))


def _enrolled(store: Store) -> Case:
    raw = {"session_hash": DIGEST, "token_hash": "b" * 64, "seed_sealed": "s" * 40, "step": 1,
           "recovery": RECOVERY}  # fmt: skip
    return Case(_signed_in(store), raw, PEOPLE, frozenset({PERSON}))


def _half_in(store: Store) -> Case:
    """A student with a device who has come by a letter and still owes the digits."""
    case = _enrolled(store)
    raw: dict[str, Any] = dict(case.raw)
    do(store, service.enrol, case.actor, **raw)
    do(store, service.issue_code, person_id=case.actor.person_id, code_hash=CODE_HASH)
    do(store, service.open_code_session, code_id=2, token_hash="c" * 64)
    return case


def _digits_counted(store: Store) -> Case:
    _half_in(store)
    return Case(SYSTEM, {"session_hash": "c" * 64}, only())


def _step_passed(store: Store) -> Case:
    _half_in(store)
    return Case(SYSTEM, {"session_hash": "c" * 64, "token_hash": "d" * 64, "step": 2}, only())


def _step_reset(store: Store) -> Case:
    student = _half_in(store).actor
    admin = a_person(store, Role.ADMIN, ward_id=student.seat.ward_id)
    raw = {"person_id": student.person_id, "was_identified": True}
    return Case(admin, raw, frozenset({Role.ADMIN}), frozenset({WARD}))


CASES: Final[dict[str, Arrangement]] = {
    "accounts:person:add": _person_added,
    "accounts:code:issue": _code_issued,
    "accounts:code_letter:keep": _code_letter_kept,
    "accounts:disclosure:note": _disclosure_noted,
    "accounts:breach:note": _breach_noted,
    "accounts:code:miss": _code_missed,
    "accounts:session:open_code": _opened_by_code,
    "accounts:session:open_demo": _demo_opened,
    "accounts:session:close": _closed,
    "accounts:invitation:send": _invited,
    "accounts:invitation:withdraw": _invitation_withdrawn,
    "accounts:invitation:accept": _invitation_accepted,
    "accounts:role:give": _role_given,
    "accounts:role:end": _role_ended,
    "accounts:session:switch": _seat_switched,
    "accounts:wishes:keep": _wishes_kept,
    "accounts:try:take": _try_taken,
    "accounts:session:open_password": _opened_by_password,
    "accounts:session:end_own": _own_session_ended,
    "accounts:password:set": _password_set,
    "accounts:second_step:enrol": _enrolled,
    "accounts:second_step:count": _digits_counted,
    "accounts:second_step:pass": _step_passed,
    "accounts:second_step:reset": _step_reset,
    "accounts:second_step:rescue": _step_rescued,
    "accounts:session:prove": _proved,
    "accounts:reset:ask": _reset_asked,
    "accounts:reset:answer": _reset_answered,
    "accounts:reset:use": _reset_used,
    "accounts:session:open_mail": _mail_opened,
    "accounts:request:ask": _account_asked,
    "accounts:request:approve": _request_approved,
    "accounts:request:refuse": _request_refused,
    "accounts:request:forget": _request_forgotten,
    "accounts:birth_date:tell": _birth_told,
    "accounts:desk:begin": _desk_begun,
    "accounts:desk:end": _desk_ended,
    "accounts:desk:expire": _desk_expired,
    "accounts:desk:check": _person_checked,
    "accounts:handover:plan": _handover_planned,
    "accounts:handover:withdraw": _handover_withdrawn,
    "accounts:handover:do": _handover_done,
    "accounts:feed:open": _feed_opened,
    "accounts:feed:revoke": _feed_stopped,
}
