"""Freezes the values of a notice in the transaction of its decision; the worker sets the paper.

The wording stands in `templates/*.typ`; here are only the values. Source: subsidy design, part 11.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlmodel import col, select

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid
from hub.kernel.wareki import wareki
from hub.platform import documents, jobs
from hub.platform.audit import canonical
from hub.platform.context import Ctx
from hub.subsidy import calculation, queries, words
from hub.subsidy.calculation import Answer, Rules
from models.platform import JobRow
from models.subsidy import Claim, Decision, IssuedDocument
from models.vocab import JobState, Role
from models.vocab.subsidy import ChangeKind, ClaimAction, DecisionKind

JOB: Final = "subsidy_notice"
FOLDER: Final = Path(__file__).with_name("templates")
TEMPLATES: Final[Mapping[DecisionKind, str]] = MappingProxyType(
    {
        DecisionKind.GRANT: "grant_decision",
        DecisionKind.REFUSAL: "refusal_decision",
        DecisionKind.DETERMINATION: "determination",
        DecisionKind.CANCELLATION: "cancellation",
        DecisionKind.CHANGE: "change",
        DecisionKind.CHANGE_REFUSAL: "change_refusal",
        DecisionKind.ENDING: "ending",
    }
)
# A stop, and a refused stop or end, have papers of their own; a ward may give each its own form.
OWN_PAPERS: Final[Mapping[tuple[ChangeKind, DecisionKind], str]] = MappingProxyType(
    {
        (ChangeKind.PAUSE, DecisionKind.CHANGE): "pause",
        (ChangeKind.PAUSE, DecisionKind.CHANGE_REFUSAL): "pause_refusal",
        (ChangeKind.END, DecisionKind.CHANGE_REFUSAL): "ending_refusal",
    }
)
REQUESTS: Final = (ClaimAction.REQUEST_CHANGE, ClaimAction.REQUEST_END)
SENT_BY: Final[Mapping[DecisionKind, tuple[ClaimAction, ...]]] = MappingProxyType(
    {
        DecisionKind.DETERMINATION: (ClaimAction.REPORT,),
        DecisionKind.CHANGE: REQUESTS,
        DecisionKind.CHANGE_REFUSAL: REQUESTS,
        DecisionKind.ENDING: REQUESTS,
    }
)
# Raised whenever a template changes, so that an old notice is set as it was.
TEMPLATE_VERSION: Final = 1
# Value of a notice -> name of the field a person can mend.
FIELDS: Final = (("number", "doc_no"), ("to.", "addressee"), ("item", "title"))


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper is: its form, number, day and amount."""

    form: str
    number: str
    day: date
    amount_yen: int


@dataclass(frozen=True, slots=True)
class Of:
    """What a paper belongs to: one of these."""

    decision_id: int | None = None
    inspection_id: int | None = None
    step_id: int | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """The notice and the job that sets its PDF."""

    document_id: int
    job_id: int


def values_of(
    ctx: Ctx, claim: Claim, rules: Rules, decided: Decision, answer: Answer
) -> dict[str, object]:
    """Everything the paper says, as it stands at this moment."""
    sheet = rules.sheet
    face = calculation.working(answer, claim)
    return {
        **head_values(
            ctx,
            claim,
            rules,
            Paper(decided.kind.value, decided.doc_no, decided.decided_on, decided.amount_yen),
        ),
        "requested_on": requested_on(ctx, claim, decided.kind),
        "asked": claim.asked_yen or 0,
        "granted": claim.granted_yen or 0,
        "advanced": claim.paid_yen or 0,
        "gross": face.gross_yen,
        "tax": face.tax_yen,
        "base": face.base_yen,
        "rate": f"{face.num}/{face.den}",
        "unit": face.unit_yen,
        "cut": face.cut_yen,
        "shares": _shares(ctx, claim, answer),
        "reason": decided.reason or "",
        "conditions": list(decided.conditions),
        "report_due": day_words(claim.report_due),
        "withdraw_until": day_words(claim.withdraw_until),
        "payment_due": wareki(sheet.deadlines.payment.due("payment", decided.decided_on)),
    }


def head_values(ctx: Ctx, claim: Claim, rules: Rules, paper: Paper) -> dict[str, object]:
    """What every paper of a claim says: number, day, addressee, sender, remedies, desk."""
    sheet = rules.sheet
    first = queries.decision(ctx, claim.id or 0, DecisionKind.GRANT)
    return {
        "form": sheet.forms.get(paper.form, ""),
        "number": paper.number,
        "day": wareki(paper.day),
        "issued": paper.day.isoformat(),
        "to": _addressee(ctx, claim),
        "sender": [sheet.signed_by],
        "seal": sheet.seal,
        "programme": rules.version.title,
        "reference": claim.reference or "",
        "item": claim.title,
        "decided_no": first.doc_no if first else "",
        "amount": paper.amount_yen,
        "appeal": list(sheet.appeal),
        "unconfirmed": list(sheet.unconfirmed),
        "desk": sheet.desk,
    }


