"""Planted violations: for each rule small trees that break it, and the word that must be found."""

from typing import Final, NamedTuple


class Plant(NamedTuple):
    """Files that break one rule, and what the rule must say about them."""

    rule: str
    files: tuple[tuple[str, str], ...]
    says: str


def _one(rule: str, file: str, text: str, says: str) -> Plant:
    return Plant(rule, ((file, text),), says)


_LONG: Final = '"""x."""\n' + "x = 1\n" * 401
_LONG_FUNCTION: Final = '"""x."""\n\n\ndef f():\n' + "    x = 1\n" * 60
_PAGE: Final = '@kit.page(path="a", title=N_("a"), roles=set())\ndef render():\n    pass\n'
_PYPROJECT: Final = '[project]\nname = "x"\ndependencies = ["numpy>=2", "zope.interface"]\n'
_TRANSACTION: Final = "def f(store):\n    with store.writing() as session:\n        "

PLANTS: Final = (
    _one("unreadable", "hub/a.py", "def f(:\n", "hub/a.py:1"),
    _one("file_sizes", "hub/a.py", _LONG, "402 lines, at most 400"),
    _one("file_sizes", "pages/x/a.py", "x = 1\n" * 201, "at most 200"),
    _one("file_sizes", "streamlit_app.py", "x = 1\n" * 121, "at most 120"),
    _one("file_sizes", "tests/x/test_a.py", "x = 1\n" * 801, "at most 800"),
    _one("function_sizes", "seed/a.py", _LONG_FUNCTION, "f has 61 lines"),
    _one("banned_names", "hub/training/utils.py", "", "utils.py says nothing"),
    _one("banned_names", "hub/training/seat_helpers.py", "", "seat_helpers"),
    _one("banned_names", "pages/common/__init__.py", "", "common says nothing"),
    _one("banned_names", "hub/training/part2.py", "", "part2"),
    _one("only_init_in_pages", "pages/secret.py", "", "pages/secret.py"),
    _one("packages_open_with_a_sentence", "hub/a.py", "x = 1\n", "no sentence"),
    _one("reasons_of_exceptions", "hub/a.py", "x = 1  # noqa: E501\n", "noqa without a reason"),
    _one("reasons_of_exceptions", "hub/a.py", "x = 1  # noqa\n", "a bare noqa"),
    _one(
        "reasons_of_exceptions", "hub/a.py", "x = 1  # type: ignore[misc]\n", "type: ignore without"
    ),
    _one("reasons_of_exceptions", "hub/a.py", "x = 1  # type: ignore\n", "a bare type: ignore"),
    _one("reasons_of_exceptions", "hub/a.py", "x = 'あ'  # noqa: i18n\n", "noqa: i18n without"),
    _one("one_decorated_render", "pages/training/a.py", "def render():\n    pass\n", "a.py"),
    _one("one_decorated_render", "pages/training/a.py", _PAGE + _PAGE, "a.py"),
    _one("one_decorated_render", "pages/training/a.py", "x = 1\n", "a.py"),
    Plant(
        "every_page_is_listed",
        (
            ("pages/training/__init__.py", "from pages.training import a\nPAGES = (a.render,)\n"),
            ("pages/training/a.py", _PAGE),
            ("pages/training/b.py", _PAGE),
        ),
        "b.py: not in PAGES",
    ),
    Plant(
        "every_page_is_listed",
        (
            (
                "pages/training/__init__.py",
                "from pages.training.a import render as a\nPAGES = (a, a)\n",
            ),
            ("pages/training/a.py", _PAGE),
        ),
        "a stands in PAGES more than once",
    ),
    _one("nothing_called_on_import", "pages/x/a.py", "ROWS = load()\n", "load() is called"),
    _one(
        "nothing_called_on_import", "pages/x/a.py", "for i in (1, 2):\n    pass\n", "runs nothing"
    ),
    _one("no_shared_mutable_values", "pages/x/a.py", "CHOSEN = []\n", "CHOSEN is mutable"),
    _one("no_shared_mutable_values", "hub/x/a.py", "_cache = {}\n", "_cache is mutable"),
    _one("no_shared_mutable_values", "hub/x/a.py", "seen: Final = set()\n", "seen is mutable"),
    *(
        _one("streamlit_dangers", "pages/x/a.py", f"import streamlit as st\n{line}\n", says)
        for line, says in (
            ("@st.cache_data\ndef f():\n    pass", "st.cache_data only in pages/kit"),
            ("st.html('<b>')", "st.html only in"),
            ("st.markdown('', unsafe_allow_html=True)", "unsafe_allow_html only in"),
            ("st.download_button('a', b'')", "answers without a cookie"),
            ("st.components.v1.html('')", "st.components bypasses"),
            ("st.map(rows)", "st.map fetches"),
            ("px.scatter_geo(rows)", "scatter_geo fetches"),
            ("st.set_page_config(page_icon=':material/home:')", "fetched from a foreign host"),
            ("from streamlit import html", "import html"),
        )
    ),
    _one(
        "no_streamlit_under_a_transaction",
        "pages/x/a.py",
        "import streamlit as st\n" + _TRANSACTION + "st.rerun()\n",
        "st under an open transaction",
    ),
    _one(
        "no_streamlit_under_a_transaction",
        "pages/kit/a.py",
        _TRANSACTION + "kit.said(session)\n",
        "kit under an open transaction",
    ),
    _one(
        "session_keys_name_their_room",
        "pages/training/a.py",
        "st.session_state['chosen'] = 1\n",
        "'chosen' must start with training.",
    ),
    _one(
        "session_keys_name_their_room",
        "pages/training/a.py",
        "st.text_input('a', key='subsidy.name')\n",
        "'subsidy.name'",
    ),
    _one(
        "first_values_by_seed",
        "pages/training/a.py",
        "st.session_state.setdefault('training.a', 1)\n",
        "use widgets.seed",
    ),
    _one("state_moves_by_advance", "hub/x/a.py", "def f(row):\n    row.state = 1\n", "a.py:2"),
    _one(
        "state_moves_by_advance", "hub/x/a.py", "def f(r):\n    setattr(r, 'state', 1)\n", "a.py:2"
    ),
    _one(
        "state_moves_by_advance",
        "hub/training/a.py",
        "def f(t):\n    return update(t).values(state=1)\n",
        "a.py:2",
    ),
    _one("one_door_per_library", "hub/training/a.py", "import passlib.hash\n", "passlib enters by"),
    _one("one_door_per_library", "pages/x/a.py", "from plotly import graph_objects\n", "plotly"),
    _one("one_door_per_library", "hub/subsidy/a.py", "import csv\n", "csv enters by"),
    _one("one_engine_factory", "hub/x/a.py", "e = sa.create_engine('sqlite://')\n", "a.py:1"),
    _one(
        "rooms_by_their_doors",
        "hub/subsidy/service.py",
        "from hub.experts import queries\n",
        "hub.experts is open by reads, service only",
    ),
    _one(
        "rooms_by_their_doors",
        "hub/subsidy/service.py",
        "from hub.experts.rules import x\n",
        "hub.experts is open by",
    ),
    _one(
        "rooms_by_their_doors",
        "pages/experts/a.py",
        "from hub.experts import access\n",
        "hub.experts is open by reads, service, words only",
    ),
    _one(
        "entry_knows_no_tables", "streamlit_app.py", "import sqlmodel\n", "does not know sqlmodel"
    ),
    _one("entry_knows_no_tables", "hub/a.py", "import streamlit_app\n", "nobody imports"),
    _one("one_clock", "hub/a.py", "x = datetime.now(UTC)\n", "datetime.now: use ctx.now"),
    _one("one_clock", "hub/a.py", "x = datetime.date.today()\n", "use ctx.now"),
    _one("one_clock", "pages/x/a.py", "import time\nx = time.time()\n", "time.time: use ctx.now"),
    _one("one_clock", "seed/a.py", "from time import time\n", "time.time: use ctx.now"),
    _one("one_clock", "models/a.py", "x = sa.func.now()\n", "use ctx.now"),
    _one(
        "use_cases_are_registered",
        "hub/training/service.py",
        "def sign_up(ctx, *, seats):\n    pass\n",
        "sign_up is not registered with @command",
    ),
    _one(
        "use_cases_are_registered",
        "hub/training/reads/seats.py",
        "def seats(ctx):\n    pass\n",
        "seats is not registered with @read",
    ),
    _one(
        "use_cases_are_registered",
        "hub/training/service.py",
        "@command(name='a')\ndef sign_up(ctx, seats):\n    pass\n",
        "takes ctx, then keywords only",
    ),
    _one(
        "use_cases_ask_access",
        "hub/training/service.py",
        "@command(name='a')\ndef sign_up(ctx, *, seats):\n    return seats\n",
        "sign_up asks no access policy",
    ),
    _one("nobody_commits", "hub/training/service.py", "ctx.session.commit()\n", "belongs to"),
    _one(
        "reason_codes_are_unique",
        "hub/x/words.py",
        "A = Reason('x.a', N_('a'))\nB = Reason('x.a', N_('b'))\n",
        "code x.a twice",
    ),
    _one("packages_read_no_globals", "hub/a.py", "def f():\n    global x\n    x = 1\n", "global x"),
    _one("japanese_is_marked", "pages/x/a.py", "st.write('申し込む')\n", "unmarked: '申し込む'"),
    _one("japanese_is_marked", "hub/x/a.py", "x = f'{n}人'\n", "unmarked: '人'"),
    _one("japanese_is_marked", "hub/x/a.py", "x = '人'  # noqa: i18n\n", "unmarked"),
    _one("marks_hold_plain_text", "pages/x/a.py", "_(f'{n}人')\n", "_() takes plain text"),
    _one("marks_hold_plain_text", "hub/x/a.py", "text(f'SELECT {x}')\n", "text() takes plain"),
    _one("marks_hold_plain_text", "hub/x/a.py", "N_('a' + b)\n", "N_() takes plain text"),
    _one("marks_hold_plain_text", "hub/x/a.py", "_('{}人'.format(1))\n", "_() takes plain text"),
    _one("markers_hold_literals", "pages/x/a.py", "_(title)\n", "_() holds no literal"),
    _one("nothing_translated_on_import", "pages/x/a.py", "TITLE = _('研修')\n", "_() on import"),
    _one(
        "nothing_translated_on_import", "pages/x/a.py", "def f(a=_('研')):\n    pass\n", "on import"
    ),
    _one("nothing_translated_on_import", "hub/x/a.py", "class A:\n    b = p_('c', '研')\n", "p_()"),
)

