"""`hub subsidy-calc`: one case in, every amount and every step of its working out."""

import hashlib
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from hub.i18n import translated
from hub.subsidy.amounts import calculate
from hub.subsidy.cases import (
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


def subsidy_calc(case: CaseFile) -> None:
    """Exit 0 with amounts and steps; 2 with every error of the case and nothing else."""
    try:
        data = _bytes_of(case)
        result = calculate(read_case(data))
    except BadCase as refusal:
        typer.echo(written(fault_document(refusal.faults, translated)))
        raise typer.Exit(BAD_INPUT) from refusal
    digest = hashlib.sha256(data).hexdigest()
    typer.echo(written(result_document(result, digest, translated)))


def _bytes_of(case: str) -> bytes:
    if case == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(case).read_bytes()
    except OSError as fault:
        raise BadCase((Fault("", "unreadable", {}),)) from fault
