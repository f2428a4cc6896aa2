"""Builders of engagements: a registered group, a listed expert, and a request at any stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlmodel import col, select

from hub.directory import service as directory
from hub.experts import ports, reads, service
from hub.experts.ports import Estimate
from hub.groups import reads as groups
from hub.groups import service as group_service
from hub.kernel.intervals import Span
from hub.platform import commands, outbox
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from models.experts.engagements import Engagement, EngagementStep
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.directory import ReservationState
from models.vocab.engagements import EngagementAction, EngagementState
from models.vocab.groups import CostKind, GroupAction, ShareMethod
from tests.support.internship import NOW, SYSTEM, a_firm, a_person, a_ward, do
from tests.support.kept import kept
from tests.support.roster import a_time, an_expert

NEED: Final = "仕上がりの肌が荒い。若手だけだと段取りに時間がかかる。"
MONDAY: Final = date(2026, 12, 7)
SLOTS: Final = (
    a_time(MONDAY, 9, 12),
    a_time(MONDAY + timedelta(days=1), 13, 17),
    a_time(MONDAY + timedelta(days=7), 13, 17),
)

DEADLINE: Final = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
"""Five working days after Tuesday, 24 November 2026, at 17:00 in Tokyo."""
AFTER_VISIT: Final = datetime(2026, 12, 7, 4, 0, tzinfo=UTC)
FAR: Final = datetime(2027, 6, 1, tzinfo=UTC)
PERCENT: Final = (5000, 3000, 2000)


@dataclass(frozen=True, slots=True)
class Scene:
    """A ward with one registered group of three firms, one listed expert, and their people."""

    store: Store
    ward: int
    group_id: int
    firms: tuple[int, ...]
    leader: Actor
    member: Actor
    outsider: Actor
    expert: Actor
    expert_id: int
    coordinator: Actor
    other_coordinator: Actor
    other_expert: Actor
    other_expert_id: int


class FixedAid:
    """A programme that pays the same for every visit."""

    def __init__(self, yen: int = 12_000, version: str = "1") -> None:
        """Remember what is paid by which version."""
        self.yen, self.version = yen, version

    def estimate(
        self, ctx: Ctx, *, ward_id: int, day: date, gross_yen: int, tax_yen: int
    ) -> Estimate | None:
        """Answer without looking at the cost."""
        assert ctx.session is not None
        assert ward_id
        assert day >= date(2026, 4, 1)
        assert gross_yen > tax_yen >= 0
        return Estimate("技能継承支援", self.version, self.yen)


@kept
def a_scene(
    store: Store,
    *,
    ceiling: int = 120_000,
    percent: Sequence[int] = PERCENT,
    **card: Any,  # noqa: ANN401  facts of a form
) -> Scene:
    """Everybody that a request needs; fee 24,000 and travel 1,040 yen, shares 50:30:20."""
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    names = ("髙﨑精密", "渡邊製作所", "荒木製作所")
    firms = tuple(a_firm(store, ward, name) for name in names)
    stranger = a_firm(store, ward, "別の会社")
    leader = a_person(store, Role.GROUP_LEADER, ward_id=ward, firm_id=firms[0], name="桒原 勝")
    owners = [
        a_person(store, Role.FIRM_REPRESENTATIVE, ward_id=ward, firm_id=firm, name=f"代表{firm}")
        for firm in firms
    ]
    expert, expert_id = an_expert(store, ward_id=ward, **card)
    second, second_id = an_expert(store, ward_id=ward, name="宮﨑 由紀")
    return Scene(
        store=store,
        ward=ward,
        group_id=a_group(store, ward, firms, leader, owners, ceiling=ceiling, percent=percent),
        firms=firms,
        leader=leader,
        member=owners[1],
        outsider=a_person(
            store, Role.GROUP_LEADER, ward_id=ward, firm_id=stranger, name="よその代表"
        ),
        expert=expert,
        expert_id=expert_id,
        coordinator=a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子"),
        other_coordinator=a_person(store, Role.COORDINATOR, ward_id=other, name="別の区の人"),
        other_expert=second,
        other_expert_id=second_id,
    )


def a_group(  # noqa: PLR0913  the facts of one group
    store: Store,
    ward: int,
    firms: Sequence[int],
    leader: Actor,
    owners: Sequence[Actor],
    *,
    ceiling: int = 120_000,
    percent: Sequence[int] = PERCENT,
    name: str = "糀谷旋盤技能継承グループ",
) -> int:
    """A group from its founding to the registration; without signers it stays unregistered."""
    typed: dict[str, Any] = {"ward_id": ward, "name": name}
    group_id = int(
        do(store, group_service.found_group, leader, purpose="旋盤の技を若手へ伝える",
           leader_firm_id=firms[0], firm_ids=list(firms[1:]), **typed).group_id
    )  # fmt: skip
    if not owners:
        return group_id
    draft = do(
        store, group_service.draft_agreement, leader, group_id=group_id,
        purpose="旋盤の技を若手へ伝える", duties=dict.fromkeys(firms, "学ぶ"),
        booking_ceiling_yen=ceiling, effective_from=date(2026, 11, 24),
        shares=[
            {"cost_kind": CostKind.EXPERT_FEE, "method": ShareMethod.PERCENT,
             "parts": dict(zip(firms, percent, strict=True))},
            {"cost_kind": CostKind.TRAINING, "method": ShareMethod.EQUAL},
        ],
    )  # fmt: skip
    for owner in owners:
        do(store, group_service.sign_agreement, owner, group_id=group_id, number=draft.number,
           digest=draft.digest)  # fmt: skip
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward, name="濵田 直子")
    approver = a_person(store, Role.WARD_APPROVER, ward_id=ward, name="廣瀨 誠")
    _step(store, group_service.apply_for_registration, leader, group_id)
    _step(store, group_service.check_registration, clerk, group_id, tax=True, pledge=True,
          small_firm=True, note="確認しました")  # fmt: skip
    _step(store, group_service.decide_registration, approver, group_id,
          action=GroupAction.REGISTER)  # fmt: skip
    return group_id


def _step(store: Store, function: Any, actor: Actor, group_id: int, **raw: Any) -> None:  # noqa: ANN401  any command of the groups
    page = commands.look(store, groups.group_page, actor=SYSTEM, now=NOW, group_id=group_id)
    do(store, function, actor, group_id=group_id, version=page.version, **raw)


def times(spans: Sequence[Span]) -> list[dict[str, datetime]]:
    """Spans as a page sends them."""
    return [{"start": span.start, "end": span.end} for span in spans]


def ranking_input(scene: Scene) -> dict[str, Any]:
    """An order of one expert as the page of results keeps it."""
    part = {"leg": "bridge", "skill": "machining.lathe", "weight": 250_000, "asked": (0, 2),
            "field": "bio", "found": (2, 4)}  # fmt: skip
    shown = {"expert_id": scene.expert_id, "word": "fit", "score": 1_250_000, "accepted": 0,
             "parts": (part,)}  # fmt: skip
    return {
        "group_id": scene.group_id, "need": NEED, "encoder_hash": "", "weights": "1",
        "dial": 800_000, "listed": 1, "chips": ("machining.lathe",), "kept_skills": 0,
        "filters": (("ward", 1),),
        "shown": (shown,),
    }  # fmt: skip


def request_input(scene: Scene, **other: Any) -> dict[str, Any]:  # noqa: ANN401  facts of a form
    """What the leader's page sends."""
    typed: dict[str, Any] = {
        "group_id": scene.group_id,
        "need": NEED,
        "expert_id": scene.expert_id,
        "spans": times(SLOTS[:2]),
    }
    return typed | other


