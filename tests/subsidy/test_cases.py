"""A case that cannot be computed is refused whole, with every fault and its place."""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner

from hub.__main__ import app
from hub.subsidy.amounts import calculate
from hub.subsidy.cases import case_document, read_case, read_programme, sheet_of, written

VECTORS: Final = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
PROGRAMME: Final = {"id": "p", "version": 1, "terms": [{"of": "base", "rate": [2, 3]}]}
SHEETS: Final = Path(__file__).parents[2] / "seed" / "reference" / "programmes"


def a_case(**parts: object) -> dict[str, Any]:
    return {"schema": "waza-subsidy-case/1", "programme": PROGRAMME, **parts}


def with_programme(**parts: object) -> dict[str, Any]:
    return a_case(programme={**PROGRAMME, **parts})


def a_line(**parts: object) -> dict[str, Any]:
    return a_case(plan={"lines": [{"id": "L1", "gross": 1000, **parts}]})


def refused(text: str | bytes) -> list[dict[str, str]]:
    result = CliRunner().invoke(app, ["subsidy-calc", "-"], input=text)
    assert result.exit_code == 2, result.stdout
    document = json.loads(result.stdout)
    assert list(document) == ["errors"]
    errors: list[dict[str, str]] = document["errors"]
    assert all(set(error) == {"path", "code", "message"} for error in errors)
    assert len(result.stderr.splitlines()) == len(errors)
    return errors


