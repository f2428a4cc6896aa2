"""Looks at what everybody has for himself, and at what all rooms ask for: people, firms, skills."""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import col

from hub.accounts import service as accounts
from hub.accounts.own_password import MyPassword
from hub.accounts.reads import Wishes
from hub.accounts.rules import LEAST_ALONE
from hub.directory.reads import FirmList
from hub.platform import drafts, exports, files
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.drafts import Place
from hub.platform.post import desk
from models.accounts import Account
from models.platform import Delivery
from models.vocab import FIRM_ROLES, Channel, DeliveryState, Role
from tests.support.arrangements.case import PERSON, WARD, only
from tests.support.arrangements.looks.look import EACH_OWN, EVERYBODY, OPEN, PEOPLE, Home, Look
from tests.support.deliveries import a_delivery
from tests.support.internship import ADULT, NOW, a_person, do, rows

NO_PASSWORD = MyPassword("", None, (), LEAST_ALONE)
FEED = frozenset({Role.STUDENT, Role.EXPERT, *FIRM_ROLES})
KEEPERS = only(Role.COORDINATOR, Role.WARD_CLERK)
IN_WARD: Mapping[Role, frozenset[str]] = dict.fromkeys(Role, frozenset({WARD}))


def of_person(store: Store, home: Home, person: Actor) -> dict[str, Look]:
    """What one person has; everybody else reads of nothing."""
    do(store, accounts.open_feed, person, token_hash="a" * 64)
    do(store, accounts.keep_wishes, person, told_by=Channel.MAIL, mail="rin@student.example")
    with store.writing() as session:
        sent = sa.update(Delivery).where(col(Delivery.person_id) == person.person_id)
        values = {"channel": Channel.MAIL, "state": DeliveryState.SENT, "sent_at": NOW}
        session.connection().execute(sent.values(**values))
    do(store, accounts.issue_code, person_id=person.person_id, code_hash="x" * 40)
    do(store, accounts.open_code_session, code_id=1, token_hash="b" * 64)
    place = Place(person.person_id or 0, "experts.need", "1")
    drafts.save(store, place, drafts.load(store, place), {"need": "刃が欠ける"}, NOW)
    return {
        "accounts:my_feed": Look({}, FEED, home, EACH_OWN, nothing=None),
        "accounts:my_wishes": Look({}, PEOPLE, home, EACH_OWN, nothing=Wishes()),
        "platform:my_mails": Look({}, PEOPLE, home, EACH_OWN, nothing=()),
        "accounts:my_password": Look({}, PEOPLE, home, EACH_OWN, nothing=NO_PASSWORD),
        "accounts:my_sessions": Look({}, PEOPLE, home, EACH_OWN, nothing=()),
        "experts:own_id": Look({}, PEOPLE, home, EACH_OWN, nothing=None),
        "platform:drafts": Look({}, PEOPLE, home, EACH_OWN, nothing=()),
        "platform:notices": Look({}, PEOPLE, home, EACH_OWN, nothing=()),
        "platform:unread_notices": Look({}, PEOPLE, home, EACH_OWN, nothing=0),
    }


