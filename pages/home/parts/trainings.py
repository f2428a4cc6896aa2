"""The block of a firm's home about joint training: offers to answer, own and open courses."""

from hub.i18n import _
from hub.i18n.values import moment, short_day
from hub.kernel.calendar import japan_date
from hub.training import reads
from hub.training.reads import CourseCard, FirmTrainings, MySignUp
from pages.kit import act, widgets


def show(firm_id: int | None) -> None:
    """What waits for an answer first, then where the firm goes, then what it could join."""
    found: FirmTrainings = act.read(reads.firm_trainings, firm_id=firm_id)
    widgets.heading(_("共同研修"))
    for one in found.offers:
        _offer(one)
    if not (found.offers or found.coming or found.open_courses):
        widgets.say(_("募集中の研修が決まると、ここに出ます。"))
    with widgets.rows("trainings"):
        for one in found.coming:
            _coming(one)
        for card in found.open_courses:
            _open(card)
    widgets.link(_("研修をすべて見る"), "trainings")


def _offer(one: MySignUp) -> None:
    with widgets.card(f"training-offer-{one.sign_up_id}"):
        widgets.tag(_("返事待ち"), "wait")
        widgets.heading(_("「{title}」に空きが出ました").format(title=one.card.title), 3)
        if one.expires_at is not None:
            until = moment(one.expires_at)
            widgets.say(_("{until}までに返事をしてください。").format(until=until))
        query = {"sign-up": str(one.sign_up_id)}
        key = f"home.training.{one.sign_up_id}"
        widgets.go(_("返事をする"), "training-receipt", key, query=query)


def _coming(one: MySignUp) -> None:
    with widgets.entry(f"training-own-{one.sign_up_id}"):
        first = short_day(japan_date(one.card.sessions[0].starts_at))
        people = _("{day}から・参加{count}名").format(day=first, count=len(one.names))
        widgets.two_lines(one.card.title, people)
        widgets.link(_("控えを見る"), "training-receipt", {"sign-up": str(one.sign_up_id)})


def _open(card: CourseCard) -> None:
    with widgets.entry(f"training-open-{card.training_id}"):
        first = short_day(japan_date(card.sessions[0].starts_at))
        left = _("のこり{count}席").format(count=card.left)
        full = _("満席・補欠{place}番目から").format(place=card.next_place)
        seats = left if card.left > 0 else full
        widgets.two_lines(card.title, _("{day}から・{seats}").format(day=first, seats=seats))
        label = _("申し込む") if card.left > 0 else _("補欠に申し込む")
        widgets.link(label, "training-sign-up", {"training": str(card.training_id)})
