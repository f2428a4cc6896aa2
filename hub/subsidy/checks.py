"""Automatic checks of the light profile: C5, C7, C13, C14, C24; they find, they never reject.

Each answers with ready sentences for the applicant, which the clerk may edit before returning the
claim. Sentences are Japanese text, because they go out on paper. Source: subsidy design, part 10.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hub.kernel.text import N_
from hub.platform.context import Ctx
from hub.subsidy import filling, papers, queries
from hub.subsidy.calculation import Answer
from hub.subsidy.findings import advance
from models.subsidy import Claim, ClaimLine, Finding
from models.vocab.subsidy import Check, FindingAction, FindingLevel, FindingState, Stage

NO_EVIDENCE: Final = N_("{number}番の費用は、領収書か請求書の番号を入れてください。")
NO_PAPER: Final = N_(
    "{number}番の費用の領収書か請求書が、書類にありません。ファイルを加えてください。"
)
FEW_PAPERS: Final = N_(
    "手で入れた費用の領収書や請求書は{wanted}件のはずですが、書類は{there}件です。確かめてください。"
)
OVER_CAP: Final = N_("{number}番の費用は上限を超えています。計算に入るのは{counted}円です。")
OVER_COUNT: Final = N_("補助の回数の上限を超えています。超えた分は計算に入りません。")
NO_RECORD: Final = N_("{number}番の訪問は、専門家の記録で確かめられません。")
CHANGED: Final = N_("{number}番は記録と違います（記録 {known}円、入力 {typed}円）。")
BY_HAND: Final = N_("{number}番の謝金は手で入力されています。訪問の記録を選んでください。")
SAME_ELSEWHERE: Final = N_("{number}番は、申請 {reference} の費用と同じに見えます。")
SHORT: Final = N_("予算の残りは{left}円で、申請の額に{short}円足りません。")
NEAR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the checks look at."""

    claim: Claim
    stage: Stage
    lines: Sequence[ClaimLine]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Found:
    """Something a check has found; `anchor` is `line:3` or the name of a field."""

    rule: Check
    level: FindingLevel
    anchor: str
    sentence: str


def evidence(ctx: Ctx, seen: Seen) -> list[Found]:
    """C5: every cost has a record of the hub, or a paper behind it and the number of that paper.

    Papers belong to the claim and not to one cost, so a number alone proves nothing: without any
    paper each typed cost is named, with fewer papers than numbers the claim is. Before the money
    is spent a missing paper is a caution, in the report it stands against the proposal.
    """
    typed = [line for line in seen.lines if line.source_kind is None]
    there = len(papers.kept(ctx, seen.claim.id or 0)) if typed else 0
    is_report = seen.stage is Stage.ACTUAL
    level = FindingLevel.SERIOUS if is_report else FindingLevel.CAUTION
    found = []
    for line in typed:
        if not line.invoice_no:
            found.append(_at(Check.EVIDENCE, FindingLevel.SERIOUS, line, NO_EVIDENCE))
        elif not there:
            found.append(_at(Check.EVIDENCE, level, line, NO_PAPER))
    wanted = len({(line.vendor, line.invoice_no) for line in typed if line.invoice_no})
    if 0 < there < wanted:
        sentence = FEW_PAPERS.format(wanted=wanted, there=there)
        found.append(Found(Check.EVIDENCE, FindingLevel.CAUTION, "claim", sentence))
    return found


def caps(_ctx: Ctx, seen: Seen) -> list[Found]:
    """C7: costs above the caps of item, day or category, and counts above their most."""
    found = []
    for line in seen.lines:
        row = seen.answer.line(line.position)
        if row is not None and row.eligible and row.counted < row.net:
            counted = f"{row.counted:,}"
            found.append(_at(Check.CAPS, FindingLevel.SERIOUS, line, OVER_CAP, counted=counted))
    if seen.answer.result.warnings and not found:
        found.append(Found(Check.CAPS, FindingLevel.SERIOUS, "lines", OVER_COUNT))
    return found


