"""`hub schedule-check`: one plan against its instance, by code that made neither."""

import dataclasses
import json
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.i18n import _, translated
from hub.internship.checker import Report, Unreadable, Violation, check
from hub.kernel.text import N_

BROKEN: Final = 1
UNREADABLE: Final = 2
MOST_SHOWN: Final = 200

SENTENCES: Final = {
    "H1": N_("配属できない組み合わせです。"),
    "H2": N_("同じ期間に 2 か所へ配属されています。"),
    "H3": N_("同じ企業に 2 回配属されています。"),
    "H4": N_("配属の回数が多すぎます。"),
    "H5": N_("職種の種類が足りません。"),
    "H6": N_("定員を超えています。"),
    "H7": N_("開催に必要な人数に足りません。"),
    "H8": N_("固定した配属が守られていません。"),
    "H9": N_("受け入れの順番が逆です。"),
    "objective": N_("計算し直した数字と合いません。"),
    "bound": N_("限界とされた値を超えています。"),
    "gap": N_("限界との差が正しくありません。"),
    "unplaced": N_("配属が足りない人の一覧に誤りがあります。"),
    "order": N_("配属の並び順に誤りがあります。"),
    "input_sha256": N_("別の入力ファイルから作られた計画です。"),
    "seed": N_("抽選の種が入力ファイルと違います。"),
    "published_sha256": N_("別の公表済み計画と比べています。"),
    "stages": N_("計算の経過に誤りがあります。"),
    "changes": N_("変更の件数が正しくありません。"),
}

Instance = Annotated[Path, typer.Argument(help="INSTANCE.json")]
Plan = Annotated[Path, typer.Argument(help="PLAN.json")]
Published = Annotated[Path | None, typer.Option(help="OLD_PLAN.json")]


def schedule_check(instance: Instance, plan: Plan, published: Published = None) -> None:
    """Exit 0 with the recomputed objective, 1 with every violation, 2 when unreadable."""
    files = {"instance": instance, "plan": plan, "published": published}
    instance_bytes, plan_bytes = _bytes_of(instance), _bytes_of(plan)
    published_bytes = None if published is None else _bytes_of(published)
    try:
        report = check(instance_bytes, plan_bytes, published_bytes)
    except Unreadable as refusal:
        _say_faults(str(files[refusal.document]), refusal)
        raise typer.Exit(UNREADABLE) from refusal
    typer.echo(_printable(json.dumps(_answer(report), ensure_ascii=False, indent=1)))
    if not report.objective.is_penalty_checked:
        typer.echo(
            _("公表済み計画（--published）がないため、変更の減点は確かめていません。"), err=True
        )
    for violation in report.violations:
        typer.echo(_printable(_line(violation)), err=True)
    if not report.is_accepted:
        raise typer.Exit(BROKEN)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        typer.echo(_("{file}：ファイルを開けません。").format(file=file), err=True)
        raise typer.Exit(UNREADABLE) from fault


def _say_faults(file: str, refusal: Unreadable) -> None:
    for problem in refusal.problems[:MOST_SHOWN]:
        sentence = translated(problem.reason.text).format(**problem.params)
        place = f"{file}: {problem.field}" if problem.field else file
        typer.echo(_printable(f"{place}: {sentence}"), err=True)
    typer.echo(_("誤りは全部で {count} 件です。").format(count=len(refusal.problems)), err=True)


def _answer(report: Report) -> dict[str, object]:
    right = report.objective
    return {
        "accepted": report.is_accepted,
        "objective": {
            "placed": right.placed,
            "cost": right.cost,
            "penalty": right.penalty if right.is_penalty_checked else None,
            "reward": right.reward,
            "value": right.value,
        },
        "penalty_checked": right.is_penalty_checked,
        "violations": [dataclasses.asdict(violation) for violation in report.violations],
    }


def _line(violation: Violation) -> str:
    """Rule, sentence, then the parts that the rule has."""
    sentence = translated(SENTENCES[violation.rule.split(".")[0]])
    parts = {
        name: value
        for name, value in dataclasses.asdict(violation).items()
        if name != "rule" and value not in ("", None)
    }
    shown = " ".join(f"{name}={value}" for name, value in parts.items())
    return f"{violation.rule}: {sentence} {shown}"


def _printable(text: str) -> str:
    """Half signs of a broken file are written out, so that any terminal can show them."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