BAD: Final = {
    "a float": (a_line(gross=1000.0), "/plan/lines/0/gross", "not_integer"),
    "a number as text": (a_line(gross="1000"), "/plan/lines/0/gross", "not_integer"),
    "true for a number": (a_line(gross=True), "/plan/lines/0/gross", "not_integer"),
    "below nothing": (a_line(gross=-1), "/plan/lines/0/gross", "out_of_range"),
    "13 digits": (a_line(gross=10**12), "/plan/lines/0/gross", "out_of_range"),
    "100 digits": (a_line(gross=10**99), "/plan/lines/0/gross", "not_integer"),
    "no amount": (a_case(plan={"lines": [{"id": "L1"}]}), "/plan/lines/0/gross", "missing"),
    "a strange tax rate": (a_line(tax_rate=7), "/plan/lines/0/tax_rate", "not_choice"),
    "a day that is none": (
        a_line(order_date="2025-02-30"),
        "/plan/lines/0/order_date",
        "not_date",
    ),
    "a day with a time": (
        a_line(order_date="2025-02-03T10:00"),
        "/plan/lines/0/order_date",
        "not_date",
    ),
    "a year far away": (
        a_line(order_date="2925-02-03"),
        "/plan/lines/0/order_date",
        "out_of_range",
    ),
    "a word for yes": (a_line(eligible="yes"), "/plan/lines/0/eligible", "not_boolean"),
    "an unknown firm": (a_line(firm="F9"), "/plan/lines/0/firm", "unknown_firm"),
    "an unknown key": (a_case(plans={}), "/plans", "unknown_key"),
    "a key with a slash": (a_line(**{"a/b~c": 1}), "/plan/lines/0/a~1b~0c", "unknown_key"),
    "no schema": ({"programme": PROGRAMME}, "/schema", "missing"),
    "another schema": ({**a_case(), "schema": "x/1"}, "/schema", "not_choice"),
    "no programme": ({"schema": "waza-subsidy-case/1"}, "/programme", "missing"),
    "no terms": (with_programme(terms=[]), "/programme/terms", "empty"),
    "nothing to divide by": (
        with_programme(terms=[{"of": "base", "rate": [2, 0]}]),
        "/programme/terms/0/rate/1",
        "out_of_range",
    ),
    "a rate of one number": (
        with_programme(terms=[{"of": "base", "rate": [2]}]),
        "/programme/terms/0/rate",
        "not_rate",
    ),
    "a rate as a decimal": (
        with_programme(terms=[{"of": "base", "rate": 0.6667}]),
        "/programme/terms/0/rate",
        "not_rate",
    ),
    "a term without a rate": (
        with_programme(terms=[{"of": "base"}]),
        "/programme/terms/0",
        "term_rate",
    ),
    "a term of nothing known": (
        with_programme(terms=[{"of": "cost", "rate": [1, 2]}]),
        "/programme/terms/0/of",
        "term_form",
    ),
    "a count paid twice": (
        with_programme(terms=[{"of": "count:v", "each": 1, "fee": 2, "rate": [1, 2]}]),
        "/programme/terms/0",
        "term_each",
    ),
    "a cap below the unit": (
        with_programme(caps={"total": 999}),
        "/programme/caps/total",
        "cap_below_unit",
    ),
    "a yearly cap below the unit": (
        with_programme(caps={"applicant_year": 999}),
        "/programme/caps/applicant_year",
        "cap_below_unit",
    ),
    "a term's cap below its own unit": (
        with_programme(terms=[{"of": "base", "rate": [1, 2], "unit": 100, "cap": 99}]),
        "/programme/terms/0/cap",
        "cap_below_unit",
    ),
    "a term's cap below the unit of the sheet": (
        with_programme(terms=[{"of": "base", "rate": [1, 2], "cap": 999}]),
        "/programme/terms/0/cap",
        "cap_below_unit",
    ),
    "a count that is not said": (
        a_case(
            programme={**PROGRAMME, "terms": [{"of": "count:v", "each": 1000}]}, plan={"counts": {}}
        ),
        "/plan/counts",
        "term_value",
    ),
    "no costs for a rate": (a_case(plan={}), "/plan", "no_costs"),
    "lines and a base": (a_case(plan={"lines": [], "base": 1}), "/plan", "lines_and_base"),
    "a firm twice": (a_case(firms=[{"id": "F"}, {"id": "F"}]), "/firms/1/id", "duplicate"),
    "no weight at all": (a_case(firms=[{"id": "F", "weight": 0}]), "/firms", "no_weight"),
    "weights of nothing": (
        a_case(split={"total": 1, "weights": [0, 0]}),
        "/split/weights",
        "no_weight",
    ),
    "caps too low": (
        a_case(split={"total": 10, "weights": [1, 1], "caps": [4, 5]}),
        "/split/caps",
        "caps_below_total",
    ),
    "too many caps": (
        a_case(split={"total": 10, "weights": [1], "caps": [9, 9]}),
        "/split/caps",
        "wrong_length",
    ),
    "more back than was due": (
        a_case(
            returns=[
                {
                    "id": "R",
                    "kind": "settle",
                    "amount": 100,
                    "repaid": [{"date": "2025-05-01", "amount": 101}],
                }
            ]
        ),
        "/returns/0/repaid/0/amount",
        "above_balance",
    ),
    "back before it came": (
        a_case(
            returns=[
                {
                    "id": "R",
                    "kind": "cancel",
                    "amount": 100,
                    "received": [{"date": "2025-05-02", "amount": 100}],
                    "repaid": [{"date": "2025-05-01", "amount": 100}],
                }
            ]
        ),
        "/returns/0/repaid/0/date",
        "before_receipt",
    ),
    "back before all of it came": (
        a_case(
            returns=[
                {
                    "id": "R",
                    "kind": "cancel",
                    "amount": 500,
                    "received": [
                        {"date": "2025-05-02", "amount": 300},
                        {"date": "2025-09-02", "amount": 200},
                    ],
                    "repaid": [{"date": "2025-09-01", "amount": 300}],
                }
            ]
        ),
        "/returns/0/repaid/0/date",
        "before_receipt",
    ),
    "a charge without receipts": (
        a_case(returns=[{"id": "R", "kind": "cancel", "amount": 100, "charge": True}]),
        "/returns/0/received",
        "no_receipts",
    ),
    "a cancellation without receipts": (
        a_case(returns=[{"id": "R", "kind": "cancel", "amount": 100}]),
        "/returns/0/received",
        "no_receipts",
    ),
    "more parts of firms than a sheet can hold": (
        a_case(
            firms=[{"id": f"F{number}"} for number in range(501)],
            plan={"lines": [{"id": f"L{number}", "gross": 1000} for number in range(200)]},
        ),
        "/plan/lines",
        "too_many_parts",
    ),
    "a ratio that is missing": (
        a_case(tax_credit={"method": "ratio", "rate": [2, 3], "items": []}),
        "/tax_credit/ratio",
        "no_ratio",
    ),
    "a list where a group belongs": (a_case(plan=[]), "/plan", "not_object"),
    "a group where a list belongs": (a_case(firms={}), "/firms", "not_list"),
    "half a sign in a key": (a_line(**{"\ud800": 1}), "/plan/lines/0/\\ud800", "unknown_key"),
    "half a sign": (a_line(category="\ud800"), "/plan/lines/0/category", "not_text"),
}


@pytest.mark.parametrize(("case", "path", "code"), BAD.values(), ids=BAD)
def test_a_wrong_value_is_named_by_its_place(case: dict[str, Any], path: str, code: str) -> None:
    assert (path, code) in {(e["path"], e["code"]) for e in refused(json.dumps(case))}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "not_json", id="nothing"),
        pytest.param("{", "not_json", id="cut off"),
        pytest.param("[]", "not_object", id="a list"),
        pytest.param("[" * 100_000, "too_deep", id="nested without end"),
        pytest.param(b"\xef\xbb\xbf{}", "bom", id="a byte order mark"),
        pytest.param('{"schema": "表"}'.encode("cp932"), "not_utf8", id="Shift JIS"),
        pytest.param('{"schema": 1, "schema": 2}', "duplicate_key", id="a key twice"),
        pytest.param('{"plan": {"base": NaN}}', "not_integer", id="no number"),
    ],
)
def test_a_document_that_is_none_is_refused(text: str | bytes, code: str) -> None:
    assert code in {error["code"] for error in refused(text)}