def visits(ctx: Ctx, seen: Seen) -> list[Found]:
    """C13: expert costs stand in the expert's own record, with the same amount."""
    serious = FindingLevel.SERIOUS
    found = [
        _at(Check.VISIT, serious, line, NO_RECORD)
        for line in filling.unconfirmed(ctx, seen.claim, seen.lines)
    ]
    for line in seen.lines:
        if line.source_yen is not None and line.source_yen != line.gross_yen:
            known, typed = f"{line.source_yen:,}", f"{line.gross_yen:,}"
            found.append(_at(Check.VISIT, serious, line, CHANGED, known=known, typed=typed))
        if line.source_kind is None and line.category == filling.EXPERT:
            found.append(_at(Check.VISIT, serious, line, BY_HAND))
    return found


def billed_twice(ctx: Ctx, seen: Seen) -> list[Found]:
    """C14: a typed cost that looks like one of another live claim (vendor, day ± 1, amount)."""
    found = []
    for line in seen.lines:
        if line.source_kind is not None or not line.vendor or line.used_on is None:
            continue
        for claim, other in queries.similar_lines(ctx, seen.claim, line):
            if other.used_on is not None and abs(other.used_on - line.used_on) <= NEAR:
                reference = claim.reference or ""
                found.append(
                    _at(Check.BILLED_TWICE, FindingLevel.SERIOUS, line, SAME_ELSEWHERE,
                        reference=reference)
                )  # fmt: skip
                break
    return found


def budget(ctx: Ctx, seen: Seen) -> list[Found]:
    """C24, budget left: tells the clerk that the line holds less than is asked."""
    if seen.stage is Stage.ACTUAL:
        return []
    left = queries.budget_line_of(ctx, seen.claim.budget_line_id).available
    asked = seen.answer.award.entitlement
    if asked <= left:
        return []
    sentence = SHORT.format(left=f"{left:,}", short=f"{asked - left:,}")
    return [Found(Check.BUDGET, FindingLevel.INFO, "budget", sentence)]


CHECKS: Final[tuple[Callable[[Ctx, Seen], list[Found]], ...]] = (
    evidence,
    caps,
    visits,
    billed_twice,
    budget,
)
NAMES: Final = tuple(rule for rule in Check if rule is not Check.CLERK)


def run(ctx: Ctx, claim: Claim, stage: Stage, answer: Answer) -> None:
    """Check the stage as it is sent: close what no longer holds, add what is new.

    A finding that still holds keeps its answer; one accepted with a reason stays accepted as long
    as the check says the very same.
    """
    rows = queries.lines(ctx, claim.id or 0, stage)
    seen = Seen(claim, stage, rows, answer)
    found: dict[tuple[Check, str], Found] = {}
    for check in CHECKS:
        for each in check(ctx, seen):
            found.setdefault((each.rule, each.anchor), each)
    for row in queries.findings(ctx, claim.id or 0, stage):
        if row.rule is Check.CLERK:
            continue
        each_now = found.get((row.rule, row.anchor))
        if row.state is FindingState.OPEN and each_now is None:
            advance(ctx, row, FindingAction.FIX)
        elif row.state is FindingState.OPEN and each_now is not None:
            if row.as_found != each_now.sentence:
                row.sentence = row.as_found = each_now.sentence
                ctx.session.add(row)
            found.pop((row.rule, row.anchor), None)
        elif row.state is FindingState.WAIVED and each_now and row.as_found == each_now.sentence:
            found.pop((row.rule, row.anchor), None)
    ctx.session.add_all(_row(ctx, claim, stage, each) for each in found.values())
    ctx.session.flush()


def _row(ctx: Ctx, claim: Claim, stage: Stage, each: Found) -> Finding:
    return Finding(
        claim_id=claim.id or 0,
        stage=stage,
        round=claim.round,
        rule=each.rule,
        level=each.level,
        anchor=each.anchor,
        sentence=each.sentence,
        as_found=each.sentence,
        created_at=ctx.now,
    )


def _at(rule: Check, level: FindingLevel, line: ClaimLine, text: str, **values: str) -> Found:
    sentence = text.format(number=line.position, **values)
    return Found(rule, level, f"line:{line.position}", sentence)
