"""Cards of the demo's experts: two of the story and twenty invented ones, each with a trade."""

from dataclasses import dataclass
from typing import Final

# Skill: code, level (t teaches, a alone, b basics), years, years since last used.
# Certificate: name, grade (0 special, 1, 2, 3, s single, - none), checked by staff or not.
# Week: weekday and part, such as "mon am, tue, sat#3 am"; no part means the whole day.


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on an expert's paper card."""

    name: str
    kana: str
    age: int
    headline: str
    bio: str
    years: int
    fee_yen: int
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    week: str
    travel_yen: int = 800
    notice_days: int = 5
    is_invoice_registered: bool = False
    languages: tuple[str, ...] = ()


CARDS: Final[tuple[Card, ...]] = (
    Card(
        "小澤 德次郎", "オザワ トクジロウ", 71, "旋盤の元職長",
        "大森の機械工場で47年、汎用旋盤とNC旋盤に立ちました。最後の15年は職長です。"
        "びびりで肌が荒れる細い軸を、刃先の高さと芯押しの当て方から直しました。"
        "段取りの順番を紙1枚にまとめ、若い人が1人で回せるまで横に付いて教えます。"
        "工具の研ぎ方、面取りの手感覚、ねじ切りの逃がし方も現場でお見せします。",
        47, 24_000,
        ("machining.lathe t 47 1", "machining.nc-lathe t 25 1", "production.setup a 30 1"),
        ("機械加工技能士（普通旋盤作業） 0 c", "職業訓練指導員免許（機械科） - c"),
        "mon, tue, wed, thu am", travel_yen=1_040, is_invoice_registered=True,
    ),
    Card(
        "宮﨑 由紀", "ミヤザキ ユキ", 66, "生産管理とIoTの元課長",
        "電機部品の工場で生産管理を32年、うち8年は見える化の担当でした。"
        "紙の日報をやめ、古い機械に電流計を付けて止まった時間を自動で残しました。"
        "納期に追われる工程を、山積みの表と朝の15分の話し合いで落ち着かせました。"
        "機械に詳しくない事務の方とも、ゆっくり進めるのが得意です。",
        32, 26_000,
        ("production.control t 32 0", "iot.monitor t 8 0", "production.setup a 20 2"),
        ("中小企業診断士 - c", "品質管理検定2級 2 d"),
        "tue, wed pm, fri, sat#3 am", travel_yen=920, is_invoice_registered=True,
    ),
    Card(
        "牧野 貞夫", "マキノ サダオ", 73, "平面研削と円筒研削の熟練者",
        "研削ひと筋44年です。砥石の選び方、目立て、焼けの出ない切り込みを教えます。"
        "薄い板が反って寸法が出ない品を、吸着の順番と研ぐ面の返しで0.003mmに収めました。",
        44, 22_000,
        ("machining.grinding t 44 1", "measure.precision t 36 1"),
        ("機械加工技能士（平面研削盤作業） 1 c",),
        "mon, thu, fri am",
    ),
    Card(
        "桑名 良平", "クワナ リョウヘイ", 69, "フライスと治具づくりの元班長",
        "汎用フライス盤で治具を作り続けて40年。はさみにくい鋳物や薄物の固定を工夫します。"
        "1個取りだった部品を4個取りの治具に変え、段取りを30分から6分にしました。",
        40, 22_000,
        ("machining.milling t 40 1", "machining.jig t 35 1"),
        ("機械加工技能士（フライス盤作業） 1 c",),
        "tue, wed, thu",
    ),
    Card(
        "上杉 亨", "ウエスギ トオル", 64, "マシニングセンタの立ち上げ役",
        "立形と横形のマシニングセンタを20台ほど立ち上げました。"
        "夜間に止まる原因を工具の寿命表と切りくずの流れから見つけ、無人で回る時間を延ばしました。"
        "プログラムの読み方を、加工を知らない新人にも順を追って話します。",
        38, 25_000,
        ("machining.mc t 34 0", "machining.five-axis a 9 0", "design.cam a 20 0"),
        ("機械加工技能士（マシニングセンタ作業） 1 c",),
        "mon pm, wed pm, fri", is_invoice_registered=True, languages=("en",),
    ),
    Card(
        "神谷 弘", "カミヤ ヒロシ", 70, "ワイヤと形彫りの放電加工",
        "放電加工を33年。ワイヤの断線が続く厚物や、角の丸みが取れない金型を直してきました。"
        "電極の数を減らす設計と、磨きやすい面の残し方を一緒に考えます。",
        33, 23_000,
        ("edm.wire t 33 2", "edm.sinker t 30 2", "mold.finishing a 15 3"),
        ("非接触除去加工技能士（ワイヤ放電加工作業） 1 d",),
        "mon, tue am, thu pm",
    ),
    Card(
        "諸星 武", "モロボシ タケシ", 67, "精密板金の曲げと展開",
        "板金の展開と曲げを41年。伸びの見込みを材料ごとに表にして、曲げ直しを無くしました。"
        "レーザー加工の割り付けで捨てる板を減らす方法もお伝えします。",
        41, 21_000,
        ("sheet.bending t 41 0", "sheet.general t 38 0", "sheet.cutting a 18 0"),
        ("工場板金技能士（曲げ板金作業） 1 c",),
        "tue, fri, sat am",
    ),
    Card(
        "三枝 豊", "サエグサ ユタカ", 72, "ステンレスとアルミのTIG溶接",
        "薄板のTIG溶接を45年。焼けとひずみを抑える順番、裏波のそろえ方を手元で見せます。"
        "漏れの出るタンクを、開先の形と仮止めの間隔から直しました。",
        45, 23_000,
        ("welding.tig t 45 1", "welding.general t 40 1", "welding.arc a 20 4"),
        ("溶接技能者（ステンレス鋼 TN-P） - c", "ボイラー溶接士 - d"),
        "mon am, wed, thu",
    ),
    Card(
        "藤代 清", "フジシロ キヨシ", 74, "順送プレス金型の設計と調整",
        "抜きと曲げの順送型を300型以上手がけました。"
        "バリとカス上がりで止まる型を、クリアランスと抜きの順番から直します。",
        48, 26_000,
        ("press.die t 48 2", "press.progressive t 40 2", "press.general t 45 2"),
        ("金型製作技能士（プレス金型製作作業） 0 c",),
        "wed, thu am", notice_days=7,
    ),
    Card(
        "相沢 信雄", "アイザワ ノブオ", 75, "鋳物の方案と鋳巣の対策",
        "鋳鉄とアルミの砂型を50年。湯口と押湯の位置で、引け巣とガス穴を減らしてきました。"
        "古い木型しかない部品の作り直しも相談にのれます。",
        50, 22_000,
        ("casting.sand t 50 3", "casting.die t 45 3"),
        ("鋳造技能士（鋳鉄鋳物鋳造作業） 1 c",),
        "tue, thu",
    ),
    Card(
        "長門 俊彦", "ナガト トシヒコ", 68, "焼入れと浸炭の元工場長",
        "熱処理の受託工場で39年。硬さのばらつきと焼割れを、炉の詰め方と冷やし方から直しました。"
        "設計の方へ、図面に書く硬さと深さの決め方もお話しします。",
        39, 24_000,
        ("heat.quench t 39 1", "heat.surface t 34 1"),
        ("金属熱処理技能士 0 c",),
        "mon, wed am, fri pm",
    ),
    Card(
        "大須賀 茂樹", "オオスカ シゲキ", 66, "めっき液の管理と不良対策",
        "ニッケルと亜鉛のめっきを36年。くもり、はがれ、ピットの原因を前処理から追いかけます。"
        "液の分析表を1枚にまとめ、補給の量をだれでも決められるようにしました。",
        36, 22_000,
        ("plating.general t 36 0", "surface.cleaning t 36 0", "plating.anodize a 22 1"),
        ("めっき技能士（電気めっき作業） 1 c",),
        "tue pm, wed, fri am",
    ),
    Card(
        "仁科 久", "ニシナ ヒサシ", 70, "バフ研磨と鏡面仕上げ",
        "ステンレス食器と医療部品の鏡面を42年。番手の飛ばし方と、ダレない当て方を教えます。",
        42, 20_000,
        ("polish.buff t 42 1", "deburr.general t 38 1"),
        (),
        "mon, tue, thu pm",
    ),
    Card(
        "堀越 光男", "ホリコシ ミツオ", 69, "射出成形の条件出し",
        "射出成形を40年。ひけ、そり、焼けを、温度と圧力の順番で切り分けます。"
        "金型をいじる前にできることを、不良の写真帳と一緒にお持ちします。",
        40, 23_000,
        ("plastics.injection t 40 1", "mold.design t 36 1", "mold.finishing a 18 2"),
        ("プラスチック成形技能士（射出成形作業） 0 c",),
        "tue, wed am, thu", is_invoice_registered=True,
    ),
    Card(
        "日下部 勇", "クサカベ イサム", 76, "きさげと機械の精度出し",
        "工作機械のすべり面を52年きさげました。古い機械の直角と真直を出し直します。"
        "当たりの見方と力の抜き方を、実物の定盤で覚えてもらいます。",
        52, 28_000,
        ("assembly.scraping t 52 2", "assembly.machine t 45 2", "maint.mechanical a 40 3"),
        ("仕上げ技能士（機械組立仕上げ作業） 0 c", "東京マイスター - c"),
        "wed, sat#1", notice_days=7,
    ),
    Card(
        "金成 美智子", "カナリ ミチコ", 63, "三次元測定と検査の教育",
        "検査課で35年、三次元測定機を25年。測る人によって値が変わる品を、"
        "置き方と測る点の決め方で安定させました。新人向けの測定の練習帳を持っています。",
        35, 23_000,
        ("measure.cmm t 25 0", "measure.precision t 35 0", "measure.calibration t 30 0"),
        ("機械検査技能士 1 c", "品質管理検定2級 2 c"),
        "mon pm, tue, thu", languages=("en",),
    ),
    Card(
        "若林 修", "ワカバヤシ オサム", 62, "3次元CADへの切り替え役",
        "2次元の図面しかない会社で、3次元CADへの切り替えを6社手伝いました。"
        "紙の図面をさがす手間を、番号の付け方と置き場所の決まりから減らします。",
        36, 25_000,
        ("design.mechanical t 22 0", "design.drafting t 36 0", "erp.paperless a 10 0"),
        ("機械・プラント製図技能士 1 c",),
        "mon, wed, fri am", is_invoice_registered=True, languages=("en", "zh"),
    ),
    Card(
        "寺尾 守", "テラオ マモル", 68, "設備保全と油圧の診断",
        "止まると困る古いプレスや旋盤の保全を40年。油漏れ、異音、発熱の見つけ方を教えます。"
        "部品が出ない機械を、代わりの部品と点検表で動かし続けました。",
        40, 22_000,
        ("maint.mechanical t 40 1", "maint.hydraulic t 33 1"),
        ("機械保全技能士（機械系保全作業） 0 c",),
        "mon am, tue, wed pm",
    ),
    Card(
        "本橋 克己", "モトハシ カツミ", 65, "シーケンサと制御盤の改修",
        "制御盤の設計と改修を37年。図面の無い盤を読み解き、安全の回路を入れ直しました。"
        "リレー盤からシーケンサへの置き換えを、止める時間を決めて進めます。",
        37, 25_000,
        ("plc.ladder t 30 0", "plc.panel t 37 0", "robot.industrial a 8 1"),
        ("電気機器組立て技能士（シーケンス制御作業） 1 c", "第一種電気工事士 - c"),
        "tue am, thu, fri",
    ),
    Card(
        "生方 ひろ子", "ウブカタ ヒロコ", 67, "品質の仕組みとISOの定着",
        "部品会社の品質保証で33年。クレームの再発を、なぜの聞き方と現場の1枚紙で止めました。"
        "ISOの書類を半分に減らし、現場で使われる形にしました。",
        33, 24_000,
        ("quality.iso9001 t 22 0", "quality.control t 33 0", "production.kaizen t 30 0"),
        ("品質管理検定1級 1 c",),
        "mon, wed am, thu", is_invoice_registered=True,
    ),
    Card(
        "岡部 誠司", "オカベ セイジ", 70, "原価の見える化と見積り",
        "町工場の経理と原価を38年。機械ごとの1時間の値段を出し、赤字の品を見つけました。"
        "見積りの根拠を取引先に話せるように、計算の表を一緒に作ります。",
        38, 24_000,
        ("cost.accounting t 38 0", "cost.estimate t 35 0"),
        ("日商簿記検定1級 - c", "中小企業診断士 - c"),
        "tue, wed, fri pm",
    ),
    Card(
        "栂野 恵", "トガノ メグミ", 64, "事業承継と技能の引き継ぎ",
        "商工団体で30年、親子や番頭への引き継ぎを40件ほど見届けました。"
        "社長しか知らない段取りや取引先の事を、聞き取って引き継ぎ帳にします。",
        30, 25_000,
        ("succession.business t 30 0", "hr.training t 18 0", "grant.application a 20 0"),
        ("中小企業診断士 - c",),
        "mon pm, tue pm, thu", is_invoice_registered=True,
    ),
)  # fmt: skip
