"""Use cases of people and sessions; the token itself never enters a command."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict

from hub.accounts import access, entering, queries, tries
from hub.accounts.birth_dates import tell_birth as tell_birth  # noqa: PLC0414  the room's door
from hub.accounts.breaching import note_breach as note_breach  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import LETTER_LIFE as LETTER_LIFE  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import LETTER_PAPER as LETTER_PAPER  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import keep_code_letter as keep_code_letter  # noqa: PLC0414  the room's door
from hub.accounts.code_letters import letter_sheet as letter_sheet  # noqa: PLC0414  the room's door
from hub.accounts.codes import new_code as new_code  # noqa: PLC0414  the room's door
from hub.accounts.delegating import end_deputy as end_deputy  # noqa: PLC0414  the room's door
from hub.accounts.delegating import name_deputy as name_deputy  # noqa: PLC0414  the room's door
from hub.accounts.desk import begin_desk as begin_desk  # noqa: PLC0414  the room's door
from hub.accounts.desk import end_desk as end_desk  # noqa: PLC0414  the room's door
from hub.accounts.desk import end_over as end_over  # noqa: PLC0414  the room's door
from hub.accounts.desk import expire_desk as expire_desk  # noqa: PLC0414  the room's door
from hub.accounts.desk_checking import check_person as check_person  # noqa: PLC0414  the room's door
from hub.accounts.digits import as_recovery as as_recovery  # noqa: PLC0414  the room's door
from hub.accounts.digits import fitting_step as fitting_step  # noqa: PLC0414  the room's door
from hub.accounts.digits import key_of as key_of  # noqa: PLC0414  the room's door
from hub.accounts.digits import new_recovery as new_recovery  # noqa: PLC0414  the room's door
from hub.accounts.digits import picture as picture  # noqa: PLC0414  the room's door
from hub.accounts.disclosing import note_disclosure as note_disclosure  # noqa: PLC0414  the room's door
from hub.accounts.feeds import open_feed as open_feed  # noqa: PLC0414  the room's door
from hub.accounts.feeds import reader_of as reader_of  # noqa: PLC0414  the room's door
from hub.accounts.feeds import revoke_feed as revoke_feed  # noqa: PLC0414  the room's door
from hub.accounts.handing import do_due as do_due  # noqa: PLC0414  the room's door
from hub.accounts.handing import do_handover as do_handover  # noqa: PLC0414  the room's door
from hub.accounts.handing import plan_handover as plan_handover  # noqa: PLC0414  the room's door
from hub.accounts.handing import withdraw_handover as withdraw_handover  # noqa: PLC0414  the room's door
from hub.accounts.inputs import Hash, Name
from hub.accounts.inviting import Asked as Asked  # noqa: PLC0414  the room's door
from hub.accounts.inviting import accept_invitation as accept_invitation  # noqa: PLC0414  the room's door
from hub.accounts.inviting import fitting_firm
from hub.accounts.inviting import invited as invited  # noqa: PLC0414  the room's door
from hub.accounts.inviting import keeps_mail_here as keeps_mail_here  # noqa: PLC0414  the room's door
from hub.accounts.inviting import mail_token as mail_token  # noqa: PLC0414  the room's door
from hub.accounts.inviting import send_invitation as send_invitation  # noqa: PLC0414  the room's door
from hub.accounts.inviting import sends_mail as sends_mail  # noqa: PLC0414  the room's door
from hub.accounts.inviting import sweep_invitations as sweep_invitations  # noqa: PLC0414  the room's door
from hub.accounts.inviting import withdraw_invitation as withdraw_invitation  # noqa: PLC0414  the room's door
from hub.accounts.lost_device import rescue_step as rescue_step  # noqa: PLC0414  the room's door
from hub.accounts.lost_device import reset_step as reset_step  # noqa: PLC0414  the room's door
from hub.accounts.own_devices import end_device as end_device  # noqa: PLC0414  the room's door
from hub.accounts.own_password import judged as judged  # noqa: PLC0414  the room's door
from hub.accounts.own_password import set_password as set_password  # noqa: PLC0414  the room's door
from hub.accounts.passwords import fits as fits  # noqa: PLC0414  the room's door
from hub.accounts.passwords import hashed as hashed  # noqa: PLC0414  the room's door
from hub.accounts.proving import prove_session as prove_session  # noqa: PLC0414  the room's door
from hub.accounts.requests import approve_request as approve_request  # noqa: PLC0414  the room's door
from hub.accounts.requests import ask_account as ask_account  # noqa: PLC0414  the room's door
from hub.accounts.requests import forget_refused as forget_refused  # noqa: PLC0414  the room's door
from hub.accounts.requests import forget_told as forget_told  # noqa: PLC0414  the room's door
from hub.accounts.requests import refuse_request as refuse_request  # noqa: PLC0414  the room's door
from hub.accounts.resets import answer_reset as answer_reset  # noqa: PLC0414  the room's door
from hub.accounts.resets import answer_resets as answer_resets  # noqa: PLC0414  the room's door
from hub.accounts.resets import ask_reset as ask_reset  # noqa: PLC0414  the room's door
from hub.accounts.resets import asked_reset as asked_reset  # noqa: PLC0414  the room's door
from hub.accounts.resets import sweep_resets as sweep_resets  # noqa: PLC0414  the room's door
from hub.accounts.resets import use_reset as use_reset  # noqa: PLC0414  the room's door
from hub.accounts.roles import end_role as end_role  # noqa: PLC0414  the room's door
from hub.accounts.roles import give_role as give_role  # noqa: PLC0414  the room's door
from hub.accounts.rules import STAY as STAY  # noqa: PLC0414  the room's door
from hub.accounts.rules import as_kept as as_kept  # noqa: PLC0414  the room's door
from hub.accounts.rules import as_number as as_number  # noqa: PLC0414  the room's door
from hub.accounts.second_step import count_digits as count_digits  # noqa: PLC0414  the room's door
from hub.accounts.second_step import enrol as enrol  # noqa: PLC0414  the room's door
from hub.accounts.second_step import pass_step as pass_step  # noqa: PLC0414  the room's door
from hub.accounts.sessions import Lack as Lack  # noqa: PLC0414  the room's door
from hub.accounts.sessions import Standing as Standing  # noqa: PLC0414  the room's door
from hub.accounts.sessions import actor_of as actor_of  # noqa: PLC0414  the room's door
from hub.accounts.sessions import own_standing as own_standing  # noqa: PLC0414  the room's door
from hub.accounts.sessions import seen as seen  # noqa: PLC0414  the room's door
from hub.accounts.sessions import standing as standing  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import close_session as close_session  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import fit as fit  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import miss_code as miss_code  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import open_code_session as open_code_session  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import open_demo_session as open_demo_session  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import open_mail_session as open_mail_session  # noqa: PLC0414  the room's door
from hub.accounts.sign_in import open_password_session as open_password_session  # noqa: PLC0414  the room's door
from hub.accounts.switching import switch_seat as switch_seat  # noqa: PLC0414  the room's door
from hub.accounts.tokens import new_token as new_token  # noqa: PLC0414  the room's door
from hub.accounts.tokens import token_hash as token_hash  # noqa: PLC0414  the room's door
from hub.accounts.tries import sweep_tries as sweep_tries  # noqa: PLC0414  the room's door
from hub.accounts.tries import take_try as take_try  # noqa: PLC0414  the room's door
from hub.accounts.wishes import keep_wishes as keep_wishes  # noqa: PLC0414  the room's door
from hub.accounts.word_lists import passphrase as passphrase  # noqa: PLC0414  the room's door
from hub.kernel.calendar import japan_date
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh
from models.accounts import SignInCode
from models.vocab import Role

CODE_LIFE: Final = timedelta(days=14)


class AddPerson(BaseModel):
    """A person with one membership."""

    model_config = ConfigDict(frozen=True)

    name: Name
    kana: Name
    role: Role
    birth_date: date | None = None
    ward_id: int | None = None
    firm_id: int | None = None
    demo_rank: int | None = None
    demo_role: str | None = None


class IssueCode(BaseModel):
    """Whom the letter goes to, and the hash of its code."""

    person_id: int
    code_hash: Hash


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """The number that stands on the letter beside the code, and the code's row."""

    login: str
    code_id: int


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """Ids of the new person and membership."""

    person_id: int
    membership_id: int


