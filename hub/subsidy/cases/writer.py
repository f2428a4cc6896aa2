"""Writes cases, results and refusals as JSON: keys sorted, the same bytes for the same values."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from hub.kernel.money import Rate
from hub.subsidy.amounts.case import Case, Programme
from hub.subsidy.amounts.result import Award, Result, Slice, Step, Warned
from hub.subsidy.cases.case import SCHEMA
from hub.subsidy.cases.faults import Fault

RESULT_SCHEMA: Final = "waza-subsidy-result/1"
# A field of ours named `day` is called `date` in the file, because `date` is the type's own name.
FILE_NAMES: Final[Mapping[str, str]] = {"day": "date"}
Translate = Callable[[str], str]


def case_document(case: Case) -> dict[str, object]:
    """The case as it is written in a file; reading it back gives the same case."""
    document: dict[str, object] = {"schema": SCHEMA}
    for field in dataclasses.fields(case):
        value = getattr(case, field.name)
        if value is not None and value != ():
            document[field.name] = _plain(value)
    return document


def programme_document(programme: Programme) -> dict[str, object]:
    """A rule sheet with every default written out."""
    document = _plain(programme)
    assert isinstance(document, dict)  # noqa: S101  a dataclass becomes an object
    return document


def _plain(value: object) -> object:
    if isinstance(value, Rate):
        return [value.num, value.den]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {
            FILE_NAMES.get(field.name, field.name): _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
        }
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def result_document(result: Result, input_sha256: str, translate: Translate) -> dict[str, object]:
    """The answer of design part subsidy, section 16; only the sections the case had."""
    sections: dict[str, object] = {
        "plan": award_document(result.plan),
        "actual": award_document(result.actual),
        "settle": result.settle
        and {
            "paid": result.settle.paid,
            "pay": result.settle.pay,
            "return": result.settle.to_return,
            "release": result.settle.release,
        },
        "shares": result.shares and [dataclasses.asdict(share) for share in result.shares],
        "split": result.split and list(result.split),
        "tax_credit": None if result.tax_credit is None else {"return": result.tax_credit},
        "returns": _returns(result),
        "deadlines": None
        if result.deadlines is None
        else {name: day.isoformat() for name, day in result.deadlines},
    }
    return {
        "schema": RESULT_SCHEMA,
        "input_sha256": input_sha256,
        "programme": {"id": result.programme_id, "version": result.programme_version},
        **{name: value for name, value in sections.items() if value is not None},
        "steps": [_step(step) for step in result.steps],
        "warnings": [_warning(warning, translate) for warning in result.warnings],
        "errors": [],
    }


def award_document(award: Award | None) -> dict[str, object] | None:
    """One award as the file shows it."""
    if award is None:
        return None
    document: dict[str, object] = {
        "lines": [dataclasses.asdict(line) for line in award.lines],
        "categories": dict(award.categories),
        "base": award.base,
        "terms": list(award.terms),
        "entitlement": award.entitlement,
        "limited_by": award.limited_by.value,
        "award": award.award,
        "wait_list": award.wait_list,
    }
    if award.fixed is not None:
        document["fixed"] = award.fixed
    return document


def _returns(result: Result) -> list[dict[str, object]] | None:
    if result.returns is None:
        return None
    return [
        {
            "id": row.id,
            "slices": [_slice(part) for part in row.slices],
            "additional": row.additional,
            "late": row.late,
        }
        for row in result.returns
    ]


def _slice(part: Slice) -> dict[str, object]:
    return {"amount": part.amount, "days": part.days, "charge": _fraction(part.charge)}


def _step(step: Step) -> dict[str, object]:
    return {
        "n": step.n,
        "id": step.id,
        "section": step.section,
        "formula": step.formula,
        "inputs": dict(step.inputs),
        "exact": _fraction(step.exact),
        "result": step.result.isoformat() if isinstance(step.result, date) else step.result,
        "rule": step.rule,
        "label": step.label,
    }


def _fraction(value: Fraction) -> list[int]:
    return [value.numerator, value.denominator]


def _warning(warning: Warned, translate: Translate) -> dict[str, object]:
    return {
        "path": warning.path,
        "code": warning.reason.code.rpartition(".")[2],
        "message": translate(warning.reason.text).format(**warning.params),
    }


def fault_document(faults: tuple[Fault, ...], translate: Translate) -> dict[str, object]:
    """The refusal: nothing but the errors."""
    return {
        "errors": [
            {
                "path": fault.path,
                "code": fault.code,
                "message": translate(fault.reason.text).format(**fault.params),
            }
            for fault in faults
        ]
    }


def written(document: object) -> str:
    """JSON text with sorted keys; Japanese stays readable."""
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