def test_a_file_without_end_is_refused_by_its_size() -> None:
    result = CliRunner().invoke(app, ["subsidy-calc", "/dev/zero"])
    assert result.exit_code == 2
    errors = json.loads(result.stdout)["errors"]
    assert [(error["path"], error["code"]) for error in errors] == [("", "too_large")]


def test_one_key_twice_among_many_is_told_alone() -> None:
    counts = ", ".join(f'"k{number}": 1' for number in range(30_000))
    text = json.dumps(a_case(plan={"base": 1, "counts": {}}))
    errors = refused(text.replace('"counts": {}', f'"counts": {{{counts}, "k7": 2}}'))
    assert [(error["path"], error["code"]) for error in errors] == [
        ("/plan/counts/k7", "duplicate_key")
    ]


def test_every_error_is_told_at_once_in_japanese() -> None:
    case = a_case(
        plan={"lines": [{"id": "L1", "gross": "1"}, {"id": "L1", "gross": 1.5, "x": 1}]},
        firms=[{"id": ""}],
        deadlines=[{"name": "d", "event": "x", "count": 0, "unit": "year"}],
    )
    errors = refused(json.dumps(case))
    assert {error["path"] for error in errors} == {
        "/plan/lines/0/gross",
        "/plan/lines/1/gross",
        "/plan/lines/1/x",
        "/plan/lines/1/id",
        "/firms/0/id",
        "/deadlines/0/event",
        "/deadlines/0/unit",
    }
    assert all(any("ぁ" <= sign <= "ん" for sign in error["message"]) for error in errors)


def test_people_read_one_line_with_its_place_for_each_error() -> None:
    text = json.dumps(a_case(plan={"lines": [{"id": "L1", "gross": "330000"}]}) | {"x": 1})
    result = CliRunner().invoke(app, ["subsidy-calc", "-"], input=text)
    assert result.stderr.splitlines() == [
        "/x：知らない項目「x」です。",
        '/plan/lines/0/gross：整数が必要です（値: "330000"）。',
    ]
    quiet = CliRunner().invoke(app, ["subsidy-calc", "--json", "-"], input=text)
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (2, result.stdout, "")


def test_a_file_that_is_not_there_is_told_in_the_same_way(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["subsidy-calc", str(tmp_path / "none.json")])
    assert result.exit_code == 2
    assert [error["code"] for error in json.loads(result.stdout)["errors"]] == ["unreadable"]


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_a_case_written_down_reads_back_the_same(vector: dict[str, Any]) -> None:
    case = read_case(json.dumps(vector["case"]).encode())
    again = read_case(written(case_document(case)).encode())
    assert again == case
    assert calculate(again) == calculate(case)


def test_the_same_file_gives_the_same_bytes_and_its_own_digest() -> None:
    text = json.dumps(VECTORS[0]["case"])
    answers = {CliRunner().invoke(app, ["subsidy-calc", "-"], input=text).stdout for _n in range(3)}
    assert len(answers) == 1
    document = json.loads(answers.pop())
    assert document["input_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert document["schema"] == "waza-subsidy-result/1"


def test_a_kept_sheet_is_repeated_byte_for_byte_by_the_command() -> None:
    sheet = sheet_of(read_case(json.dumps(VECTORS[0]["case"]).encode()))
    result = CliRunner().invoke(app, ["subsidy-calc", "-"], input=sheet.case_text)
    assert result.stdout == sheet.text + "\n"


def test_only_the_sections_of_the_case_are_answered() -> None:
    text = json.dumps(a_case(plan={"base": 5999}))
    document = json.loads(CliRunner().invoke(app, ["subsidy-calc", "-"], input=text).stdout)
    assert set(document) == {
        "errors",
        "input_sha256",
        "plan",
        "programme",
        "schema",
        "steps",
        "warnings",
    }


def test_the_programmes_that_ship_are_readable() -> None:
    files = sorted(SHEETS.glob("*.json"))
    assert files
    for file in files:
        document = json.loads(file.read_text("utf-8"))
        amounts = {
            **document["sheet"]["amounts"],
            "id": document["slug"],
            "version": document["number"],
        }
        assert read_programme(amounts).terms
