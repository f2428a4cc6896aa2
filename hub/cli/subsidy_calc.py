"""`hub subsidy-calc`: one case in, every amount and every step of its working out."""

import hashlib
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.cli.outputs import printable
from hub.i18n import _, translated
from hub.subsidy.amounts import calculate
from hub.subsidy.cases import (
    MOST_BYTES,
    BadCase,
    Fault,
    fault_document,
    read_case,
    result_document,
    written,
)

BAD_INPUT: Final = 2
STANDARD_INPUT: Final = "-"

CaseFile = Annotated[str, typer.Argument(metavar="CASE.json", help="CASE.json, or - for stdin")]
OnlyJson = Annotated[bool, typer.Option("--json", help="say nothing beside the JSON document")]


def subsidy_calc(case: CaseFile, *, only_json: OnlyJson = False) -> None:
    """Exit 0 with amounts and steps; 2 with every error, and a line for people on stderr each."""
    try:
        data = _bytes_of(case)
        result = calculate(read_case(data))
    except BadCase as refusal:
        typer.echo(written(fault_document(refusal.faults, translated)))
        for fault in () if only_json else refusal.faults:
            typer.echo(printable(_said(fault)), err=True)
        raise typer.Exit(BAD_INPUT) from refusal
    digest = hashlib.sha256(data).hexdigest()
    typer.echo(written(result_document(result, digest, translated)))


def _said(fault: Fault) -> str:
    """Where in the case, and what is wrong there."""
    sentence = translated(fault.reason.text).format(**fault.params)
    return _("{path}：{sentence}").format(path=fault.path or "/", sentence=sentence)


def _bytes_of(case: str) -> bytes:
    if case == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        with Path(case).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise BadCase((Fault("", "unreadable", {}),)) from fault
