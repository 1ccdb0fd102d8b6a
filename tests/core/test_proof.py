"""A text is read against what goes wrong in such texts; what only looks alike is left alone."""

from dataclasses import replace

import pytest

from ceremony_tui.core.text.pledge import Mode, Text, syllables
from ceremony_tui.core.text.proof import Remark, proof
from ceremony_tui.core.text.wording import Place
from ceremony_tui.intake.scripts import read_text
from ceremony_tui.library import data_folder, text_names
from ceremony_tui.words import load

COMMON = read_text(data_folder() / "texts" / "ikrar-netralitas-asn.toml")
PRINTED = frozenset(name for name in text_names() if name.endswith("-asli"))
CLOSING = "Demikian ikrar ini kami buat."


def built_in(name: str) -> Text:
    return read_text(data_folder() / "texts" / f"{name}.toml")


def remarks(text: Text, *, year: int = 2023, mode: Mode = Mode.UNISON) -> list[Remark]:
    return list(proof(text, year, mode, COMMON))


def told(text: Text, year: int = 2023, mode: Mode = Mode.UNISON) -> list[tuple[str, str, str]]:
    every = remarks(text, year=year, mode=mode)
    return [(r.key, r.found, r.suggestion) for r in every if r.key != "breath"]


def said(*points: str, opening: str = "", closing: str = "", title: str = "Ikrar") -> Text:
    return Text(title, opening=opening, points=points, closing=closing)


# --- The texts that come with the program ---------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(text_names()) - PRINTED))
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("year", [2023, 2024])
def test_a_built_in_text_needs_nobody(name: str, mode: Mode, year: int) -> None:
    assert [r for r in remarks(built_in(name), year=year, mode=mode) if r.fix] == []


def test_jeneponto_as_printed_has_the_four_errors_of_the_article() -> None:
    assert remarks(built_in("ikrar-jeneponto-2023-asli")) == [
        Remark("spelling", Place.OPENING, 0, "aparatur sipir", "aparatur sipil"),
        Remark("year", Place.POINT, 1, "2004", "2024"),
        Remark("spelling", Place.POINT, 3, "ajaran kebencian", "ujaran kebencian"),
        Remark("voice", Place.CLOSING, 0, "Saya bersedia", "kami bersedia"),
    ]


def test_muna_barat_as_printed_has_the_reporters_brackets_and_nothing_to_fix() -> None:
    assert remarks(built_in("ikrar-muna-barat-2023-asli")) == [
        Remark("aside", Place.OPENING, 0, "(Pemilu)", fix=False),
        Remark("spaced", Place.OPENING, 0, "yaitu :", "yaitu:", fix=False),
        Remark("aside", Place.POINT, 1, "(ASN), (Pemkab), (Mubar)", fix=False),
    ]


def test_a_pledge_for_an_election_long_past_is_told_at_every_place() -> None:
    found = [(r.place, r.suggestion) for r in remarks(COMMON, year=2028) if r.key == "year"]
    assert found == [
        (Place.TITLE, "2028 / 2029"),
        (Place.OPENING, "2028 / 2029"),
        (Place.POINT, "2028 / 2029"),
    ]


# --- The year -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "year", "expected"),
    [
        ("Menyukseskan Pemilu Tahun 2004", 2023, [("year", "2004", "2024")]),
        ("Menyukseskan Pemilu Tahun 2004", 2024, [("year", "2004", "2024")]),
        ("Menyukseskan Pemilu Tahun 2023", 2024, [("year", "2023", "2024 / 2025")]),
        ("Menyukseskan Pemilu Tahun 2042", 2023, [("year", "2042", "2023 / 2024")]),
        ("Menyukseskan Pemilu Tahun 2026", 2023, [("year", "2026", "2023 / 2024")]),
        ("Memperingati Sumpah Pemuda ke-95 Tahun 2003", 2023, [("year", "2003", "2023")]),
        # near misses
        ("Menyukseskan Pemilu Tahun 2023", 2023, []),
        ("Menyukseskan Pemilu Tahun 2024", 2023, []),
        ("Menyukseskan Pemilu Tahun 2025", 2023, []),
        ("Menaati UU 5/2014 dan UU Nomor 20 Tahun 2023", 2026, []),
        ("Menaati Peraturan Pemerintah Nomor 94 Tahun 2021", 2026, []),
        ("Menaati SE Nomor 800-5474 Tahun 2022", 2026, []),
        ("Setia kepada Undang-Undang Dasar 1945", 2023, []),
        ("Menaati surat tanggal 22-09-2022", 2026, []),
        ("Menyukseskan rencana 2024-2029", 2023, []),
        ("Menghitung 2004 pegawai", 2023, [("year", "2004", "2024")]),
        ("Menghitung 12004 pegawai", 2023, []),
    ],
)
def test_years(point: str, year: int, expected: list[tuple[str, str, str]]) -> None:
    assert told(said(point), year) == expected


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (
            ("Pemilu Tahun 2024", "sesudah Pemilu Tahun 2024 usai", "sampai Pilkada Tahun 2025"),
            [("year-differs", "2025", "2024")],
        ),
        (("Pemilu 2024 dan Pilkada 2025", "Menjaga Pilkada 2025"), []),  # two in one part are meant
        (("Ikrar Tahun 2023 ini kami baca", "Menjaga Pemilu 2024"), []),  # the year of the day
    ],
)
def test_an_election_keeps_its_year(points: tuple[str, ...], expected: object) -> None:
    assert told(said(*points)) == expected