def of_everybody(store: Store, home: Home) -> dict[str, Look]:
    """Doors between the rooms: what is shown of it is decided by the room that asks."""
    firms = {"firm_ids": (home.firm,)}
    person, people = {"person_id": home.person}, {"person_ids": (home.person,)}
    with_firm = a_person(
        store, Role.FIRM_REPRESENTATIVE, ward_id=home.ward, firm_id=home.firm, name="代表"
    )
    since = {"since": date(2026, 1, 1)}
    seats, past = {"person_id": with_firm.person_id, **since}, {**firms, **since}
    holders = {"role": Role.EXPERT, "ward_id": home.ward}
    named = {"ward_id": home.ward, "text": "髙﨑"}
    own_or_sign_in = {role: frozenset({PERSON}) for role in Role}
    return {
        "accounts:birth_date": Look(person, EVERYBODY, home, own_or_sign_in),
        "accounts:birth_dates": Look(people, only(), home, OPEN),
        "accounts:born_until": Look(
            {**people, "day": date(2100, 1, 1)}, only(Role.COORDINATOR), home, OPEN
        ),
        "accounts:firms_since": Look(seats, EVERYBODY, home, OPEN),
        "accounts:people_of_firms": Look(past, EVERYBODY, home, OPEN),
        "accounts:holders": Look(holders, EVERYBODY, home, OPEN),
        "accounts:typists": Look({"records": (("claim", 1),)}, EVERYBODY, home, OPEN),
        "accounts:names": Look(people, EVERYBODY, home, OPEN),
        "directory:firms": Look(firms, EVERYBODY, home, OPEN),
        "directory:firms_named": Look(named, EVERYBODY, home, OPEN),
        "directory:firm_list": Look(
            {"ward_id": home.ward, "text": "高崎", "first": 0},
            EVERYBODY,
            home,
            OPEN,
            nothing=FirmList(0, ()),
        ),
        "directory:firms_preview": Look(
            {"ward_id": home.ward, "body": b"a"}, KEEPERS, home, IN_WARD
        ),
        "directory:machines_preview": Look(
            {"ward_id": home.ward, "body": b"a"}, KEEPERS, home, IN_WARD
        ),
        "directory:machines_table": Look({"ward_id": home.ward}, KEEPERS, home, IN_WARD),
        "directory:firms_table": Look({"ward_id": home.ward}, KEEPERS, home, IN_WARD),
        "directory:firm_page": Look({"firm_id": home.firm}, EVERYBODY, home, OPEN),
        "directory:places": Look({"code": "1440052"}, EVERYBODY, home, OPEN),
        "directory:wards": Look({}, EVERYBODY, home, OPEN),
        "directory:ward_code": Look({"ward_id": home.ward}, EVERYBODY, home, OPEN),
        "skills:current_vocabulary": Look({}, EVERYBODY, home, OPEN),
        "skills:labels": Look({}, EVERYBODY, home, OPEN),
        "skills:version": Look({}, EVERYBODY, home, OPEN),
    }


def of_desk(store: Store, home: Home, clerk: Actor) -> dict[str, Look]:
    """What sign-in reads, and a table that a clerk has asked for."""
    student = a_person(store, Role.STUDENT, ward_id=home.ward)
    letter = do(store, accounts.issue_code, person_id=student.person_id, code_hash="x" * 40)
    do(
        store, accounts.add_person, name="髙﨑 美咲", kana="タカサキ ミサキ", role=Role.EXPERT,
        ward_id=home.ward, birth_date=ADULT, demo_rank=1,
    )  # fmt: skip
    login = next(row.login for row in rows(store, Account) if row.person_id == student.person_id)
    kept = do(
        store, exports.keep_export, clerk, record="claims_export", record_id=home.ward,
        name="申請の一覧.xlsx", stored=files.set_down(store, b"table"),
    )  # fmt: skip
    export = {"file_id": kept.file_id}
    call = a_delivery(store, home.ward, DeliveryState.WAITING, Channel.PHONE)
    a_letter = a_delivery(store, home.ward, DeliveryState.WAITING, Channel.LETTER)
    assert a_letter != call
    do(store, desk.open_call, clerk, delivery_id=call)
    mine = {role: frozenset({WARD, PERSON}) for role in Role}
    at_desk = frozenset({Role.COORDINATOR, Role.WARD_CLERK, Role.ADMIN})
    whose = Home(home.ward, home.firm, clerk.person_id, clerk.seat.membership_id)
    return {
        "platform:desk": Look({"ward_id": home.ward}, at_desk, home, IN_WARD),
        "platform:letters": Look({"ward_id": home.ward}, at_desk, home, IN_WARD),
        "platform:phone": Look({"delivery_id": call}, at_desk, whose, mine),
        "accounts:code_letter": Look(
            {"code_id": letter.code_id}, only(Role.COORDINATOR), home, IN_WARD
        ),
        "accounts:demo_people": Look({}, only(), home),
        "accounts:disclosure": Look({"login": login}, only(), home),
        "accounts:breach": Look(
            {"first": NOW - timedelta(days=1), "last": NOW + timedelta(days=1), "login": login},
            only(),
            home,
        ),
        "accounts:credentials": Look({"login": login}, only(), home),
        "accounts:second_step": Look({"session_hash": "b" * 64}, only(), home),
        "platform:file": Look(export, frozenset({Role.WARD_CLERK}), home, IN_WARD),
    }