def sent(scene: Scene, *, now: datetime = NOW, **other: Any) -> service.RequestSaved:  # noqa: ANN401  facts of a form
    """A request that waits for the expert."""
    saved: service.RequestSaved = do(
        scene.store, service.send_request, scene.leader, now=now, **request_input(scene, **other)
    )
    return saved


def accepted(scene: Scene, slot: Span = SLOTS[0], **other: Any) -> service.Answered:  # noqa: ANN401  facts of a form
    """A request that the expert has taken on."""
    saved = sent(scene, **other)
    answer: service.Answered = do(
        scene.store, service.accept_offer, scene.expert, engagement_id=saved.engagement_id,
        starts_at=slot.start, version=saved.version,
    )  # fmt: skip
    return answer


def signed(scene: Scene, **other: Any) -> service.Signed:  # noqa: ANN401  facts of a form
    """A contract."""
    answer = accepted(scene, **other)
    done: service.Signed = do(
        scene.store, service.sign_terms, scene.leader, engagement_id=answer.engagement_id,
        version=answer.version,
    )  # fmt: skip
    return done


def record_input(scene: Scene, engagement_id: int, **other: Any) -> dict[str, Any]:  # noqa: ANN401  facts of a form
    """What the expert writes after the visit."""
    row = stored(scene.store, engagement_id)
    visits = see_visits(scene, engagement_id)
    typed: dict[str, Any] = {
        "visit_id": visits[0].visit_id,
        "version": row.version,
        "what": "送りと刃先の形を見直した",
        "result": "面の粗さが半分になった",
        "next_step": "段取り表を作る",
        "attendees": 4,
        "minutes": 180,
    }
    return typed | other


