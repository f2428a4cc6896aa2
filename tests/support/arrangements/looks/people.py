"""Looks at the people whom one may invite, and at invitations that wait."""

from typing import Final

from hub.accounts import ports
from hub.accounts import service as accounts
from hub.accounts.reads import DeputiesPage, HandoverPage, PeoplePage, RequestList, Unguarded
from hub.directory.reads import FirmPlaces
from hub.platform.context import Actor
from hub.platform.db import Store
from models.vocab import HeardBy, Role
from tests.support.arrangements.case import PERSON, WARD, only
from tests.support.arrangements.colleagues import LENDERS
from tests.support.arrangements.looks.look import Home, Look
from tests.support.internship import a_person, do

# Source: platform design, 2.4; ux design, 1: each sees those whom he or she may invite.
INVITERS: Final = frozenset({Role.ADMIN, Role.COORDINATOR, Role.FIRM_REPRESENTATIVE})


def of_inviters(store: Store, home: Home) -> dict[str, Look]:
    """An administrator, a coordinator and a representative have each sent one link; one types."""
    ports.bind_firm_places(FirmPlaces())
    ward = home.ward
    admin = a_person(store, Role.ADMIN, ward_id=ward)
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward)
    owner = a_person(store, Role.FIRM_REPRESENTATIVE, ward_id=ward, firm_id=home.firm)
    _invite(store, admin, Role.WARD_CLERK, "1")
    _invite(store, coordinator, Role.EXPERT, "2")
    _invite(store, owner, Role.FIRM_TUTOR, "3", firm_id=home.firm)
    do(
        store, accounts.ask_account, ward_id=ward, role=Role.EXPERT, name="小澤 德次郎",
        kana="オザワ トクジロウ", mail="o@expert.example", network="203.0.113.9/32",
    )  # fmt: skip
    do(
        store, accounts.begin_desk, coordinator, membership_id=owner.seat.membership_id,
        heard_by=HeardBy.PHONE, was_identified=True,
    )  # fmt: skip
    do(store, accounts.check_person, coordinator, membership_id=owner.seat.membership_id)
    at_desk = frozenset({Role.COORDINATOR, Role.WARD_CLERK})
    whose = Home(ward, home.firm, coordinator.person_id, coordinator.seat.membership_id)
    mine = dict.fromkeys(Role, frozenset({WARD, PERSON}))
    answers = frozenset({Role.COORDINATOR})
    by_whom = frozenset({Role.COORDINATOR, Role.FIRM_REPRESENTATIVE})
    return {
        "accounts:desk_band": Look({}, frozenset(), home, nothing=None),
        "accounts:desk_typed": Look({}, frozenset(), home, nothing=()),
        "accounts:desk_facts": Look(
            {"membership_id": owner.seat.membership_id}, at_desk, whose, mine
        ),
        "accounts:desk_people": Look({"text": "橋本"}, at_desk, home, nothing=()),
        "accounts:unguarded": Look(
            {}, only(Role.ADMIN), home, nothing=Unguarded(0, ()), settings={"totp": "staff"}
        ),
        "accounts:desk_log": Look({}, at_desk, home, nothing=()),
        "accounts:deputies": Look({}, LENDERS, home, nothing=DeputiesPage((), (), ())),
        "accounts:handovers": Look({}, frozenset({Role.ADMIN}), home, nothing=HandoverPage((), ())),
        "accounts:leaving": Look({"leaver_id": admin.person_id}, frozenset({Role.ADMIN}), home),
        "accounts:people": Look({"page": 1}, INVITERS, home, nothing=PeoplePage((), 0)),
        "accounts:invitations": Look({}, INVITERS, home, nothing=()),
        "accounts:requests": Look({}, answers, home, nothing=RequestList((), 0)),
        "accounts:one_request": Look({"request_id": 1}, answers, home),
        "accounts:one_person": Look({"person_id": owner.person_id}, by_whom, home),
    }


def _invite(
    store: Store, actor: Actor, role: Role, sign: str, *, firm_id: int | None = None
) -> None:
    do(
        store, accounts.send_invitation, actor, name="濵田 直子", kana="ハマダ ナオコ", role=role,
        firm_id=firm_id, token_hash=sign * 64,
    )  # fmt: skip
