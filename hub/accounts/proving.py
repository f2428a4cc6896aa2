"""Proving anew who sits here, before an act on money, roles, credentials or addresses.

Source: platform design, part 2.2.
"""

from dataclasses import dataclass

from pydantic import BaseModel

from hub.accounts import access, queries, tries
from hub.accounts.inputs import Digest
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require


class Prove(BaseModel):
    """The session whose person has typed a fitting secret; the code when it was one."""

    session_hash: Digest
    credential_stamp: int
    code_id: int = 0


@dataclass(frozen=True, slots=True)
class Proved:
    """Id of the session row."""

    session_id: int


@command(name="accounts:session:prove", input=Prove, audit="session")
def prove_session(ctx: Ctx, *, session_hash: str, credential_stamp: int, code_id: int) -> Proved:
    """Let a session act on what asks for a fresh proof, for ten minutes; a code is used up."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = queries.live_session(ctx.session, session_hash)
    account = queries.account(ctx.session, row.person_id) if row else None
    if row is None or account is None or account.credential_stamp != credential_stamp:
        raise NotFound(NOT_FOUND)
    if code_id and queries.use_code(ctx.session, code_id, ctx.now) != row.person_id:
        raise NotFound(NOT_FOUND)
    tries.forget(ctx.session, account.login, row.device_id or 0)
    row.reauth_at = ctx.now
    ctx.session.add(row)
    audit.record(ctx, "session", row.id or 0)
    return Proved(row.id or 0)
