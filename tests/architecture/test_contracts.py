"""The import contracts of pyproject.toml each find their planted violation."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.tree import ROOT

LINT: Final = Path(sys.executable).parent / "lint-imports"
# Just enough of the tree for every contract to have something to look at.
CLEAN: Final = (
    ("hub/__init__.py", ""),
    ("hub/__main__.py", "from hub.cli import demo\n"),
    ("hub/cli/__init__.py", ""),
    ("hub/cli/demo.py", "from seed import demo\n"),
    ("hub/wiring.py", "from hub.internship import service\n"),
    ("hub/kernel/__init__.py", ""),
    ("hub/kernel/money.py", ""),
    ("hub/platform/__init__.py", ""),
    ("hub/platform/db.py", "import sqlmodel\n"),
    ("hub/accounts/__init__.py", ""),
    ("hub/accounts/service.py", "import sqlalchemy\nfrom hub.platform import db\n"),
    ("hub/internship/__init__.py", ""),
    ("hub/internship/rules.py", "from hub.kernel import money\nfrom models import vocab\n"),
    (
        "hub/internship/service.py",
        "from hub.internship import rules\nfrom models import internship\n",
    ),
    ("hub/internship/solver/__init__.py", ""),
    ("hub/internship/checker.py", ""),
    ("hub/training/__init__.py", ""),
    ("hub/training/service.py", ""),
    ("models/__init__.py", ""),
    ("models/vocab.py", ""),
    ("models/columns.py", "import sqlmodel\nfrom models import vocab\n"),
    ("models/internship.py", "from models import columns\n"),
    ("models/training.py", "from models import columns\n"),
    ("models/registry.py", "from models import internship, training\n"),
    ("pages/__init__.py", ""),
    ("pages/kit/__init__.py", "import streamlit\n"),
    ("pages/internship/__init__.py", "from pages import kit\nfrom models.vocab import *\n"),
    ("pages/training/__init__.py", "from pages.kit import *\nfrom hub.training import service\n"),
    ("seed/__init__.py", ""),
    ("seed/demo.py", "from hub.internship import service\n"),
    ("seed/reference.py", ""),
)
# (contract, file, text, what must be reported)
PLANTS: Final = (
    ("columns", "models/training.py", "import hub.kernel", "models.training -> hub.kernel"),
    ("columns", "hub/training/service.py", "import seed.demo", "hub.training.service -> seed.demo"),
    ("columns", "pages/training/a.py", "import seed.demo", "pages.training.a -> seed.demo"),
    ("rooms", "hub/orders/__init__.py", "", "orders"),
    ("rooms", "hub/accounts/a.py", "import hub.training.service", "hub.accounts.a"),
    ("rooms", "hub/training/a.py", "import hub.internship.rules", "hub.training.a"),
    ("pure", "hub/internship/rules.py", "import models.internship", "hub.internship.rules"),
    ("pure", "hub/training/seats.py", "import random", "hub.training.seats -> random"),
    ("pure", "hub/training/words.py", "import hub.platform.db", "hub.training.words"),
    ("pure", "hub/kernel/money.py", "import os", "hub.kernel.money -> os"),
    ("kernel", "hub/kernel/money.py", "import models.vocab", "hub.kernel.money -> models.vocab"),
    ("no_screen", "hub/training/a.py", "import streamlit", "hub.training.a -> streamlit"),
    ("no_screen", "seed/a.py", "import plotly", "seed.a -> plotly"),
    ("no_tables", "pages/training/a.py", "import models.training", "pages.training.a"),
    ("no_tables", "pages/kit/a.py", "import sqlmodel", "pages.kit.a -> sqlmodel"),
    ("page_rooms", "pages/training/a.py", "import pages.internship", "pages.training"),
    ("page_rooms", "pages/kit/a.py", "import pages.internship", "pages.kit"),
    ("table_rooms", "models/training.py", "import models.internship", "models.training"),
    ("cycles", "hub/training/service.py", "import hub.training.b", "hub.training"),
    ("cycles", "models/columns.py", "import models.training", "models"),
    (
        "checker",
        "hub/internship/checker.py",
        "import hub.internship.solver",
        "hub.internship.checker",
    ),
)


def _lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [str(LINT), "--no-cache", *chosen],
        check=False,
        capture_output=True,
        text=True,
        cwd=root,
        env={"PATH": os.environ["PATH"], "NO_COLOR": "1", "COLUMNS": "200"},
    )


def _build(root: Path) -> None:
    shutil.copyfile(ROOT / "pyproject.toml", root / "pyproject.toml")
    for name, text in CLEAN:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("contract", "name", "text", "says"), PLANTS, ids=[f"{p[0]}: {p[1]}: {p[2]}" for p in PLANTS]
)
def test_a_planted_import_is_found(
    contract: str, name: str, text: str, says: str, tmp_path: Path
) -> None:
    _build(tmp_path)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(f"{before}{text}\n", encoding="utf-8")
    if name == "hub/training/service.py" and contract == "cycles":
        (tmp_path / "hub/training/b.py").write_text("import hub.training.service\n")
    done = _lint(tmp_path, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert says in done.stdout


def test_a_clean_tree_keeps_every_contract(tmp_path: Path) -> None:
    _build(tmp_path)
    done = _lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_has_a_planted_violation() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    assert {contract["id"] for contract in contracts} == {plant[0] for plant in PLANTS}
