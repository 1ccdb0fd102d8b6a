"""`ceremony badges`: sheets, labels, pictures for a mail merge, and one code on the screen."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import zxingcpp
from conftest import PEOPLE
from PIL import Image
from pypdfium2 import PdfDocument
from tests_support import NIP_1, NIP_2

from ceremony_tui.cli import badges, run
from ceremony_tui.core.facts import BadgesPrinted, Verdict
from ceremony_tui.core.roster import Attendee
from ceremony_tui.core.signed import series_of, sign
from ceremony_tui.desk import Desk
from ceremony_tui.papers.badge_folder import write_badge_folder
from ceremony_tui.papers.badges import LAYOUTS
from ceremony_tui.papers.codes import cells, modules_of, png, runs, svg
from ceremony_tui.words import load


def made(capsys, file: Path, *options: object) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["badges", str(file), *map(str, options)])
    told = capsys.readouterr()
    return code, told.out + told.err


def on_paper(pdf: Path) -> list[str]:
    """Every code of the pages, page by page from the top."""
    pages = (page.render(scale=150 / 72).to_pil() for page in PdfDocument(pdf))
    found = [sorted(zxingcpp.read_barcodes(page), key=_place) for page in pages]
    return [code.text for page in found for code in page]


def _place(code: zxingcpp.Barcode) -> tuple[int, int]:
    return code.position.top_left.y // 20, code.position.top_left.x


@pytest.mark.parametrize("layout", badges.LAYOUTS)
def test_every_layout_holds_everybody_unit_by_unit(
    file: Path, tmp_path: Path, capsys, layout: str
) -> None:
    out = tmp_path / "kartu.pdf"
    assert made(capsys, file, "--out", out, "--layout", layout) == (0, f"4 kartu: {out}\n")
    assert on_paper(out) == [person.id for person in PEOPLE]


def test_the_layouts_offered_are_those_there_are() -> None:
    assert tuple(LAYOUTS) == badges.LAYOUTS


def test_signed_badges_admit_at_the_gate_and_are_on_record(
    file: Path, desk: Desk, tmp_path: Path, capsys
) -> None:
    out = tmp_path / "kartu.pdf"
    assert made(capsys, file, "--out", out, "--signed", "--unit", "Inspektorat")[0] == 0
    texts = on_paper(out)
    key = desk.ceremony.key
    assert texts == [sign(key, PEOPLE[2].id), sign(key, "NON-0001")]
    assert [desk.scan(text).fact.verdict for text in texts] == [Verdict.PRESENT] * 2
    (entry,) = desk.ceremony.printed
    assert entry.fact == BadgesPrinted(2, "Inspektorat", series_of(key))


def test_a_lost_badge_is_replaced_by_a_signed_one(
    file: Path, desk: Desk, tmp_path: Path, capsys
) -> None:
    old = sign(desk.ceremony.key, NIP_1)
    assert run(["revoke", str(file), NIP_1, "--reason", "hilang"]) == 0
    out = tmp_path / "satu.pdf"
    assert made(capsys, file, "--out", out, "--signed", "--nip", NIP_1)[0] == 0
    (new,) = on_paper(out)
    assert desk.scan(old).fact.verdict is Verdict.REVOKED
    assert desk.scan(new).fact.verdict is Verdict.PRESENT


def test_who_has_no_valid_code_is_left_out_and_named(file: Path, tmp_path: Path, capsys) -> None:
    assert run(["revoke", str(file), NIP_2, "--reason", "hilang"]) == 0
    code, told = made(capsys, file, "--out", tmp_path / "k.pdf")
    assert code == 0
    assert "1 orang tanpa kode" in told
    assert PEOPLE[1].name in told
    assert NIP_2 not in on_paper(tmp_path / "k.pdf")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_folder_holds_one_picture_each_and_the_table_of_a_mail_merge(
    file: Path, tmp_path: Path, capsys, form: str
) -> None:
    folder = tmp_path / "kartu"
    assert made(capsys, file, "--out", folder, "--format", form)[0] == 0
    table = csv.reader(StringIO((folder / "kartu.csv").read_text(encoding="utf-8-sig")))
    titles, *rows = table
    assert titles == ["Berkas", "NIP", "Nama", "Unit", "Jabatan", "Kode"]
    assert [row[1:] for row in rows] == [[p.nip, p.name, p.unit, p.position, p.id] for p in PEOPLE]
    assert {path.name for path in folder.iterdir()} == {"kartu.csv", *(row[0] for row in rows)}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    if form == "png":
        read = [zxingcpp.read_barcode(Image.open(folder / row[0])).text for row in rows]
        assert read == [row[-1] for row in rows]


def test_a_folder_that_holds_something_is_left_as_it_is(file: Path, tmp_path: Path, capsys) -> None:
    folder = tmp_path / "kartu"
    folder.mkdir()
    (folder / "x").touch()
    code, told = made(capsys, file, "--out", folder)
    assert (code, [path.name for path in folder.iterdir()]) == (1, ["x"])
    assert "tidak ditimpa" in told
    (folder / "x").unlink()
    assert made(capsys, file, "--out", folder)[0] == 0


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def cut():
        yield PEOPLE[0], NIP_1
        raise OSError(28, "no space")

    folder = tmp_path / "kartu"
    with pytest.raises(Exception, match="out-failed"):
        write_badge_folder(cut(), folder, form="png", words=load("id"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON", "=1+1", "\x1b[31m", "中村", "a" * 300, ".", "Ma'ruf / B\\C"]
)
def test_a_hostile_name_makes_a_harmless_file_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kartu"
    person = Attendee("K-1", name, "BKPSDM")
    write_badge_folder([(person, "K-1")], folder, form="png", words=load("id"))
    (picture,) = folder.glob("*.png")
    assert picture.name.startswith("0001-")
    assert len(picture.name) < 60
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kartu"]
    assert ",=1+1" not in (folder / "kartu.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("options", [["--preview", NIP_1], ["--preview", "nurlina", "--signed"]])
def test_a_code_on_the_screen_is_read_by_a_phone(
    file: Path, desk: Desk, capsys, options: list[str]
) -> None:
    code, told = made(capsys, file, *options)
    head, *rows = told.splitlines()
    assert (code, head) == (0, "Sitti Nurlina · Dinas Kesehatan")
    assert desk.scan(_seen(rows)).fact.attendee == NIP_1
    assert desk.ceremony.printed == ()


def _seen(rows: list[str]) -> str:
    """What a camera reads from half blocks, each cell two dots high."""
    picture = Image.new("L", (29, 2 * len(rows)), 255)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            for half, blocks in ((0, "▀█"), (1, "▄█")):
                if cell in blocks:
                    picture.putpixel((x, 2 * y + half), 0)
    return zxingcpp.read_barcode(picture.resize((290, 20 * len(rows)), 0)).text


def test_a_picture_a_drawing_and_the_cells_show_the_same_modules() -> None:
    modules = modules_of(NIP_1)
    small = Image.open(BytesIO(png(NIP_1))).resize((29, 29), 0)
    dark = [(x, y) for y in range(29) for x in range(29) if not small.getpixel((x, y))]
    assert dark == [(x, y) for y, row in enumerate(modules) for x, m in enumerate(row) if m]
    assert sum(length for _, _, length in runs(modules)) == len(dark)
    assert svg(NIP_1).count(b"v1h-") == len(list(runs(modules)))
    assert len(cells(NIP_1)) == 15


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--out", "kartu.docx"], 2),
        (["--out", "x.pdf", "--unit", "Dinas Kesehtan"], 2),
        (["--out", "x.pdf", "--nip", "000"], 2),
        (["--preview", "xyz"], 2),
        (["--out", "x.pdf", "--layout", "a3"], 2),
        ([], 2),
        (["--out", "nowhere/x.pdf"], 1),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_recorded(
    file: Path, desk: Desk, tmp_path: Path, monkeypatch, capsys, options: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    assert made(capsys, file, *options)[0] == code
    desk.refresh()
    assert desk.ceremony.printed == ()
    assert not list(tmp_path.glob("*.pdf"))


def test_the_demo_prints_its_badges_and_says_so_in_its_log(tmp_path: Path, capsys) -> None:
    assert run(["demo", "--no-run", "--attendees", "3", "--dir", str(tmp_path / "g")]) == 0
    capsys.readouterr()
    assert run(["log", str(tmp_path / "g" / "gladi.db")]) == 0
    assert "badges-printed  people=3" in capsys.readouterr().out