@command(name="accounts:person:add", input=AddPerson, audit="person", in_person=True)
def add_person(  # noqa: PLR0913  the facts of one person
    ctx: Ctx,
    *,
    name: str,
    kana: str,
    role: Role,
    birth_date: date | None,
    ward_id: int | None,
    firm_id: int | None,
    demo_rank: int | None,
    demo_role: str | None,
) -> PersonAdded:
    """Add a person with one membership from today; names stay as typed."""
    require(ctx, access.may_add_person(ctx.actor, role, ward_id, firm_id))
    require_fresh(ctx)
    if ctx.actor.role is not Role.SYSTEM:
        fitting_firm(ctx, role, ward_id, firm_id)
    person = entering.person(ctx, name, kana, birth_date)
    person.is_demo, person.demo_rank = demo_rank is not None, demo_rank
    person.demo_role = demo_role
    ctx.session.add(person)
    person_id = person.id or 0
    seat_id = entering.seat(ctx, person_id, role, ward_id, firm_id)
    audit.record(ctx, "person", person_id)
    return PersonAdded(person_id, seat_id)


@command(name="accounts:code:issue", input=IssueCode, audit="account", in_person=True)
def issue_code(ctx: Ctx, *, person_id: int, code_hash: str) -> CodeIssued:
    """Give somebody whom one may invite a sign-in number and a code for a letter, 14 days long."""
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    require(ctx, access.may_write_letter(ctx.actor, [seat for _person, seat in found]))
    require_fresh(ctx)
    row = queries.opened_account(ctx.session, person_id)
    tries.forget(ctx.session, row.login, 0)
    queries.end_codes(ctx.session, row.id or 0, ctx.now)
    code = SignInCode(account_id=row.id or 0, code_hash=code_hash, ends_at=ctx.now + CODE_LIFE)
    ctx.session.add(code)
    ctx.session.flush()
    audit.record(ctx, "account", row.id or 0)
    return CodeIssued(row.login, code.id or 0)
