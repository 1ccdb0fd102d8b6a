"""The pledge: its syllables, its phrases as they stand on the wall, and the time they take.

The pledges are real ones, slips of the day included. Two slashes are a breath in every mode, one
slash a breath in echo only.
"""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceremony_tui.core.text.pledge import (
    Cue,
    Mode,
    Text,
    Turn,
    cues,
    number_words,
    split,
    syllables,
)

MOST = {Mode.ECHO: 14, Mode.UNISON: 19, Mode.LISTEN: 19}
NUMBERS = ("Satu", "Dua", "Tiga", "Empat", "Lima")

COMMON = Text(
    "IKRAR NETRALITAS PEGAWAI APARATUR SIPIL NEGARA",
    opening="Dalam rangka menyukseskan // pelaksanaan Pemilu dan Pemilihan // Tahun 2024"
    " // kami berikrar:",
    points=(
        "Menjaga dan menegakkan // prinsip netralitas Pegawai ASN // di instansi masing-masing"
        " // dalam melaksanakan / fungsi pelayanan publik // baik sebelum, selama, maupun sesudah"
        " // pelaksanaan Pemilu dan Pemilihan // Tahun 2024.",
        "Menghindari konflik kepentingan, // tidak melakukan"
        " / praktik-praktik intimidasi dan ancaman // kepada Pegawai ASN"
        " // dan seluruh elemen masyarakat // serta tidak memihak"
        " / kepada pasangan calon tertentu.",
        "Menggunakan media sosial / secara bijak // dan tidak menyebarkan ujaran kebencian"
        " // serta berita bohong.",
        "Menolak politik uang // dan segala jenis pemberian / dalam bentuk apapun.",
    ),
    closing="Demikian ikrar ini // kami buat dan laksanakan // dengan penuh integritas"
    " / dan rasa tanggung jawab // dalam rangka mewujudkan / netralitas Pegawai ASN"
    " // yang bermartabat, beretika, dan demokratis // demi terwujudnya"
    " / persatuan dan kesatuan NKRI.",
)
JENEPONTO = Text(
    "Ikrar",
    opening="kami aparatur sipir negara berikrar",
    points=(
        "akan menjaga dan menegakkan / prinsip netralitas // dalam melaksanakan"
        " / fungsi pelayanan publik // baik sebelum, selama, maupun sesudah"
        " // pelaksanaan Pemilu // tahun 2004.",
        "menghindari konflik kepentingan, // tidak melakukan"
        " / praktik-praktik intimidasi dan ancaman // kepada seluruh elemen masyarakat"
        " // serta tidak memihak / kepada pasangan calon tertentu.",
        "menggunakan media sosial / secara bijak, // tidak dipergunakan"
        " // untuk kepentingan Pasangan calon tertentu // tidak menyebarkan ajaran kebencian"
        " // serta berita bohong.",
        "menolak politik uang // dan segala jenis pemberian / dalam bentuk apapun.",
    ),
    closing="demikian ikrar ini // Apabila kami melanggar / hal-hal yang telah kami nyatakan"
    " // dalam ikrar ini // Saya bersedia menerima sanksi // sesuai ketentuan"
    " / peraturan perundang-undangan.",
)
MUNA_BARAT = Text(
    "Ikrar Netralitas ASN Kabupaten Muna Barat",
    points=(
        "Menjaga dan menegakkan // prinsip netralitas pegawai / Aparatur Sipil Negara"
        " // di Pemerintah Kabupaten Muna Barat // dalam melaksanakan / fungsi pelayanan publik"
        " // baik sebelum, selama, maupun sesudah // pelaksanaan / Pemilihan Umum dan Pemilihan"
        " // Tahun 2024.",
        "Menghindari konflik kepentingan, // tidak melakukan"
        " / praktik-praktik intimidasi dan ancaman // kepada pegawai"
        " / dan seluruh elemen masyarakat // serta tidak memihak"
        " / kepada pasangan calon tertentu.",
        "Menggunakan media sosial / secara bijak, // tidak dipergunakan"
        " // untuk kepentingan pasangan calon tertentu, // dan tidak menyebarkan ujaran kebencian"
        " // serta berita bohong.",
        "Menolak politik uang // dan segala jenis pemberian / dalam bentuk apapun.",
    ),
)
PANCASILA = Text(
    "PANCASILA",
    points=(
        "Ketuhanan Yang Maha Esa",
        "Kemanusiaan yang adil dan beradab",
        "Persatuan Indonesia",
        "Kerakyatan yang dipimpin // oleh hikmat kebijaksanaan // dalam permusyawaratan/perwakilan",
        "Keadilan sosial // bagi seluruh rakyat Indonesia",
    ),
)
PANCA_PRASETYA = Text(
    "PANCA PRASETYA KORPRI",
    opening="Kami Anggota / Korps Pegawai Republik Indonesia"
    " // adalah insan yang beriman dan bertaqwa // kepada Tuhan Yang Maha Esa, / berjanji:",
    points=(
        "Setia dan taat / kepada Negara Kesatuan // dan Pemerintah Republik Indonesia"
        " // yang berdasarkan Pancasila // dan Undang-Undang Dasar 1945.",
        "Menjunjung tinggi kehormatan / bangsa dan negara"
        " // serta memegang teguh rahasia jabatan // dan rahasia negara.",
        "Mengutamakan / kepentingan negara dan masyarakat"
        " // di atas kepentingan pribadi dan golongan.",
        "Memelihara / persatuan dan kesatuan bangsa // serta kesetiakawanan"
        " // Korps Pegawai Republik Indonesia.",
        "Menegakkan / kejujuran, keadilan dan disiplin // serta meningkatkan"
        " // kesejahteraan dan profesionalisme.",
    ),
)
SUMPAH_PEMUDA = Text(
    "SUMPAH PEMUDA",
    points=(
        "Kami putra dan putri Indonesia, // mengaku bertumpah darah yang satu,"
        " // tanah air Indonesia.",
        "Kami putra dan putri Indonesia, // mengaku berbangsa yang satu, // bangsa Indonesia.",
        "Kami putra dan putri Indonesia, // menjunjung bahasa persatuan, // bahasa Indonesia.",
    ),
)