def _sent_at(ctx: Ctx, claim: Claim, kind: DecisionKind) -> datetime:
    """When the application or the report was first sent, or the newest request for a change."""
    actions = SENT_BY.get(kind, (ClaimAction.SUBMIT,))
    steps = [step.at for step in queries.events(ctx, claim.id or 0) if step.action in actions]
    newest = steps[-1:] if actions == REQUESTS else steps[:1]
    return newest[0] if newest else ctx.now


def requested_on(ctx: Ctx, claim: Claim, kind: DecisionKind) -> str:
    """The day of the application, the report or the request, in Japanese years."""
    return wareki(japan_date(_sent_at(ctx, claim, kind)))


def day_words(day: date | None) -> str:
    """A day in Japanese years, or nothing."""
    return wareki(day) if day else ""


def issue(
    ctx: Ctx, claim: Claim, decided: Decision, values: dict[str, object], template: str = ""
) -> Issued:
    """Freeze the values, after every character has been checked; `Invalid` names field and sign.

    Without a `template` the paper is the notice of the decision itself.
    """
    of = Of(decision_id=decided.id)
    return keep(ctx, claim, template or TEMPLATES[decided.kind], values, of)


def usual(template: str) -> str:
    """The paper that a decision has without one of its own, as the first stops and ends had."""
    kinds = {own: kind for (_asked, kind), own in OWN_PAPERS.items()}
    return TEMPLATES[kinds[template]] if template in kinds else template


def keep(ctx: Ctx, claim: Claim, template: str, values: dict[str, object], of: Of) -> Issued:
    """Freeze the values of a paper, whatever it belongs to, and have it set."""
    refuse_missing_glyphs(values)
    row = IssuedDocument(
        claim_id=claim.id or 0,
        decision_id=of.decision_id,
        inspection_id=of.inspection_id,
        step_id=of.step_id,
        template=template,
        template_version=TEMPLATE_VERSION,
        frozen=values,
        frozen_sha256=hashlib.sha256(canonical(values)).hexdigest(),
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return Issued(row.id or 0, ask(ctx, row.id or 0))


def ask(ctx: Ctx, document_id: int) -> int:
    """Put the making of a paper in line; the id of the job."""
    return jobs.ask(ctx, JOB, _subject(document_id), {"document_id": document_id})


def is_asked(ctx: Ctx, document_id: int) -> bool:
    """Say whether a job for the paper waits or runs."""
    query = select(JobRow.id).where(
        col(JobRow.kind) == JOB,
        col(JobRow.subject) == _subject(document_id),
        col(JobRow.state).in_((JobState.QUEUED, JobState.RUNNING)),
    )
    return ctx.session.exec(query).first() is not None


def _subject(document_id: int) -> str:
    return f"document-{document_id}"


def refuse_missing_glyphs(values: Mapping[str, object]) -> None:
    """Refuse what the font of our papers cannot print, at the field where it was typed."""
    problems = []
    for missing in documents.missing_glyphs(values):
        field = next((name for start, name in FIELDS if missing.field.startswith(start)), "")
        field = field or ("reason" if missing.field == "reason" else "form")
        reason = words.MISSING_GLYPHS.get(field, words.MISSING_GLYPH)
        problems.append(FieldProblem(field, reason, {"character": missing.character}))
    if problems:
        raise Invalid(*problems)


def _addressee(ctx: Ctx, claim: Claim) -> dict[str, object]:
    """The representative of the leading firm, else the leader of the group."""
    firm = directory.firms_of(ctx, firm_ids=(claim.firm_id,))[claim.firm_id]
    group = groups.group_names(ctx, group_ids=(claim.group_id,)).get(claim.group_id, "")
    ids = people.holders_of(ctx, role=Role.FIRM_REPRESENTATIVE, firm_id=claim.firm_id)
    ids = ids or people.holders_of(ctx, role=Role.GROUP_LEADER, firm_id=claim.firm_id)
    names = people.names_of(ctx, person_ids=ids[:1])
    return {
        "address": [firm.town],
        "office": f"{group}　{firm.name}",
        "name": next(iter(names.values()), firm.name),
    }


def _shares(ctx: Ctx, claim: Claim, answer: Answer) -> list[list[object]]:
    """Each firm's part of the amount."""
    parts = answer.result.shares or ()
    firms = directory.firms_of(ctx, firm_ids=queries.firm_ids(ctx, claim.id or 0))
    return [[firms[int(part.firm)].name, part.amount] for part in parts]
