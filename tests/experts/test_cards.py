"""The demo's experts are complete, differ from each other and speak the taxonomy's codes."""

from seed import experts
from seed.expert_cards import CARDS
from seed.reference import skill_vocabulary


def test_there_are_the_two_of_the_story_and_twenty_more() -> None:
    assert [card.name for card in CARDS[:2]] == ["小澤 德次郎", "宮﨑 由紀"]
    assert len({card.name for card in CARDS}) == len(CARDS) == 22
    assert len({card.headline for card in CARDS}) == len(CARDS)


def test_every_skill_of_a_card_is_a_code_of_the_taxonomy() -> None:
    known = {skill.code for skill in skill_vocabulary().skills}
    used = {line.split()[0] for card in CARDS for line in card.skills}
    assert used - known == set()
    assert len(used) >= 40


def test_no_card_has_practised_longer_than_its_trade() -> None:
    for card in CARDS:
        for line in card.skills:
            _code, _level, years, _since = line.split()
            assert int(years) <= card.years <= card.age - 14, card.name


def test_every_week_of_a_card_can_be_read() -> None:
    for card in CARDS:
        rules = [experts._rule(words) for words in card.week.split(", ")]
        places = [(rule["weekday"], rule["nth"]) for rule in rules]
        assert len(set(places)) == len(places) >= 2, card.name