def plain(slashed: str) -> str:
    return slashed.replace(" // ", " ").replace(" / ", " ")


def plain_text(slashed: Text) -> Text:
    points = tuple(plain(point) for point in slashed.points)
    return Text(slashed.title, "", plain(slashed.opening), points, plain(slashed.closing))


def phrases(slashed: str, mode: Mode) -> list[str]:
    every = slashed.replace(" / ", " // " if mode is Mode.ECHO else " ")
    return [phrase.rstrip(".,:") for phrase in every.split(" // ") if phrase]


def wall(text: Text, mode: Mode) -> list[str]:
    """What stands on the wall after the title, an echoed phrase once."""
    return [cue.text for cue in cues(text, mode)[1:] if cue.turn is not Turn.LEADER]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "slashed",
    [COMMON, MUNA_BARAT, JENEPONTO, PANCASILA, PANCA_PRASETYA, SUMPAH_PEMUDA],
    ids=lambda t: t.title,
)
def test_a_pledge_is_cut_where_an_officer_would_breathe(slashed: Text, mode: Mode) -> None:
    expected = phrases(slashed.opening, mode)
    for number, point in zip(NUMBERS, slashed.points, strict=False):
        first, *others = phrases(point, mode)
        expected += [number, first] if mode is Mode.ECHO else [f"{number}. {first}"]
        expected += others
    expected += phrases(slashed.closing, mode)
    assert wall(plain_text(slashed), mode) == expected


@pytest.mark.parametrize(
    "slashed",
    [
        "Menjaga dan menegakkan // prinsip netralitas pegawai // Aparatur Sipil Negara (ASN)"
        " // di Pemerintah // Kabupaten (Pemkab) Muna Barat (Mubar) // dalam melaksanakan"
        " // fungsi pelayanan publik // baik sebelum, selama, maupun sesudah // pelaksanaan"
        " // Pemilihan Umum dan Pemilihan // Tahun 2024.",
        "kami seluruh pegawai // Dinas Kesehatan Kota Yogyakarta // menyatakan netral",
    ],
)
def test_the_name_of_a_place_stays_whole(slashed: str) -> None:
    assert list(split(plain(slashed), Mode.ECHO)) == phrases(slashed, Mode.ECHO)


@pytest.mark.parametrize(("mode", "minutes"), [(Mode.ECHO, 4.2), (Mode.UNISON, 2.1)])
def test_the_common_pledge_takes_four_minutes_echoed_and_two_in_unison(
    mode: Mode, minutes: float
) -> None:
    seconds = sum(cue.seconds for cue in cues(plain_text(COMMON), mode))
    assert seconds / 60 == pytest.approx(minutes, abs=0.3)


