"""Set-up of a checkout with nothing but Python: packages, message catalogue, browser for tests.

python tools/setup.py            .venv from requirements.lock, hub.mo from hub.po, what the search
                                 learns from the vocabulary
python tools/setup.py --browser  the same, and a browser for tests and screens

Each step leaves a stamp, so a second call does nothing. It stands outside `hub` because it runs
before any package is installed, and imports the standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "hub.po"
PACKAGES_STAMP = VENV / ".packages"
BROWSER_STAMP = VENV / ".browser"
WORDS = ROOT / "seed" / "reference" / "skills"
WORDS_STAMP = VENV / ".words"
# Compiled beside the next step instead of after each package.
PIP = ("--disable-pip-version-check", "--no-compile")
# The one without a screen of its own first: it computes less, and is what Playwright itself takes.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# libatomic1: the driver that Playwright brings needs it, and slim images lack it.
SYSTEM_PACKAGES = (("chromium-headless-shell", "libatomic1"), ("chromium", "libatomic1"))
LEAST_PYTHON = (3, 11)
DOWNLOAD_SECONDS = 300

SMOKE = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=sys.argv[1] or None,
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    )
    page = browser.new_page()
    page.set_content("<p>ok</p>")
    assert page.inner_text("p") == "ok"
    print(browser.version)
    browser.close()
"""


def main() -> int:
    """Do what is missing; tell only what was done."""
    if sys.version_info < LEAST_PYTHON:
        return _fail(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}.")
    is_new = not _is_installed()
    if is_new and not _packages():
        return 1
    with _compiling() if is_new else nullcontext():
        if not _messages() or not _words():
            return 1
    if "--browser" in sys.argv[1:] and not _browser():
        return 1
    return 0


def _wanted() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def _is_installed() -> bool:
    stands = PYTHON.exists() and PACKAGES_STAMP.exists()
    return stands and PACKAGES_STAMP.read_text() == _wanted()


def _compiling() -> subprocess.Popen[bytes]:
    """Compile the packages beside the search, which the other core prepares; it ends with both."""
    command = [str(PYTHON), "-m", "compileall", "-qq", str(VENV / "lib")]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _packages() -> bool:
    started = time.perf_counter()
    if not PYTHON.exists():
        _say(f"making .venv with Python {sys.version.split()[0]}")
        try:
            venv.create(VENV, with_pip=True, clear=VENV.exists())
        except (OSError, subprocess.CalledProcessError) as fault:
            _fail(f"this Python cannot make .venv ({fault}); on Debian install python3-venv")
            return False
    uv = shutil.which("uv") or (str(VENV / "bin" / "uv") if (VENV / "bin" / "uv").exists() else "")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        command = [str(PYTHON), "-m", "pip", "install", "-qq", *PIP]
    _say(f"installing the packages of requirements.lock with {'uv' if uv else 'pip'}")
    done = subprocess.run([*command, "--require-hashes", "-r", str(LOCK)], check=False)
    if done.returncode and uv:
        _say("uv could not; trying pip")
        fallback = [str(PYTHON), "-m", "pip", "install", "-qq", *PIP]
        done = subprocess.run([*fallback, "--require-hashes", "-r", str(LOCK)], check=False)
    if done.returncode:
        _fail("the packages could not be installed; the lines above say why. Nothing is half done:")
        _fail("once the package index can be reached, say `make run` or `make test` again.")
        return False
    PACKAGES_STAMP.write_text(_wanted())
    _say(f"packages are in place ({time.perf_counter() - started:.0f} s)")
    return True


def _messages() -> bool:
    compiled = CATALOGUE.with_suffix(".mo")
    if not CATALOGUE.exists():
        return True
    if compiled.exists() and compiled.stat().st_mtime_ns >= CATALOGUE.stat().st_mtime_ns:
        return True
    babel = [str(PYTHON), "-m", "babel.messages.frontend", "compile", "--locale", "en"]
    done = subprocess.run(
        [*babel, "-i", str(CATALOGUE), "-o", str(compiled)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        _fail(f"hub.po could not be compiled:\n{done.stderr}")
        return False
    return True


def _words() -> bool:
    told = hashlib.sha256(LOCK.read_bytes())
    for file in sorted(WORDS.rglob("*.csv")):
        told.update(file.read_bytes())
    if WORDS_STAMP.exists() and WORDS_STAMP.read_text() == told.hexdigest():
        return True
    started = time.perf_counter()
    done = subprocess.run([str(PYTHON), "-m", "hub", "prepare"], check=False, cwd=ROOT)
    if done.returncode:
        _fail("the search could not be prepared; the lines above say why.")
        return False
    WORDS_STAMP.write_text(told.hexdigest())
    _say(f"the search is prepared ({time.perf_counter() - started:.0f} s)")
    return True


def _browser() -> bool:
    if named := os.environ.get("HUB_TEST_CHROMIUM"):
        return _take(named, "HUB_TEST_CHROMIUM") or _no_browser()
    if BROWSER_STAMP.exists():
        kept = BROWSER_STAMP.read_text().strip()
        if not kept or Path(kept).exists():
            return True
    for name in BROWSERS:
        if (found := shutil.which(name)) and _take(found, "installed"):
            return True
    if _download() and _take("", "Playwright's own download"):
        return True
    if _install_as_root():
        for name in BROWSERS:
            if (found := shutil.which(name)) and _take(found, "the system's package"):
                return True
    return _no_browser()


def _download() -> bool:
    _say("no browser is installed; asking Playwright for its own")
    try:
        done = subprocess.run(
            [str(PYTHON), "-m", "playwright", "install", "chromium-headless-shell"],
            check=False,
            capture_output=True,
            text=True,
            timeout=DOWNLOAD_SECONDS,
        )
    except subprocess.TimeoutExpired:
        _say("the download did not finish in time")
        return False
    if done.returncode:
        _say("the download was refused")
    return done.returncode == 0


def _install_as_root() -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile(mode="w+") as told:

        def apt(*words: str) -> bool:
            command = ["apt-get", *words]
            done = subprocess.run(command, check=False, env=quiet, stdout=told, stderr=told)
            return not done.returncode

        apt("update", "-qq")
        for packages in SYSTEM_PACKAGES:
            _say(f"installing the system's packages as root: {', '.join(packages)}")
            if apt("install", "-y", "-qq", "--no-install-recommends", *packages):
                return True
        told.seek(0)
        _say(f"apt-get could not:\n{told.read()[-2000:]}")
    return False


def _take(path: str, source: str) -> bool:
    """Start it once: a browser that does not start is no browser."""
    done = subprocess.run(
        [str(PYTHON), "-c", SMOKE, path], check=False, capture_output=True, text=True
    )
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["no reason given"]
        why = next((line for line in told if "shared libraries" in line), told[-1])
        _say(f"{path or source} does not start: {why}")
        return False
    BROWSER_STAMP.write_text(path)
    _say(f"browser for tests: {path or 'chromium'} ({source}, version {done.stdout.strip()})")
    return True


def _no_browser() -> bool:
    _fail("No browser for the tests can be had. One of these helps:")
    _fail("  install Chromium or Google Chrome with your system's package manager,")
    _fail("  or name one: HUB_TEST_CHROMIUM=/path/to/chromium make test")
    return False


def _say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


def _fail(text: str) -> int:
    print(f"set-up: {text}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
