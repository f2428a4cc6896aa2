"""A certificate speaks for the skills it was tested in, by every name people call it."""

import pytest

from hub.skills.certificates import CertificateFinder
from hub.skills.hits import Finder
from tests.support.skills import whole_vocabulary


@pytest.fixture(scope="module")
def certificates() -> CertificateFinder:
    words = whole_vocabulary()
    return CertificateFinder(words, Finder(words))


@pytest.mark.parametrize(
    ("printed", "skills"),
    [
        ("1級機械加工技能士（円筒研削盤作業）", ("machining.cylindrical",)),
        ("1級フライス盤技能士", ("machining.milling",)),
        ("JIS Z 3821 TN-F", ("welding.tig",)),
        ("第二種電気工事士", ("maint.electrical", "plc.panel")),
        ("1級工場板金技能士 打出し板金作業", ("sheet.hand",)),
        ("1級切削工具研削技能士", ("machining.tool-grinding",)),
        ("玉掛け技能講習", ("safety.crane",)),
        ("乙4", ("safety.fire",)),
        ("貴金属装身具製作技能士", ("jewelry.making", "jewelry.setting")),
        ("JIS Z 2305 UTレベル2", ("measure.ndt",)),
    ],
)
def test_a_certificate_leads_to_its_skills(
    certificates: CertificateFinder, printed: str, skills: tuple[str, ...]
) -> None:
    read = certificates.read(printed)
    assert read.is_known
    assert read.skills == skills


def test_a_title_of_a_whole_trade_does_not_speak_for_every_corner_of_it(
    certificates: CertificateFinder,
) -> None:
    read = certificates.read("1級機械加工技能士")
    assert {"machining.lathe", "machining.milling"} <= set(read.skills)
    assert not {"machining.honing", "machining.centerless", "machining.gear"} & set(read.skills)


def test_a_trade_without_a_row_of_its_own_is_known_by_its_name(
    certificates: CertificateFinder,
) -> None:
    read = certificates.read("3級時計修理技能士")
    assert read.is_known
    assert "assembly.watch" in read.skills


def test_every_certificate_is_read_as_itself(certificates: CertificateFinder) -> None:
    unknown = [
        row.name_ja
        for row in whole_vocabulary().certificates
        if not certificates.read(row.name_ja).is_known
    ]
    assert unknown == []