# --- Who speaks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            said(opening="Kami berikrar", closing="Saya bersedia"),
            ("Saya bersedia", "kami bersedia"),
        ),
        (
            said("Saya setia", "Saya patuh", closing="sanksi untuk kami"),
            ("kami", "saya"),
        ),
        # near misses
        (said("Saya setia", closing="Saya bersedia"), None),
        (said("Kami datang setiap Kamis", closing="Kamis kami hadir"), None),
    ],
)
def test_kami_and_saya(text: Text, expected: tuple[str, str] | None) -> None:
    assert [row[1:] for row in told(text) if row[0] == "voice"] == ([expected] if expected else [])


# --- Spelling -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found", "suggestion", "fix"),
    [
        ("Kami Aparatur Sipir Negara", "Aparatur Sipir", "Aparatur Sipil", True),
        ("pegawai negeri sipir", "negeri sipir", "negeri sipil", True),
        ("menyebarkan ajaran kebencian", "ajaran kebencian", "ujaran kebencian", True),
        ("Pegawai ASN diantara masing-masing", "diantara masing-masing",
         "di instansi masing-masing", True),
        ("fakta integritas", "fakta integritas", "pakta integritas", True),
        ("dengan penuh intergritas", "intergritas", "integritas", True),
        ("bermartabat, beretika, dan demokrasi", "beretika, dan demokrasi",
         "beretika, dan demokratis", True),
        ("demi kesatuan dan persatuan NKRI", "kesatuan dan persatuan",
         "persatuan dan kesatuan", True),
        ("peraturan perundangan-undangan", "perundangan-undangan", "perundang-undangan", True),
        ("praktek-praktek intimidasi", "praktek-praktek", "praktik-praktik", False),
        ("rasa tanggungjawab", "tanggungjawab", "tanggung jawab", False),
        ("diantara kami", "diantara", "di antara", False),
        ("bersedia menerima sangsi", "menerima sangsi", "menerima sanksi", False),
        ("hari Jum'at", "Jum'at", "Jumat", False),
    ],
)  # fmt: skip
def test_known_slips(words: str, found: str, suggestion: str, fix: bool) -> None:
    assert remarks(said(words)) == [Remark("spelling", Place.POINT, 1, found, suggestion, fix)]


@pytest.mark.parametrize(
    "words",
    [
        "Kami sipir Rumah Tahanan",  # warders
        "ajaran agama",
        "di antara masing-masing pihak",
        "fakta hukum dan integritas",
        "demi tegaknya demokrasi",
        "persatuan dan kesatuan",
        "kesatuan dan keutuhan",
        "dalam bentuk apapun",  # as every official text prints it
        "beriman dan bertaqwa",
        "praktik-praktik intimidasi",
        "merasa sangsi",  # in doubt
        "dimanapun kami bertugas",
    ],
)
def test_words_that_only_look_like_slips(words: str) -> None:
    assert remarks(said(words)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("menjaga dan dan menegakkan", [("word-twice", "dan dan", "dan")]),
        ("menjaga dan | dan menegakkan", [("word-twice", "dan dan", "dan")]),
        ("instansi masing masing", [("word-twice", "masing masing", "masing / masing-masing")]),
        ("Tahun 2024 2024", [("word-twice", "2024 2024", "2024")]),
        # near misses
        ("instansi masing-masing", []),
        ("Kabupaten Toli Toli", []),
        ("dalam ikrar kami, kami bersedia", []),
        ("anak-anak anakku", []),
    ],
)
def test_words_said_twice(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(said(words)) == expected


# --- The points -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (("Menjaga netralitas", ""), [("point-empty", 2, "")]),
        (("Menjaga netralitas", " | "), [("point-empty", 2, ""), ("mark-idle", 2, "|")]),
        (("Menjaga netralitas.", "menjaga NETRALITAS"), [("point-twice", 2, "1")]),
        (
            ("Menjaga dan menegakkan prinsip netralitas pegawai", "Setia",
             "Menjaga dan menegakkan prinsip netralitas para pegawai"),
            [("point-twice", 3, "1")],
        ),
        (("1. Menjaga", "3. Menolak"), [("number-jumps", 2, "3."), ("number-own", 1, "1.")]),
        (("Pertama, menjaga", "Ketiga, menolak"), [("number-jumps", 2, "Ketiga")]),
        (("Untuk 1) menjaga, 2) menolak, dan 4) setia",), [("number-jumps", 1, "4)")]),
        (("a. Menjaga", "b. Menolak"), [("number-own", 1, "a.")]),
        # near misses
        (("Pertama, menjaga", "Kedua, menolak"), []),
        (("Untuk 1) menjaga, 2) menolak, dan 3) setia",), []),
        (("Menaati Pasal 1. dan ayat 3. undang-undang",), []),
        (("1. Menjaga netralitas",), []),
        (("Menjaga netralitas", "Menjaga rahasia"), []),
    ],
)  # fmt: skip
def test_points(points: tuple[str, ...], expected: list[tuple[str, int, str]]) -> None:
    found = [(r.key, r.point, r.found) for r in remarks(said(*points))]
    assert sorted(found) == sorted(expected)


