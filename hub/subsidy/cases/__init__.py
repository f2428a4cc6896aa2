"""Cases of the subsidy calculator as JSON: a strict reader and a writer, no arithmetic.

Contract: `waza-subsidy-case/1` and `waza-subsidy-result/1`, design part subsidy, section 16.
"""

import hashlib
from dataclasses import dataclass

from hub.subsidy.amounts import Case, Programme, Result, calculate
from hub.subsidy.cases.case import case as _case
from hub.subsidy.cases.faults import BadCase, Fault, Faults
from hub.subsidy.cases.programme import programme as _programme
from hub.subsidy.cases.strict import MOST_BYTES, parse
from hub.subsidy.cases.writer import (
    case_document,
    fault_document,
    programme_document,
    result_document,
    written,
)

__all__ = [
    "MOST_BYTES",
    "BadCase",
    "Fault",
    "Sheet",
    "case_document",
    "fault_document",
    "programme_document",
    "read_case",
    "read_programme",
    "result_document",
    "sheet_of",
    "written",
]


def read_case(data: bytes) -> Case:
    """The case of a file, or `BadCase` with every fault at once."""
    faults = Faults()
    made = _case(faults, parse(data))
    faults.stop_if_any()
    return made


def read_programme(document: object) -> Programme:
    """The rule sheet of a stored programme version; `BadCase` with JSON pointers into it."""
    faults = Faults()
    made = _programme(faults, "", document)
    faults.stop_if_any()
    return made


@dataclass(frozen=True, slots=True)
class Sheet:
    """A calculation to be kept (算定調書): case and answer as text, and the answer's sha256."""

    result: Result
    case_text: str
    text: str
    sha256: str


def sheet_of(case: Case) -> Sheet:
    """Compute a case and write both down, so that `hub subsidy-calc` repeats it byte for byte."""
    case_text = written(case_document(case))
    result = calculate(case)
    digest = hashlib.sha256(case_text.encode()).hexdigest()
    text = written(result_document(result, digest, str))
    return Sheet(result, case_text, text, hashlib.sha256(text.encode()).hexdigest())
