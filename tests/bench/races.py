"""`hub bench races`: every race of the tests with the counts of the design, on both engines."""

import subprocess
import sys

from tests.support.server import ROOT


def main() -> int:
    """Exit code of the races; what pytest prints says which of them failed."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "--whole", "tests/races"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
