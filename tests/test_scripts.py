"""Script and text files: the built-in ones run, a faulty one is refused with its line and key."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ceremony_tui.core.script import Kind
from ceremony_tui.core.text.pledge import Mode
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.scripts import read_script, read_text
from ceremony_tui.library import data_folder, script_names, text_names

GOOD = """\
[ceremony]
title = "Upacara"
organizer = "Kabupaten Teluk Cempaka"
place = "Halaman"
starts = 2023-10-28T07:30:00+08:00
timezone = "Asia/Makassar"
doors_open = 06:15:00
late_after = 07:30:00
doors_close = 09:00:00

[[role]]
name = "Pembaca Ikrar"

[[stage]]
kind = "rite"
title = "Pembukaan"
minutes = 3

[[stage]]
kind = "recitation"
title = "Ikrar"
minutes = 4
by = "Pembaca Ikrar"
mode = "echo"
text = { title = "Ikrar", opening = "kami berikrar" }
"""


@pytest.fixture
def script(tmp_path: Path):
    def write(source: str = GOOD) -> Path:
        path = tmp_path / "acara.toml"
        path.write_text(source, encoding="utf-8")
        return path

    return write


def fault(path: Path) -> tuple[int, str, str]:
    with pytest.raises(BadInput) as refused:
        read_script(str(path))
    assert refused.value.exit_code == 2
    fields = refused.value.fields
    return int(str(fields["line"])), str(fields["key"]), str(fields["why"])


def test_the_four_ceremonies_are_built_in() -> None:
    assert script_names() == ["apel-ikrar", "jeneponto-2023", "muna-barat-2023", "upacara-bendera"]


@pytest.mark.parametrize("name", script_names())
def test_a_built_in_ceremony_runs_whole(name: str) -> None:
    script = read_script(name)
    kinds = [stage.kind for stage in script.stages]
    pledge = next(s for s in script.stages if s.text and "krar" in s.text.title)
    assert kinds.count(Kind.RECITATION) >= 2
    assert len(pledge.cues) > 10
    if name != "apel-ikrar":
        assert {Kind.SPEECH, Kind.PRAYER, Kind.ANTHEM, Kind.SIGNING} <= set(kinds)
        assert kinds.index(Kind.SPEECH) < script.stages.index(pledge)
    assert script.doors_open < script.late_after < script.doors_close


def test_muna_barat_is_the_ceremony_of_the_article() -> None:
    script = read_script("muna-barat-2023")
    assert script.starts.date().isoformat() == "2023-10-28"
    assert "LM Husein Tali" in {role.holder for role in script.roles}
    pledge = read_text(data_folder() / "texts" / "ikrar-muna-barat-2023.toml")
    assert any(stage.text == pledge for stage in script.stages)
    assert len(pledge.points) == 4
    assert "Muna Barat" in pledge.points[0]


def test_jeneponto_recites_the_corrected_words_and_keeps_the_printed_ones() -> None:
    script = read_script("jeneponto-2023")
    pledge = next(
        s for s in script.stages if s.kind is Kind.RECITATION and "Jeneponto" in str(s.text)
    )
    spoken = " ".join((pledge.text.opening, *pledge.text.points, pledge.text.closing))  # type: ignore[union-attr]
    assert pledge.mode is Mode.UNISON
    for right in ("Sipil", "2024", "ujaran kebencian", "kami bersedia"):
        assert right in spoken
    printed = read_text(data_folder() / "texts" / "ikrar-jeneponto-2023-asli.toml")
    as_printed = " ".join((printed.opening, *printed.points, printed.closing))
    for wrong in ("sipir", "2004", "ajaran kebencian", "Saya bersedia"):
        assert wrong in as_printed
        assert wrong not in spoken
    assert "Jeneponto" in printed.source or "Cahayabaru" in printed.source
    signing = next(s for s in script.stages if s.kind is Kind.SIGNING)
    offices = " ".join(signer.office for signer in signing.signers)
    assert "KPU" in offices
    assert "Bawaslu" in offices


@pytest.mark.parametrize("name", text_names())
def test_every_text_names_its_source(name: str) -> None:
    assert len(read_text(data_folder() / "texts" / f"{name}.toml").source) > 20


def test_a_good_script_is_read(script) -> None:
    read = read_script(str(script()))
    assert read.starts == datetime.fromisoformat("2023-10-28T07:30:00+08:00")
    assert read.doors_open.isoformat() == "2023-10-28T06:15:00+08:00"
    assert [stage.title for stage in read.stages] == ["Pembukaan", "Ikrar"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('place = "Halaman"', 'plase = "Halaman"', (1, "place", "missing")),
        ('title = "Upacara"', 'title = "Upacara"\ncolour = 3', (3, "colour", "unknown")),
        ('title = "Upacara"', 'title = "  "', (2, "title", "blank")),
        ('title = "Upacara"', "title = 7", (2, "title", "type-text")),
        ("Asia/Makassar", "Asia/Makasar", (6, "timezone", "zone")),
        ("Asia/Makassar", "../../etc/passwd", (6, "timezone", "zone")),
        ("Asia/Makassar", "Asia/Jakarta", (5, "starts", "offset")),
        ("+08:00", "", (5, "starts", "type-moment")),
        ("late_after = 07:30:00", 'late_after = "07:30"', (8, "late_after", "type-time")),
        ("late_after = 07:30:00", "late_after = 09:30:00", (8, "late_after", "order")),
        ('kind = "rite"', 'kind = "dance"', (15, "kind", "choice")),
        ("minutes = 3", "minutes = -3", (17, "minutes", "minutes")),
        ("minutes = 3", 'minutes = "3"', (17, "minutes", "type-number")),
        ("minutes = 4", "minutes = 4\nsigner = 1", (23, "signer", "unknown")),
        ('by = "Pembaca Ikrar"', 'by = "Pembaca Doa"', (23, "by", "role")),
        ('mode = "echo"', 'mode = "sing"', (24, "mode", "choice")),
        ('mode = "echo"\n', "", (19, "mode", "needs-text")),
        (', opening = "kami berikrar"', "", (25, "points", "no-words")),
        ('opening = "kami berikrar"', "openning = 'x'", (25, "openning", "unknown")),
        ("[ceremony]", "[ceremony", (1, "TOML", "syntax")),
        ("[[role]]", "[[rolle]]", (11, "rolle", "unknown")),
    ],
)
def test_a_fault_names_its_line_and_key(script, old: str, new: str, expected) -> None:
    assert old in GOOD
    assert fault(script(GOOD.replace(old, new, 1))) == expected


def test_a_script_without_stages_is_refused(script) -> None:
    assert fault(script(GOOD[: GOOD.index("[[stage]]")]))[1:] == ("stage", "no-stage")


def test_a_text_that_is_not_there_names_the_near_ones(script) -> None:
    source = GOOD[: GOOD.index("text = {")] + 'text = "pancasilla"\n'
    with pytest.raises(BadInput) as refused:
        read_script(str(script(source)))
    assert refused.value.fields["why"] == "no-text"
    assert refused.value.fields["near"] == ["pancasila"]


def test_a_text_lies_beside_its_script(script, tmp_path: Path) -> None:
    (tmp_path / "kami.toml").write_text('title = "K"\npoints = ["satu"]\n', encoding="utf-8")
    source = GOOD[: GOOD.index("text = {")] + 'text = "kami"\n'
    assert read_script(str(script(source))).stages[1].text.points == ("satu",)  # type: ignore[union-attr]


def test_an_unknown_script_names_the_near_ones() -> None:
    with pytest.raises(BadInput) as refused:
        read_script("muna-barat")
    assert refused.value.fields["near"] == ["muna-barat-2023"]


def test_doors_that_open_before_midnight_open_the_day_before(script) -> None:
    source = GOOD.replace("T07:30:00", "T00:30:00").replace("06:15:00", "23:15:00")
    source = source.replace("late_after = 07:30:00", "late_after = 00:30:00")
    read = read_script(str(script(source.replace("09:00:00", "02:00:00"))))
    assert read.doors_open.isoformat() == "2023-10-27T23:15:00+08:00"
    assert read.late_after.isoformat() == "2023-10-28T00:30:00+08:00"
    assert read.doors_close.isoformat() == "2023-10-28T02:00:00+08:00"


def test_a_script_moves_to_another_day_with_all_its_limits(script) -> None:
    read = read_script(str(script()))
    moved = read.moved_to(datetime.fromisoformat("2026-12-07T08:00:00+08:00"))
    assert moved.doors_open.isoformat() == "2026-12-07T06:45:00+08:00"
    assert moved.doors_close.isoformat() == "2026-12-07T09:30:00+08:00"


def test_a_script_saved_by_windows_notepad_is_read(script, tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_script(str(path)).title == "Upacara"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 50, b"[ceremony]\n\x80"])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        read_script(str(path))


def test_a_whole_pledge_where_its_name_should_stand_is_told(script) -> None:
    source = GOOD[: GOOD.index("text = {")] + f'text = "{"Kami ASN berikrar " * 50}"\n'
    assert fault(script(source))[1:] == ("text", "no-text")


def test_nesting_without_end_is_told(script) -> None:
    with pytest.raises(BadInput, match="script-encoding"):
        read_script(str(script("x = " + "[" * 5000)))


def test_doors_that_open_long_after_the_start_are_refused(script) -> None:
    source = GOOD.replace("06:15:00", "23:59:00")
    assert fault(script(source))[1:] == ("late_after", "order")


LEAVING = "doors_close = 09:00:00\nleave_from = 09:00:00\nleave_after = 09:15:00"


def test_a_second_scan_may_mean_leaving(tmp_path: Path) -> None:
    source = (data_folder() / "scripts" / "muna-barat-2023.toml").read_text(encoding="utf-8")
    path = tmp_path / "s.toml"
    path.write_text(source.replace("doors_close = 09:00:00", LEAVING), encoding="utf-8")
    script = read_script(str(path))
    assert script.leave_from == script.doors_close
    moved = script.moved_to(script.starts + timedelta(days=3))
    assert moved.leave_after - moved.starts == script.leave_after - script.starts
    early = LEAVING.replace("leave_from = 09:00", "leave_from = 08:00")
    path.write_text(source.replace("doors_close = 09:00:00", early), encoding="utf-8")
    with pytest.raises(BadInput):
        read_script(str(path))