SPOKEN = {
    "": 0, "— ~ |": 0, "Pancasila": 4, "keadilan": 4, "praktik-praktik": 4, "é": 1, "dgn": 1,
    "permusyawaratan/perwakilan": 10, "POETRA": 2,
    # a final ai, au or oi is one sound, before a clitic too
    "pakai": 2, "pulau-pulau": 4, "sepoi": 2, "maupun": 2, "air": 2, "baik": 2,
    # spelled, or said as a word
    "ASN": 3, "NKRI": 4, "BKPSDM": 6, "non-ASN": 4, "RI": 2, "KORPRI": 2, "KORPS": 1,
    "PANCASILA DAN NEGARA": 8,
    # figures in words, a very long one by its digits
    "2024": 10, "2024.": 10, "1945": 14, "Tahun 2024": 12, "ke-95": 8, "5.099": 12, "007": 4,
    "198803": 20, "198803198803198803": 42,
}  # fmt: skip


@pytest.mark.parametrize("text", SPOKEN)
def test_syllables_are_counted_as_spoken(text: str) -> None:
    assert syllables(text) == SPOKEN[text]


IN_WORDS = {
    -5: "minus lima", 0: "nol", 9: "sembilan", 10: "sepuluh", 11: "sebelas", 17: "tujuh belas",
    20: "dua puluh", 66: "enam puluh enam", 100: "seratus", 111: "seratus sebelas",
    1000: "seribu", 1945: "seribu sembilan ratus empat puluh lima",
    2024: "dua ribu dua puluh empat", 5099: "lima ribu sembilan puluh sembilan",
    11_000: "sebelas ribu", 101_000: "seratus satu ribu", 1_000_000: "satu juta",
    999_999: "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
}  # fmt: skip


@pytest.mark.parametrize("number", IN_WORDS)
def test_numbers_are_said_in_words(number: int) -> None:
    assert number_words(number) == IN_WORDS[number]


def test_no_two_numbers_sound_alike() -> None:
    assert len({number_words(n) for n in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ketuhanan | Yang Maha Esa", ("Ketuhanan", "Yang Maha Esa")),
        ("politik|uang", ("politik", "uang")),
        ("Setia~~dan ~ taat.", ("Setia dan taat",)),
        (
            "adil ~ makmur~ sentosa ~sejahtera ~ berdaulat",
            ("adil makmur sentosa sejahtera berdaulat",),
        ),
        ("Merdeka. Merdeka!", ("Merdeka", "Merdeka!")),
        ("Merdeka.~Merdeka!", ("Merdeka. Merdeka!",)),
        ("adil~|~makmur", ("adil", "makmur")),
        ("~|| ~adil~ |", ("adil",)),
        ("|~| ~", ()),
        (" . , ; :", ()),
        ("ke\u00adsatuan\x1b \u202ebangsa\ud800", ("kesatuan bangsa",)),
        ("Dr. H. Paris Yasir berkata. Siap", ("Dr. H. Paris Yasir berkata", "Siap")),
    ],
)
def test_marks_and_stops_decide(text: str, expected: tuple[str, ...]) -> None:
    assert split(text, Mode.ECHO) == expected


@pytest.mark.parametrize(
    "together",
    ["Pegawai ASN", "Aparatur Sipil Negara", "politik uang", "tanggung jawab", "Tahun 2024",
     "media sosial", "Undang-Undang Dasar 1945", "28 Oktober 1928", "hak itu", "dan rakyat",
     "yang merdeka", "tidak memihak", "di halaman", "untuk rakyat"],
)  # fmt: skip
@pytest.mark.parametrize("shift", range(12))
def test_what_belongs_together_is_never_cut(together: str, shift: int) -> None:
    text = f"{'satu ' * shift}{together} rakyat makmur sentosa jaya"
    assert any(together in phrase for phrase in split(text, Mode.ECHO))


def test_a_number_is_announced_only_among_others_and_only_once() -> None:
    assert wall(Text("T", points=("Siap bekerja",)), Mode.ECHO) == ["Siap bekerja"]
    assert wall(Text("T", points=("Siap", " |~\n")), Mode.ECHO) == ["Satu", "Siap"]
    two = Text("T", points=("Pertama, siap bekerja.", "Kedua siap melayani."))
    assert wall(two, Mode.ECHO) == ["Pertama", "siap bekerja", "Kedua", "siap melayani"]
    assert wall(two, Mode.UNISON) == ["Pertama, siap bekerja", "Kedua siap melayani"]


