"""A speech from a plain text file, and what is wrong with one, by file, line and key."""

from pathlib import Path

import pytest

from ceremony_tui.core.script import Kind
from ceremony_tui.core.text.speech import lines_of
from ceremony_tui.errors import BadInput
from ceremony_tui.intake.scripts import read_script
from ceremony_tui.intake.speeches import LONGEST, read_speech
from ceremony_tui.words import load

SCRIPT = """[ceremony]
title = "U"
organizer = "O"
place = "P"
starts = 2023-10-28T07:30:00+08:00
timezone = "Asia/Makassar"
doors_open = 06:15:00
late_after = 07:30:00
doors_close = 09:00:00

[[stage]]
kind = "{kind}"
title = "Amanat"
minutes = 10
text = "{text}"
"""


@pytest.fixture
def write(tmp_path: Path):
    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("Satu.\nDua.", ("Satu.|Dua.",)),
        ("Satu.\n\nDua.\n", ("Satu.", "Dua.")),
        ("Satu.\n \t\n\n\nDua.", ("Satu.", "Dua.")),
        ("Satu\r\n\r\nDua", ("Satu", "Dua")),
        ("\ufeffSatu", ("Satu",)),
        # Broken by an editor, and broken by the writer.
        ("para kepala dinas dan seluruh\npegawai yang hadir", (
            "para kepala dinas dan seluruh pegawai yang hadir",)),
        ("Yang saya hormati:\nBupati;\nbeserta jajaran", (
            "Yang saya hormati:|Bupati;|beserta jajaran",)),
        ("Saudara,\nPegawai", ("Saudara, Pegawai",)),
        ("tarik|napas\x1b[2J", ("tarik|napas",)),
    ],
)  # fmt: skip
def test_paragraphs_and_breaths_are_those_of_the_writer(write, written, points) -> None:
    text = read_speech(write("amanat.txt", written), "Amanat")
    assert (text.title, text.points, text.source) == ("Amanat", points, "amanat.txt")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "amanat.txt: tidak berisi kalimat"),
        (b"\n | ~\n", "amanat.txt: tidak berisi kalimat"),
        ("Satu\nDua\nTiga é".encode("cp1252"), "amanat.txt, baris 3: bukan teks UTF-8"),
        ("Satu".encode("utf-16"), "amanat.txt, baris 1: bukan teks UTF-8"),
        (b"a" * (LONGEST + 1), "amanat.txt: lebih dari 60000 huruf"),
        ("é".encode() * 2 * LONGEST, "amanat.txt: lebih dari 60000 huruf"),
        (b"a" + "é".encode() * 3 * LONGEST, "amanat.txt: lebih dari 60000 huruf"),
    ],
)
def test_what_cannot_be_read_aloud_is_refused(write, content: bytes, told: str) -> None:
    path = write("amanat.txt", content)
    with pytest.raises(BadInput) as fault:
        read_speech(path, "Amanat")
    assert told in load("id").error(fault.value)


def test_a_stage_reads_its_speech_from_beside_the_script(write) -> None:
    write("amanat.txt", "Saudara sekalian, terima kasih.\n")
    path = write("naskah.toml", SCRIPT.format(kind="speech", text="amanat.txt"))
    (stage,) = read_script(str(path)).stages
    assert [line.text for line in lines_of(stage)] == ["Saudara sekalian, terima kasih."]
    assert len(stage.cues) == 1  # the wall keeps the title: what is said is for the speaker


def test_a_text_file_of_points_is_a_speech_too(write) -> None:
    path = write("naskah.toml", SCRIPT.format(kind="speech", text="pancasila"))
    (stage,) = read_script(str(path)).stages
    assert stage.kind is Kind.SPEECH
    assert lines_of(stage)[1].text == "Ketuhanan Yang Maha Esa"


def test_what_is_recited_together_needs_points(write) -> None:
    write("ikrar.txt", "Kami siap.\n")
    mode = 'recitation"\nmode = "echo'
    path = write("naskah.toml", SCRIPT.format(kind=mode, text="ikrar.txt"))
    with pytest.raises(BadInput) as fault:
        read_script(str(path))
    told = load("id").error(fault.value)
    assert "naskah.toml, baris 16, text: yang dibacakan bersama" in told
