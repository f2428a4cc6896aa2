"""Reads the placements of an earlier `hub-rotation-plan/1` file; the rest of it is not needed."""

import hashlib
from typing import Final

from hub.internship.formats.faults import Faults, shown, stop
from hub.internship.formats.fields import Fields, is_text
from hub.internship.formats.strict_json import parse
from hub.internship.instance import Instance, Triple
from hub.internship.plan import Published

PLAN_FORMAT: Final = "hub-rotation-plan/1"
_NAMES: Final = ("student", "programme", "period")


def read_published(data: bytes) -> Published:
    """The seats of an earlier plan; raises BadFile when they cannot be read."""
    raw = parse(data)
    if not isinstance(raw, dict):
        raise stop("not_object", value=shown(raw))
    if raw.get("format") != PLAN_FORMAT:
        value = shown(raw.get("format"))
        raise stop("wrong_format", "format", value=value, expected=PLAN_FORMAT)
    faults = Faults()
    root = Fields(raw, "$", faults)
    if root.value("placements") is None:
        faults.add("missing", "$", field="placements")
    triples: dict[Triple, str] = {}
    for fields in root.objects("placements"):
        triple = _triple(fields, faults)
        if triple is None:
            continue
        if triple in triples:
            text = shown(f"{triple.student} / {triple.programme} / {triple.period}")
            faults.add("duplicate", fields.path, value=text, first=triples[triple])
        triples.setdefault(triple, fields.path)
    faults.stop_if_any()
    return Published(frozenset(triples), hashlib.sha256(data).hexdigest())


def _triple(fields: Fields, faults: Faults) -> Triple | None:
    values = [fields.value(name) for name in _NAMES]
    before = faults.total
    for name, value in zip(_NAMES, values, strict=True):
        if value is None:
            faults.add("missing", fields.path, field=name)
        else:
            is_text(value, fields.at(name), faults)
    return Triple(*map(str, values)) if faults.total == before else None


def warn_about_foreign(instance: Instance, published: Published, warnings: Faults) -> None:
    """Count published seats whose student, programme or period the round does not know."""
    students = {student.id for student in instance.students}
    programmes = {programme.id for programme in instance.programmes}
    periods = {period.id for period in instance.periods}
    foreign = sum(
        triple.student not in students
        or triple.programme not in programmes
        or triple.period not in periods
        for triple in published.triples
    )
    if foreign:
        warnings.add("foreign_triple", "placements", value=foreign)