_PO_HEAD: Final = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
_PO: Final = "locale/en/LC_MESSAGES/hub.po"


def _catalogue(code: str, rows: str, says: str) -> Plant:
    files = (("hub/a.py", code), ("pages/__init__.py", ""), (_PO, _PO_HEAD + rows))
    return Plant("catalogue_is_complete", files, says)


CATALOGUE_PLANTS: Final = (
    _catalogue("_('研修')\n", "", "not in hub.po: '研修'"),
    _catalogue(
        "NP_('作業', '取消')\n", 'msgid "取消"\nmsgstr "Cancel"\n', "not in hub.po: '取消' (con"
    ),
    _catalogue("", 'msgid "研修"\nmsgstr "Training"\n', "stale"),
    _catalogue("_('研修')\n", 'msgid "研修"\nmsgstr ""\n', "no English"),
    _catalogue("_('研修')\n", '#, fuzzy\nmsgid "研修"\nmsgstr "Training"\n', "fuzzy"),
    _catalogue("_('{n}人')\n", 'msgid "{n}人"\nmsgstr "{m} people"\n', "placeholders differ"),
    _catalogue("_('{n}人')\n", 'msgid "{n}人"\nmsgstr "{n people"\n', "placeholders differ"),
    _catalogue("", '#~ msgid "研修"\n#~ msgstr "Training"\n', "obsolete"),
    _catalogue(
        "n_('{n}席', '{n}席', 2)\n",
        'msgid "{n}席"\nmsgid_plural "{n}席"\nmsgstr[0] "one seat"\nmsgstr[1] ""\n',
        "no English",
    ),
)

SUPPLY_PLANTS: Final = (
    Plant(
        "dependencies_have_reasons",
        (("pyproject.toml", _PYPROJECT), ("docs/dependencies.md", "| `numpy` |  |\n| `x` | y |\n")),
        "no row for zope-interface",
    ),
    Plant(
        "lock_is_closed",
        (
            ("pyproject.toml", _PYPROJECT),
            ("requirements.lock", "--index-url https://x.example\nnumpy==2.0 \\\n  --hash=a\n"),
        ),
        "requirements.lock:1: an address",
    ),
    Plant(
        "lock_is_closed",
        (("pyproject.toml", _PYPROJECT), ("requirements.lock", "numpy==2.0\n")),
        "zope-interface is missing",
    ),
    _one("no_machine_paths", "docs/a.md", "see /" + "home/ann/hub\n", "docs/a.md:1"),
    Plant(
        "make_words_are_told",
        (("Makefile", "run: setup ## x\n"), (".ci/run", "make test\n")),
        "no line of help for test",
    ),
)
EVERY_PLANT: Final = (*PLANTS, *CATALOGUE_PLANTS, *SUPPLY_PLANTS)
