"""What guardians have said, for the coordinator by student."""

from dataclasses import dataclass
from datetime import datetime

from hub.accounts import reads as people
from hub.internship import access, consent_papers, consent_rules, queries, words
from hub.kernel.calendar import age_on, japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.consents import GuardianConsent
from models.internship import Application
from models.vocab import DataClass
from models.vocab.consents import ConsentState


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A student under 18; `state` is empty when nobody has been asked, `*_words` are msgids."""

    application_id: int
    name: str
    reference: str
    state: ConsentState | None
    state_words: str
    channel_words: str
    at: datetime | None
    text_version: int | None
    is_over: bool
    is_grown: bool
    file_id: int | None


@read(name="internship:consents", data_class=DataClass.C3)
def consents(ctx: Ctx, *, round_id: int) -> tuple[ConsentRow, ...]:
    """Every student of a round for whom a consent is needed, with what stands now."""
    held = queries.round_of(ctx, round_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    spans = queries.periods(ctx, round_id)
    young = [
        row
        for row in queries.applications(ctx, round_id)
        if spans and consent_rules.is_needed(row.birth_date, row.sent_at, spans[0].starts_on)
    ]
    named = people.names_of(ctx, person_ids=tuple(row.person_id for row in young))
    last = queries.last_consents(ctx, [row.id or 0 for row in young])
    papers = consent_papers.of(ctx, [said.id or 0 for said in last.values()])
    return tuple(
        _row(ctx, row, named[row.person_id], last.get(row.id or 0), papers) for row in young
    )


def _row(
    ctx: Ctx, row: Application, name: str, last: GuardianConsent | None, papers: dict[int, int]
) -> ConsentRow:
    is_over = last is not None and last.state == ConsentState.ASKED and last.ends_at <= ctx.now
    is_grown = age_on(row.birth_date, japan_date(ctx.now)) >= consent_rules.ADULT
    return ConsentRow(
        row.id or 0,
        name,
        row.reference,
        last.state if last else None,
        words.CONSENT_LABELS[last.state] if last else words.CONSENT_NOBODY,
        words.CHANNEL_LABELS[last.channel] if last and last.channel else "",
        (last.withdrawn_at or last.answered_at or last.created_at) if last else None,
        last.text_version if last else None,
        is_over,
        is_grown,
        papers.get(last.id or 0) if last else None,
    )