def test_a_cue_knows_its_turn_its_point_and_its_time() -> None:
    text = Text("Ikrar", opening="Kami berikrar:", points=("Siap", "Taat"), closing="Merdeka!")
    echo = cues(text, Mode.ECHO, metres=34.3)
    assert [(cue.text, cue.turn, cue.point, cue.syllables) for cue in echo[:5]] == [
        ("Ikrar", Turn.TITLE, 0, 0),
        ("Kami berikrar", Turn.LEADER, 0, 5),
        ("Kami berikrar", Turn.ALL, 0, 5),
        ("Satu", Turn.LEADER, 1, 2),
        ("Satu", Turn.ALL, 1, 2),
    ]
    assert [cue.seconds for cue in echo[:5]] == pytest.approx(
        [0, 5 / 3.6 + 0.5, 5 / 3.2 + 0.9, 1 + 2 / 3.6 + 0.5, 2 / 3.2 + 0.9]
    )
    for mode, turn in ((Mode.UNISON, Turn.ALL), (Mode.LISTEN, Turn.LISTEN)):
        spoken = cues(text, mode)
        assert [cue.turn for cue in spoken] == [Turn.TITLE, *[turn] * 4]
        assert [cue.point for cue in spoken] == [0, 0, 1, 2, 3]
        assert [cue.seconds for cue in spoken] == pytest.approx([0, *(
            pause + n / 3.2 + 0.8 for pause, n in ((0, 5), (1, 4), (1, 4), (0, 3))
        )])  # fmt: skip


@pytest.mark.parametrize("mode", Mode)
def test_a_title_alone_is_one_cue(mode: Mode) -> None:
    assert cues(Text("Ikrar"), mode) == (Cue("Ikrar", Turn.TITLE, 0, 0, 0.0),)


LEANING = ("dan", "yang", "tidak", "untuk", "kepada")
PLAIN = ("rakyat", "makmur", "sentosa", "melayani", "jujur,", "disiplin", "gotong", "Royong")
ODD = ("ASN", "2024.", "(ASN)", "-", "ini;", "Dr.", "S.E.,", "politik", "uang", "|", "~", "a|~b")
modes = st.sampled_from(Mode)
clear = st.lists(st.sampled_from((*LEANING, *PLAIN))).map(" ".join)
odd = st.lists(st.sampled_from((*LEANING, *PLAIN, *ODD))).map(" ".join)


def bare_words(text: str) -> list[str]:
    """The words of a text without the marks and the punctuation that a phrase may lose."""
    words = text.replace("|", " ").replace("~", " ").split()
    return [bare for word in words if (bare := word.rstrip(".,:;-"))]


@settings(deadline=None)
@given(odd, modes)
def test_no_word_is_lost_doubled_or_moved(text: str, mode: Mode) -> None:
    assert bare_words(" ".join(split(text, mode))) == bare_words(text)


@settings(deadline=None)
@given(clear, modes)
def test_only_a_single_tied_run_exceeds_the_most(text: str, mode: Mode) -> None:
    for phrase in split(text, mode):
        *leaning, _ = phrase.split()
        assert syllables(phrase) <= MOST[mode] or set(leaning) <= set(LEANING)


@settings(deadline=None)
@given(st.lists(clear), modes)
def test_a_break_mark_parts_a_text_as_if_it_were_two(parts: list[str], mode: Mode) -> None:
    apart = [phrase for part in parts for phrase in split(part, mode)]
    assert list(split("|".join(parts), mode)) == apart


@settings(deadline=None)
@given(odd | st.text(), st.lists(odd | st.text()), modes)
def test_any_text_at_all_becomes_clean_cues(part: str, points: list[str], mode: Mode) -> None:
    laid = cues(Text("T", opening=part, points=tuple(points), closing=part), mode)
    assert laid[0] == Cue("T", Turn.TITLE)
    assert [cue.point for cue in laid] == sorted(cue.point for cue in laid)
    for cue in laid[1:]:
        assert cue.text.isprintable()
        assert cue.text == cue.text.strip() != ""
        assert not set(cue.text) & {"|", "~"}
        assert cue.syllables == syllables(cue.text)
        assert cue.seconds > 0.4


@pytest.mark.parametrize(
    "hostile",
    ["a" * 10_000, "A" * 10_000, "9" * 10_000, "." * 10_000 + "a", "1." * 5_000, "|~" * 5_000,
     "dan " * 5_000, "rakyat " * 5_000, "ab, " * 5_000, "- " * 5_000, "\u0663 " * 5_000,
     "\x1b[31m " * 5_000],
)  # fmt: skip
def test_a_hostile_text_costs_no_more_than_its_length(hostile: str) -> None:
    began = perf_counter()
    split(hostile, Mode.UNISON)
    assert perf_counter() - began < 5