def test_a_point_of_the_common_form_that_is_missing_is_named() -> None:
    for lost in range(4):
        points = COMMON.points[:lost] + COMMON.points[lost + 1 :]
        (found,) = remarks(replace(COMMON, points=points))
        assert (found.key, found.point, found.suggestion) == (
            "point-missing", lost + 1, COMMON.points[lost],
        )  # fmt: skip
        assert found.fix


def test_points_in_another_order_are_named() -> None:
    one, two, three, four = COMMON.points
    (found,) = remarks(replace(COMMON, points=(two, one, three, four)))
    assert (found.key, found.found, found.suggestion) == ("point-order", "2, 1, 3, 4", "1, 2, 3, 4")
    assert not found.fix


def test_a_text_of_another_kind_owes_the_common_form_nothing() -> None:
    other = said("Setia kepada Pancasila", *COMMON.points[2:])
    assert remarks(other) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (said("Menjaga prinsip netralitas yang"), "prinsip netralitas yang"),
        (said("Menjaga netralitas dan", "Setia"), "Menjaga netralitas dan"),
        (said("Setia", closing="Kami buat dengan penuh rasa,"), "dengan penuh rasa,"),
        (said("Setia", closing="demi terwujudnya NKRI \u2013"), "terwujudnya NKRI \u2013"),
        # near misses
        (said("Menjaga netralitas; dan", "Setia."), None),
        (said("Menjaga netralitas,", "Setia."), None),
        (said("Setia.", opening="Kami berikrar untuk"), None),
        (said("Menolak politik uang dalam bentuk apapun."), None),
    ],
)
def test_a_sentence_that_stops_in_the_middle(text: Text, expected: str | None) -> None:
    found = [row[1] for row in told(text) if row[0] == "cut"]
    assert found == ([expected] if expected else [])


# --- Signs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Aparatur (ASN Negara", [("unbalanced", "(")]),
        ("Aparatur ASN) Negara", [("unbalanced", ")")]),
        ("disebut \u201cASN", [("unbalanced", "\u201c")]),
        ('disebut "ASN', [("unbalanced", '"')]),
        ("Aparatur Sipil Negara (ASN) setia", [("aside", "(ASN)")]),
        ("setia , taat", [("spaced", "setia ,")]),
        ("| Setia dan taat", [("mark-idle", "|")]),
        ("Setia || dan taat", [("mark-idle", "||")]),
        ("Setia. | Taat", [("mark-idle", ". |")]),
        ("Setia dan taat~", [("mark-idle", "~")]),
        ("Ujar\u00e2\u20ac\u2122an", [("odd", "\u20ac (U+20AC) \u2122 (U+2122)")]),
        ("S\u0435tia", [("odd", "\u0435 (U+0435)")]),  # a Cyrillic e
        ("Setia\ufffd", [("odd", "\ufffd (U+FFFD)")]),
        # near misses
        ("untuk 1) setia, 2) taat", []),
        ("sesuai Pasal 9 ayat (2) undang-undang", []),
        ("permusyawaratan/perwakilan", []),
        ("\u201cSetia\u201d dan 'taat' \u2013 selalu\u2026", []),
        ("Setia | dan taat~kepada negara", []),
        ("Dian Zo\u00eb \u0160imi\u0107, 100% hadir", []),
    ],
)
def test_signs(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(key, found) for key, found, _ in told(said(words, "Rela"))] == expected


def test_a_mark_in_the_title_would_stand_on_the_wall() -> None:
    (found,) = remarks(said("Setia", title="Ikrar | Netralitas"))
    assert (found.key, found.place, found.fix) == ("mark-idle", Place.TITLE, True)


def test_a_phrase_longer_than_a_breath_is_told_by_mode() -> None:
    tied = "Undang-Undang~Dasar~tahun~yang~sudah~lama~lalu"
    (found,) = remarks(said(tied), mode=Mode.ECHO)
    assert (found.key, found.found) == ("breath", "Undang-Undang Dasar tahun yang sudah lama lalu")
    assert (found.suggestion, found.fix) == ("14", False)
    assert syllables(found.found) == 15
    assert remarks(said(tied), mode=Mode.UNISON) == []
    assert remarks(said(tied.removesuffix("~lalu")), mode=Mode.ECHO) == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_remark_has_its_sentence(lang: str) -> None:
    messy = (
        *(built_in(name) for name in PRINTED),
        said("1. a |", "3. a", "", "b ,", "(c", "dan dan", "\u0435 (x)", title="T|"),
        replace(COMMON, points=COMMON.points[2:0:-1] + COMMON.points[:1]),
    )
    keys = {remark.key for text in messy for remark in remarks(text)}
    assert len(keys) > 12
    assert all(f"remark.{key}" in load(lang) for key in keys)
