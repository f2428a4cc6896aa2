"""Measures the matching beside a plain baseline, on graded requests and on known items.

    python -m tests.bench.match [--dev FOLDER] [--set FOLDER ...] [--scale 1000,10000]

A folder holds experts.jsonl, requests.jsonl and graded.jsonl (`{"qid", "rel": {id: grade}}`):
`--dev` the one for tuning, `--set` others that nobody tunes on. Grades are read here only; the
matcher never sees them. The word baseline needs SudachiPy with its core dictionary; without them
it is left out and told so.
`--scale` times rosters in a database: a start, searches, and the search after a changed card; see
`tests/bench/large_rosters.py`.
Known items are sentences of the vocabulary, three to a person; each asks for the one who says it.
Source: design "experts" part F.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from hub.experts.diversity import varied
from hub.experts.engine import further, search, stated
from hub.experts.exposure import shared
from hub.experts.lines import GivenExpert, GivenRequest, experts_of, profile_of, requests_of
from hub.experts.matches import MatchRow
from hub.experts.reads.needs import MOST_FURTHER
from hub.experts.roster_index import RosterIndex
from hub.experts.team import Candidate, proposed
from hub.experts.weights import RANKING
from hub.kernel.folding import folded
from hub.skills.encoder import NullEncoder, default_encoder
from hub.skills.model import SkillModel
from models.vocab.skills import AliasKind, AliasLang, MatchWord
from seed.reference import skill_vocabulary
from tests.bench.honest import admitted, impartial
from tests.bench.large_rosters import large
from tests.bench.word_search import by_words

TOP: Final = 10
SAMPLES: Final = 1000
PEOPLE: Final = 300
SHORT: Final = 8
ASKED: Final = 100
SHOWN: Final = 200
YEAR: Final = 2000
TRADES: Final = 5
TEAMS: Final = 500
TAKEN: Final = (0.6, 0.25, 0.15)
GOOD: Final = 2
BEST: Final = 3
Rankings = Mapping[str, Sequence[str]]
Grades = Mapping[str, Mapping[str, int]]


class Figures(NamedTuple):
    """One value per request: nDCG@10, R@10, reciprocal rank of a grade 3."""

    ndcg: np.ndarray
    recall: np.ndarray
    reciprocal: np.ndarray


def figures(rankings: Rankings, grades: Grades) -> Figures:
    """The three measures for every graded request."""
    rows = [_one(rankings[qid], wanted) for qid, wanted in grades.items()]
    return Figures(*np.array(rows).T)


def _one(ranking: Sequence[str], wanted: Mapping[str, int]) -> tuple[float, float, float]:
    gains = [2.0 ** wanted.get(key, 0) - 1 for key in ranking[:TOP]]
    ideal = sorted((2.0**grade - 1 for grade in wanted.values()), reverse=True)[:TOP]
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    best = float(np.dot(ideal, discount[: len(ideal)]))
    good = {key for key, grade in wanted.items() if grade >= GOOD}
    found = len(good & set(ranking[:TOP]))
    first = next((at for at, key in enumerate(ranking, 1) if wanted.get(key, 0) == BEST), 0)
    return (
        float(np.dot(gains, discount[: len(gains)])) / best if best else 0.0,
        found / min(TOP, len(good)) if good else 0.0,
        1 / first if first else 0.0,
    )


def ours(
    people: Sequence[GivenExpert], asked: Sequence[GivenRequest], model: SkillModel
) -> dict[str, list[str]]:
    """Rankings by the product."""
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    return {one.qid: [found.key for found in search(index, one.text).ranked] for one in asked}


def baseline(people: Sequence[GivenExpert], asked: Sequence[GivenRequest]) -> dict[str, list[str]]:
    """Rankings by plain character TF-IDF over the whole profile."""
    texts = [folded(" ".join([one.bio, *one.tags, *one.certs])) for one in people]
    maker = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    rows = maker.fit_transform(texts)
    close = np.asarray((maker.transform([folded(one.text) for one in asked]) @ rows.T).todense())
    return {
        one.qid: [people[at].id for at in np.argsort(-row, kind="stable")]
        for one, row in zip(asked, close, strict=True)
    }


def measured(rank: Callable[[], dict[str, list[str]]], count: int) -> dict[str, list[str]]:
    """Rankings, with the mean time of computing for one request printed."""
    started = time.process_time()
    found = rank()
    spent = 1000 * (time.process_time() - started) / max(count, 1)
    print(f"index and requests: {spent:.0f} ms of computing for each request")
    return found


def interval(values: np.ndarray, seed: int = 0) -> tuple[float, float]:
    """95 % of the means of bootstrap samples."""
    dice = np.random.default_rng(seed)
    means = values[dice.integers(0, len(values), (SAMPLES, len(values)))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def show(name: str, found: Figures) -> None:
    """One row of the table."""
    low, high = interval(found.ndcg)
    print(
        f"{name:<28} nDCG@10 {found.ndcg.mean():.3f} [{low:.3f}, {high:.3f}]"
        f"  R@10 {found.recall.mean():.3f} {_spread(found.recall)}"
        f"  MRR {found.reciprocal.mean():.3f} {_spread(found.reciprocal)}"
    )


def _spread(values: np.ndarray) -> str:
    low, high = interval(values)
    return f"[{low:.3f}, {high:.3f}]"


def graded(folder: Path, model: SkillModel) -> None:
    """Print both systems on graded requests, their ratio and how many requests got worse."""
    people, faults = experts_of((folder / "experts.jsonl").read_bytes())
    asked, more = requests_of((folder / "requests.jsonl").read_bytes())
    if faults or more:
        sys.exit(f"{folder}: {len(faults) + len(more)} faults")
    lines = (folder / "graded.jsonl").read_text(encoding="utf-8").splitlines()
    grades = {row["qid"]: row["rel"] for row in map(json.loads, filter(None, lines))}
    product = figures(measured(lambda: ours(people, asked, model), len(asked)), grades)
    words = figures(ours(people, asked, SkillModel(model.words, NullEncoder())), grades)
    show("product", product)
    by_group(folder, grades, product)
    show("product without encoder", words)
    beside("character TF-IDF", product, figures(baseline(people, asked), grades))
    on_pages(folder, model, grades)
    fair(folder, model)
    varied_and_teams(folder, model)
    impartial(people, asked, model)
    admitted(people, asked, grades, model)
    searched = by_words(people, asked)
    if searched is None:
        print("BM25 over words: not measured (SudachiPy is not installed)")
    else:
        beside("BM25 over words (Sudachi)", product, figures(searched, grades))


def by_group(folder: Path, grades: Grades, found: Figures) -> None:
    """The product's figures per trade and per kind of request, where the set tells them."""
    lines = (folder / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    told = {row["qid"]: row for row in map(json.loads, filter(None, lines))}
    for field in ("kind", "family"):
        groups: dict[str, list[int]] = {}
        for at, qid in enumerate(grades):
            groups.setdefault(told[qid].get(field, ""), []).append(at)
        for name, rows in sorted(groups.items(), key=lambda one: found.reciprocal[one[1]].mean()):
            if name:
                print(
                    f"    {field} {name:<20} MRR {found.reciprocal[rows].mean():.3f}"
                    f" nDCG@10 {found.ndcg[rows].mean():.3f} of {len(rows)}"
                )


def beside(name: str, product: Figures, plain: Figures) -> None:
    """A baseline, the ratio to it, and how many requests the product ranks worse."""
    show(name, plain)
    worse = float(np.mean(product.ndcg < plain.ndcg - 1e-9))
    low, high = interval(product.ndcg - plain.ndcg)
    ratio = product.ndcg.mean() / max(plain.ndcg.mean(), 1e-9)
    print(
        f"    ratio {ratio:.2f}, difference [{low:.3f}, {high:.3f}], worse {worse:.0%}"
        f" of {len(plain.ndcg)} requests"
    )


def known_items(model: SkillModel) -> None:
    """Print how often a sentence leads first to the person whose profile says it."""
    dice = random.Random(1)  # noqa: S311  a sample, not a secret
    said = [
        row.text
        for row in model.words.aliases
        if row.kind is AliasKind.SYMPTOM and row.lang is AliasLang.JA and len(row.text) > SHORT
    ]
    dice.shuffle(said)
    people = [
        GivenExpert(f"p{at:03d}", "。".join(said[3 * at : 3 * at + 3]) + "。", (), (), 20)
        for at in range(PEOPLE)
    ]
    asked = [GivenRequest(one.id, said[3 * at]) for at, one in enumerate(people)]
    for name, found in (
        ("product", ours(people, asked, model)),
        ("character TF-IDF", baseline(people, asked)),
    ):
        first = sum(ranking[0] == qid for qid, ranking in found.items()) / len(asked)
        print(f"{name:<28} known items R@1 {first:.3f} over {len(asked)} requests")


def varied_and_teams(folder: Path, model: SkillModel) -> None:
    """Print what showing different trades costs in order, and how much teams cover."""
    people, _faults = experts_of((folder / "experts.jsonl").read_bytes())
    asked, _more = requests_of((folder / "requests.jsonl").read_bytes())
    lines = (folder / "graded.jsonl").read_text(encoding="utf-8").splitlines()
    grades = {row["qid"]: row["rel"] for row in map(json.loads, filter(None, lines))}
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    keys = list(index.keys)
    for penalty in (0.0, RANKING.alike):
        gained, trades = [], []
        for one in asked:
            if one.qid not in grades:
                continue
            rows = varied(_shown(index, one.text), lambda row: row.score, penalty)
            gained.append(_one([keys[row.expert_id] for row in rows], grades[one.qid])[0])
            trades.append(len({row.main or row.expert_id for row in rows[:TRADES]}))
        print(
            f"    penalty {penalty}: nDCG@10 of those shown {np.mean(gained):.3f},"
            f" main skills among the first {TRADES} {np.mean(trades):.2f}"
        )
    _teams(index)


def _teams(index: RosterIndex) -> None:
    """Needs that name two or three skills that somebody holds: cover, and size beside the least."""
    dice = random.Random(2)  # noqa: S311  a sample, not a secret
    names = {row.code: row.name_ja for row in index.model.words.skills}
    holds = index.own.of(range(len(index.model.codes))) >= RANKING.team_strength
    known = [code for at, code in enumerate(index.model.codes) if holds[:, at].any()]
    wanted = held = understood = least = teams = 0
    for _turn in range(TEAMS):
        codes = dice.sample(known, dice.choice((2, 3)))
        columns = [index.model.number[code] for code in codes]
        covers = [
            frozenset(code for code, has in zip(codes, row, strict=True) if has)
            for row in holds[:, columns]
        ]
        found = search(index, "と".join(names[code] for code in codes) + "を教えてほしい")
        told = proposed(
            stated(found.need, index),
            [Candidate(one.person, one.score, frozenset(one.covers)) for one in found.holders],
        )
        got = {code for _at, own in told.members for code in own} if told else set()
        wanted, held = wanted + len(codes), held + len(got & set(codes))
        understood += set(codes) <= set(stated(found.need, index))
        people = [Candidate(at, 0.0, own) for at, own in enumerate(covers) if own]
        best = next(
            size
            for size in range(1, len(codes) + 1)
            if any(
                frozenset().union(*some) >= set(codes) for some in combinations(set(covers), size)
            )
        )
        alone = proposed(codes, people)
        teams += 1
        least += alone is not None and alone.is_whole and len(alone.members) == best
    print(
        f"    teams: {held / wanted:.1%} of {wanted} stated skills covered where somebody holds"
        f" them (all skills understood in {understood / teams:.1%} of {teams} needs),"
        f" size least in {least / teams:.1%} beside trying everybody"
    )


def on_pages(folder: Path, model: SkillModel, grades: Grades) -> None:
    """Print the measures of those a page shows, and of needs that nobody can serve what it says.

    `further` are the few of whom no fit is claimed; a page shows them when they are asked for.
    """
    people, _faults = experts_of((folder / "experts.jsonl").read_bytes())
    asked, _more = requests_of((folder / "requests.jsonl").read_bytes())
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    answers = {one.qid: search(index, one.text) for one in asked if one.qid in grades}
    fitting = {
        qid: [one.key for one in found.ranked if one.word is not None]
        for qid, found in answers.items()
    }
    more = {
        qid: [*fitting[qid], *(one.key for one in further(found)[:MOST_FURTHER])]
        for qid, found in answers.items()
    }
    show("    shown on a page", figures(fitting, grades))
    show("    with the further list", figures(more, grades))
    for word in (MatchWord.FIT, MatchWord.ABLE, MatchWord.NEAR):
        held = [
            grades[qid].get(one.key, 0)
            for qid, found in answers.items()
            for one in found.ranked
            if one.word is word
        ]
        right = np.mean(np.array(held) > 0) if held else 0.0
        print(f"    word {word.value}: {right:.0%} of {len(held)} people are graded")
    nobody = [qid for qid, wanted in grades.items() if not wanted]
    if nobody:
        words = [{one.word for one in answers[qid].ranked} - {None} for qid in nobody]
        claimed = sum(bool(each - {MatchWord.NEAR}) for each in words)
        told = sum(not each for each in words)
        print(
            f"    nobody can serve {len(nobody)}: {told} told so, {claimed} with somebody"
            " called fit or able"
        )


def _shown(index: RosterIndex, text: str) -> list[MatchRow]:
    return [
        MatchRow(at.person, at.word, at.score, (), (), at.is_exact, at.main)
        for at in search(index, text).ranked
        if at.word is not None
    ]


def fair(folder: Path, model: SkillModel) -> None:
    """Print how evenly a year of skewed requests is shared, with and without the dial.

    Request r of the set comes with a share of 1/r; a group takes one of the first three.
    """
    people, _faults = experts_of((folder / "experts.jsonl").read_bytes())
    asked, _more = requests_of((folder / "requests.jsonl").read_bytes())
    lines = (folder / "graded.jsonl").read_text(encoding="utf-8").splitlines()
    grades = {row["qid"]: row["rel"] for row in map(json.loads, filter(None, lines))}
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    found = {one.qid: _shown(index, one.text) for one in asked if one.qid in grades}
    keys = list(index.keys)
    for dial in (0.0, RANKING.exposure):
        dice = random.Random(0)  # noqa: S311  a sample, not a secret
        order = sorted(found)
        dice.shuffle(order)
        skewed = dice.choices(order, [1 / rank for rank in range(1, len(order) + 1)], k=YEAR)
        accepted: Counter[int] = Counter()
        gained = []
        for qid in skewed:
            rows = shared(found[qid], accepted, dial)
            gained.append(_one([keys[row.expert_id] for row in rows], grades[qid])[0])
            if rows:
                accepted[dice.choices(rows[:3], TAKEN[: len(rows)])[0].expert_id] += 1
        counts = np.sort([accepted[at] for at in range(len(keys))])
        ranks = np.arange(1, len(counts) + 1)
        gini = float(((2 * ranks - len(counts) - 1) @ counts) / (len(counts) * counts.sum()))
        print(
            f"    dial {dial}: Gini {gini:.2f}, never booked {np.mean(counts == 0):.0%},"
            f" nDCG@10 {np.mean(gained):.3f} over {YEAR} requests"
        )


def main() -> None:
    """Print every measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", type=Path, help="folder of people, requests and grades")
    parser.add_argument("--set", type=Path, action="append", default=[], help="an unseen folder")
    parser.add_argument("--scale", default="", help="sizes of rosters, such as 1000,10000")
    given = parser.parse_args()
    folders: list[Path] = [*([given.dev] if given.dev else []), *given.set]
    started = time.process_time()
    model = SkillModel(skill_vocabulary(), default_encoder())
    model.warm()
    print(f"model ready after {time.process_time() - started:.1f} s of computing")
    if not folders:
        print("graded requests: left out (no folder given by --dev or --set)")
    for folder in folders:
        print(f"-- {folder.name}")
        if folder.is_dir():
            graded(folder, model)
        else:
            print("graded requests: left out (no such folder)")
    known_items(model)
    for size in filter(None, given.scale.split(",")):
        large(model.words, int(size))


if __name__ == "__main__":
    main()
