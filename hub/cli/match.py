"""`hub match`: ranks experts of a file for requests of a file, without a database.

Formats: design "experts" part E.
"""

import json
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
import typer

from hub.cli.outputs import check_writable, printable, write
from hub.experts.engine import Answer, search
from hub.experts.lines import (
    MOST_YEARS,
    GivenExpert,
    GivenRequest,
    experts_of,
    profile_of,
    requests_of,
)
from hub.experts.matches import MatchReason, Phrase
from hub.experts.roster_index import RosterIndex
from hub.experts.weights import RANKING
from hub.i18n import _, translated
from hub.kernel.errors import FieldProblem, HubError
from hub.kernel.folding import folded
from hub.skills.service import MATCH_LABELS, default_encoder, shared_model
from hub.skills.weights import MAPPING
from seed.reference import skill_vocabulary

BAD_INPUT: Final = 2
INTERNAL: Final = 3

Experts = Annotated[Path, typer.Option(help="E.jsonl")]
Requests = Annotated[Path, typer.Option(help="R.jsonl")]
Out = Annotated[Path, typer.Option(help="OUT.jsonl")]
Top = Annotated[int, typer.Option(min=1, help="rows per request")]
Certificate = Annotated[str, typer.Option(help="only people with a certificate of this name")]
LeastYears = Annotated[int, typer.Option(min=0, max=MOST_YEARS, help="only people of these years")]


@dataclass(frozen=True, slots=True)
class Only:
    """Who may stand in the answer; scores and order do not change."""

    certificate: str = ""
    years: int = 0

    def steps(self) -> Iterator[tuple[str, str | int, Callable[[GivenExpert], bool]]]:
        """Name, value and test of each condition that was given."""
        if self.certificate:
            wanted = folded(self.certificate)
            yield (
                "certificate",
                self.certificate,
                lambda one: any(wanted in folded(name) for name in one.certs),
            )
        if self.years:
            yield "years", self.years, lambda one: (one.years or 0) >= self.years


def match(
    experts: Experts,
    requests: Requests,
    out: Out,
    top: Top = 10,
    certificate: Certificate = "",
    years: LeastYears = 0,
) -> None:
    """Exit 0 with OUT and OUT.meta.json written, 2 on bad input, 3 on a fault of ours."""
    try:
        check_writable(out)
        people, asked = _given(experts, requests)
        lines, meta = _ranked(people, asked, top, Only(certificate.strip(), years))
        write(out.with_name(f"{out.name}.meta.json"), _json(meta, indent=1))
        write(out, b"".join(_json(line) for line in lines))
    except HubError as refusal:
        typer.echo(printable(translated(refusal.reason.text).format(**refusal.params)), err=True)
        raise typer.Exit(BAD_INPUT) from refusal
    except typer.Exit:
        raise
    except Exception as fault:
        traceback.print_exc(file=sys.stderr)
        raise typer.Exit(INTERNAL) from fault


def _given(
    experts: Path, requests: Path
) -> tuple[tuple[GivenExpert, ...], tuple[GivenRequest, ...]]:
    """Both files, or every fault of both."""
    people, bad_people = experts_of(_bytes_of(experts))
    asked, bad_requests = requests_of(_bytes_of(requests))
    for file, problems in ((experts, bad_people), (requests, bad_requests)):
        for problem in problems:
            typer.echo(printable(_said(file, problem)), err=True)
    if count := len(bad_people) + len(bad_requests):
        typer.echo(_("誤りは全部で {count} 件です。").format(count=count), err=True)
        raise typer.Exit(BAD_INPUT)
    return people, asked


def _said(file: Path, problem: FieldProblem) -> str:
    """File, line, field and what is wrong there."""
    number, _dot, field = problem.field.partition(".")
    place = f"{file}:{number}: {field}: " if field else f"{file}:{number}: "
    return place + translated(problem.reason.text).format(**problem.params)


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        typer.echo(printable(_("{file}：ファイルを開けません。").format(file=file)), err=True)
        raise typer.Exit(BAD_INPUT) from fault


def _ranked(
    people: Sequence[GivenExpert], asked: Sequence[GivenRequest], top: int, only: Only
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Lines of OUT in the order of the requests, and what stands beside them."""
    model = shared_model(skill_vocabulary(), default_encoder())
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    left, filters = _narrowed(people, only)
    among = np.array([key in left for key in index.keys], dtype=bool)
    answers = [(one, search(index, one.text, top=top, among=among)) for one in asked]
    warnings = [
        {"qid": one.qid, "code": "empty_text"}
        for one, _answer in answers
        if not folded(one.text).strip()
    ]
    if not people:
        warnings.append({"qid": "", "code": "no_experts"})
    if not index.has_meaning:
        warnings.append({"qid": "", "code": "no_encoder"})
    meta = {
        "format": "hub-match/1",
        "versions": {
            "taxonomy_sha256": model.words.sha256,
            "encoder": model.encoder.model_id,
            "encoder_sha256": model.encoder.model_hash,
            "weights": [MAPPING.version, RANKING.version],
        },
        "counts": {"experts": len(people), "requests": len(asked), "top": top},
        "warnings": warnings,
    }
    if filters:
        meta["filters"] = filters
    return [_line(one.qid, answer) for one, answer in answers], meta


def _narrowed(
    people: Sequence[GivenExpert], only: Only
) -> tuple[frozenset[str], list[dict[str, Any]]]:
    """Ids of those who stay, and how many were left after each condition."""
    left = list(people)
    told = []
    for name, value, holds in only.steps():
        left = [one for one in left if holds(one)]
        told.append({"filter": name, "value": value, "left": len(left)})
    return frozenset(one.id for one in left), told


def _line(qid: str, answer: Answer) -> dict[str, Any]:
    return {
        "qid": qid,
        "ranking": [
            {
                "id": one.key,
                "score": one.score,
                "word": None if one.word is None else MATCH_LABELS[one.word],
                "why": [_why(reason) for reason in one.reasons],
            }
            for one in answer.ranked
        ],
    }


def _why(reason: MatchReason) -> dict[str, Any]:
    asked, shown = reason.request, reason.profile
    return {
        "leg": reason.leg.value,
        "skill": reason.skill or None,
        "label": reason.label or None,
        "request": _phrase(asked),
        "expert": {"field": shown.field, **_phrase(shown)},
        "weight": reason.weight,
    }


def _phrase(phrase: Phrase) -> dict[str, Any]:
    return {"text": phrase.text, "start": phrase.start, "end": phrase.end}


def _json(value: object, indent: int | None = None) -> bytes:
    spaced = (",", ":") if indent is None else None
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=spaced)
    return (text + "\n").encode()
