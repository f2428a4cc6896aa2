"""A notice to a person who can be reached by every way, in any state of its delivery."""

from hub.accounts import service as accounts
from hub.platform import outbox
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from models.platform import Delivery
from models.vocab import Channel, DeliveryState, Role
from tests.support.internship import NOW, a_person, do, rows

SAID = "「{title}」に空きが出ました。"
ADDRESS = "東京都大田区糀谷1-2-3"


def a_reachable(
    store: Store, ward_id: int, name: str = "小澤 德次郎", told_by: Channel = Channel.LETTER
) -> Actor:
    """An expert with a mail address, a postal address and a telephone."""
    person = a_person(store, Role.EXPERT, ward_id=ward_id, name=name)
    do(
        store, accounts.keep_wishes, person, told_by=told_by, mail="ozawa@expert.example",
        postal="144-0034", address=ADDRESS, phone="03-0000-0001",
    )  # fmt: skip
    return person


def a_notice(store: Store, person: Actor, title: str = "旋盤の基礎") -> int:
    """A notice that waits; the id of its delivery."""
    with store.writing() as session:
        ctx = Ctx(session, person, NOW, "test")
        subject = f"training:{title}"
        params = {"title": title}
        outbox.notice(ctx, "training.offered", subject, person.person_id or 0, SAID, params=params)
    return int(rows(store, Delivery)[-1].id)


def put(store: Store, delivery_id: int, ward_id: int, state: DeliveryState, way: Channel) -> None:
    """Lay a delivery into a state, as the post would have."""
    with store.writing() as session:
        row = session.get_one(Delivery, delivery_id)
        row.state, row.channel, row.ward_id, row.tries = state, way, ward_id, 1


def a_delivery(store: Store, ward_id: int, state: DeliveryState, way: Channel) -> int:
    """A notice to somebody of the ward whose delivery has come so far."""
    delivery_id = a_notice(store, a_reachable(store, ward_id))
    put(store, delivery_id, ward_id, state, way)
    return delivery_id