def recorded(scene: Scene, *, now: datetime = AFTER_VISIT, **other: Any) -> service.VisitSaved:  # noqa: ANN401  facts of a form
    """A visit with its record."""
    contract = signed(scene)
    saved: service.VisitSaved = do(
        scene.store, service.record_visit, scene.expert, now=now,
        **record_input(scene, contract.engagement_id, **other),
    )  # fmt: skip
    return saved


def inspected(scene: Scene, **other: Any) -> service.VisitSaved:  # noqa: ANN401  facts of a form
    """An inspected visit; its fee is fixed where travel is as agreed."""
    saved = recorded(scene, **other)
    done: service.VisitSaved = do(
        scene.store, service.inspect, scene.leader, now=AFTER_VISIT,
        engagement_id=saved.engagement_id, version=saved.version,
    )  # fmt: skip
    return done


def paid(scene: Scene, *, paid_on: date = date(2026, 12, 25)) -> service.Paid:
    """A paid engagement."""
    saved = inspected(scene)
    done: service.Paid = do(
        scene.store, service.record_payment, scene.leader,
        now=datetime(2026, 12, 25, 3, 0, tzinfo=UTC), engagement_id=saved.engagement_id,
        version=saved.version, paid_on=paid_on,
    )  # fmt: skip
    return done


def see_visits(scene: Scene, engagement_id: int) -> list[reads.ExpertVisit]:
    """Visits of an engagement as its expert sees them."""
    found = commands.look(
        scene.store, reads.visits_of_expert, actor=scene.expert, now=NOW,
        person_id=scene.expert.person_id,
    )  # fmt: skip
    return [visit for visit in found if visit.engagement_id == engagement_id]


def stored(store: Store, engagement_id: int) -> Engagement:
    """The row itself."""
    with store.reading() as session:
        row = session.get(Engagement, engagement_id)
        assert row is not None
        return row


def state_of(store: Store, engagement_id: int) -> EngagementState:
    """State of an engagement in the database."""
    return stored(store, engagement_id).state


def bind_aid(aid: FixedAid | None) -> None:
    """Say which programme answers."""
    ports.bind_subsidy_estimate(aid)


def notices_of(store: Store, actor: Actor) -> Mapping[str, Any]:
    """Notices of a person by their sentence."""
    found = commands.look(store, outbox.notices, actor=actor, now=NOW)
    return {each.msgid: each for each in found}


def busy_of(scene: Scene, *, now: datetime = NOW) -> list[tuple[Span, ReservationState]]:
    """Held and firm times of the expert as they stand at a moment."""
    with scene.store.reading() as session:
        row = session.get(Expert, scene.expert_id)
        assert row is not None
        found = directory.busy(
            Ctx(session, SYSTEM, now), resource_ids=[row.resource_id], span=Span(NOW, FAR)
        )
    return [(each.span, each.state) for each in found]


def steps_of(store: Store, engagement_id: int) -> list[tuple[EngagementAction, int | None]]:
    """Steps of an engagement with the person who took each; None: the hub itself."""
    query = select(EngagementStep).where(col(EngagementStep.engagement_id) == engagement_id)
    with store.reading() as session:
        found = session.exec(query.order_by(col(EngagementStep.version))).all()
    return [(row.action, row.person_id) for row in found]
