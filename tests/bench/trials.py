"""`hub bench trials`: other rules tried on a year of 10,000 claims, on both engines.

Each claim has three costs and three firms. Measured are the worker's job from its first statement
to its last, the page with the sums, and the read of all claims for the workbook. The goal is 10
seconds for the job; it is judged by the time of the processor, because a busy machine stretches the
clock. Every sum is checked against the rows that were kept. `--part` takes fewer claims.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from hub.subsidy import reads, trial_worker
from hub.subsidy.amounts import Case, Costs, Firm, Line, calculate
from hub.subsidy.rulesheet import read_sheet
from models.subsidy import Claim, ClaimLine, ClaimShare, SimulatedClaim
from models.vocab.subsidy import ClaimState, Stage, TaxStatus
from tests.support import claims, trials
from tests.support.claims import AFTER_PAYMENT, Office, a_sheet, an_office
from tests.support.engines import (
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    fresh_store,
    postgres_server,
)
from tests.support.internship import rows, see

CLAIMS: Final = 10_000
GOAL_SECONDS: Final = 10
ALLOTTED: Final = 2_000_000_000
BUDGET: Final = 1_500_000_000
CATEGORIES: Final = ("expert", "training", "material")
WEIGHTS: Final = (5, 3, 2)


def fill(office: Office, count: int) -> None:
    """Claims sent one a minute, each for what the stored rules give."""
    first = rows(office.store, Claim)[0]
    dice = random.Random(count)  # noqa: S311  amounts of a measurement, no secret
    programme = read_sheet(a_sheet(), "demo", 1).programme
    firms = tuple(
        Firm(str(firm), weight) for firm, weight in zip(office.scene.firms, WEIGHTS, strict=True)
    )
    many: dict[Any, list[dict[str, Any]]] = {Claim: [], ClaimLine: [], ClaimShare: []}
    for number in range(1, count + 1):
        at, claim_id = AFTER_PAYMENT + timedelta(minutes=number), (first.id or 0) + number
        costs = [dice.randrange(1_000, 400_000) for _category in CATEGORIES]
        lines = tuple(
            Line(id=str(n), gross=yen, category=name)
            for n, (name, yen) in enumerate(zip(CATEGORIES, costs, strict=True), start=1)
        )
        award = calculate(Case(programme=programme, firms=firms, plan=Costs(lines=lines))).plan
        asked = award.entitlement if award else 0
        many[Claim].append(
            {
                "id": claim_id, "ward_id": office.ward, "group_id": first.group_id,
                "programme_version_id": first.programme_version_id, "firm_id": first.firm_id,
                "budget_line_id": office.budget_line_id, "title": f"{number}件目",
                "state": ClaimState.REVIEW, "version": 1, "round": 0, "reminders": 0,
                "reference": f"C-2026-{number + 9000:05d}", "asked_yen": asked,
                "entitled_yen": asked, "created_at": at, "submitted_at": at, "entered_at": at,
            }
        )  # fmt: skip
        many[ClaimLine] += [
            {
                "claim_id": claim_id, "stage": Stage.PLANNED, "position": int(line.id),
                "category": line.category, "title": "費用", "gross_yen": line.gross,
                "tax_percent": 10,
            }
            for line in lines
        ]  # fmt: skip
        many[ClaimShare] += [
            {
                "claim_id": claim_id, "firm_id": firm, "position": place, "weight": weight,
                "tax_status": TaxStatus.TAXABLE,
            }
            for place, (firm, weight) in enumerate(
                zip(office.scene.firms, WEIGHTS, strict=True), start=1
            )
        ]  # fmt: skip
    with office.store.writing() as session:
        for table, found in many.items():
            session.connection().execute(sa.insert(table), found)


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """The answer, with the seconds of the clock and of this process."""
    clock, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, {
        "clock": round(time.perf_counter() - clock, 2),
        "cpu": round(time.process_time() - cpu, 2),
    }


def measure(databases: Databases, folder: Path, count: int) -> dict[str, Any]:
    """One year, one trial, and whether its sums are those of its rows."""
    with fresh_store(databases, folder) as store:
        office = an_office(store, yen=ALLOTTED)
        claims.granted(office)
        fill(office, count)
        number = trials.asked(office, rate=[3, 4], total=600_000, budget=BUDGET)
        job = trials.waiting_job(office)
        _none, job_seconds = timed(lambda: trial_worker.compute(store, job))
        page, page_seconds = timed(lambda: trials.page(office, number))
        _claims, all_seconds = timed(
            lambda: see(store, reads.trial_claims, office.clerk, simulation_id=number)
        )
        kept = rows(store, SimulatedClaim)
        sums = (sum(row.old_yen for row in kept), sum(row.new_yen for row in kept))
    return {
        "claims": page.card.claims,
        "job": job_seconds,
        "page": page_seconds,
        "all claims": all_seconds,
        "yen": sums,
        "waiting": [page.old.waiting, page.new.waiting],
        "out_on": str(page.new.out_on),
        "faults": _faults(page, sums, count),
    }


def _faults(page: reads.TrialPage, sums: tuple[int, int], count: int) -> list[str]:
    found = [] if page.card.claims == count + 1 else ["claims are missing"]
    found += [] if (page.old.yen, page.new.yen) == sums else ["sums differ from the rows"]
    found += [] if page.new.left >= 0 and page.old.left >= 0 else ["more than the budget"]
    return found


def main() -> int:
    """Print one JSON object; exit code 1 when a job is too slow or a sum is wrong."""
    asked = argparse.ArgumentParser(prog="hub bench trials", description=__doc__)
    asked.add_argument("--part", type=int, default=100, help="percent of the claims")
    given = asked.parse_args()
    count = CLAIMS * given.part // 100
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        sqlite, postgres = Path(name) / "sqlite", Path(name) / "postgresql"
        for folder in (sqlite, postgres):
            folder.mkdir()
        makers: dict[str, tuple[Databases, Path]] = {
            "sqlite": (SqliteDatabases(sqlite), sqlite),
            "postgresql": (PostgresDatabases(server, postgres), postgres),
        }
        found = {kind: measure(*maker, count) for kind, maker in makers.items()}
    print(json.dumps(found, indent=1))
    slow = any(part["job"]["cpu"] > GOAL_SECONDS for part in found.values())
    return int(slow or any(part["faults"] for part in found.values()))


if __name__ == "__main__":
    sys.exit(main())
