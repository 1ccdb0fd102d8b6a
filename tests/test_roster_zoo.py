"""A zoo of roster files, each with its exact report."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tables import Grid, ods, xlsx

from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.errors import BadInput
from ceremony_tui.importing import report
from ceremony_tui.intake.rosters import Wishes, read_roster
from ceremony_tui.intake.units import read_units
from ceremony_tui.library import data_folder

A, B, C = "198609262015051901", "199009132025241902", "196608011988032903"
D, E = "198501012010012904", "197703152003121905"
HEAD = ["NIP", "Nama", "Unit Kerja"]
ANI, BUDI, CICI = [A, "Ani", "Dinas A"], [B, "Budi", "Dinas A"], [C, "Cici", "Dinas B"]
THREE: Grid = [HEAD, ANI, BUDI, CICI]


def people(*rows: list[str]) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(nip or f"NON-{n:04d}", name, unit, nip, status="PNS" if nip else "Non-ASN")
        for n, (nip, name, unit) in enumerate(rows, 1)
    )


def text(rows: Grid, delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(map(str, row)) for row in rows).encode()


@dataclass(frozen=True)
class Animal:
    """`taken` are names, in order; `rejected` and `warnings` are "row reason", one after another.

    `told` are other parts of the report that must be exactly so.
    """

    name: str
    content: bytes
    taken: str
    rejected: str = ""
    warnings: str = ""
    told: dict[str, object] = field(default_factory=dict)
    wishes: Wishes = field(default_factory=Wishes)
    known: tuple[Attendee, ...] = ()


RUINED = [HEAD, ["1.98609262015051E+17", "Ani", "Dinas A"], BUDI]
KNOWN_ANI = people(ANI)
TWINS = people(ANI, [A[:15] + "902", "Anto", "Dinas A"])
# What a program with binary fractions makes of 901, 902, …: 904, 896, …
FLOATS = [HEAD, *([str(int(float(nip))), name, "Dinas A"] for nip, name in zip(
    (A, C, D, E), ("Ani", "Cici", "Didi", "Edi"), strict=True))]  # fmt: skip
TITLES: Grid = [
    ["DAFTAR PEGAWAI", "", ""], ["KABUPATEN TELUK CEMPAKA", "", ""], ["", "", ""],
]  # fmt: skip
UNITS = {"Puskesmas Sidamulya": "Dinas A", "8ae4": "Dinas B"}
SUB = [[*HEAD, "UNOR ID"], [A, "Ani", "PUSKESMAS SIDAMULYA", "1"], [B, "Budi", "Subbagian", "8AE4"],
       [C, "Cici", "Dinas A", ""], [D, "Didi", "Entah", ""]]  # fmt: skip

ZOO = (
    Animal("utf-8 with a mark", b"\xef\xbb\xbf" + text(THREE), "Ani Budi Cici"),
    Animal("semicolons of an Indonesian Excel", text(THREE, ";"), "Ani Budi Cici"),
    Animal("tabs, as copied", text(THREE, "\t"), "Ani Budi Cici"),
    Animal("unicode text of Excel", text(THREE, "\t").decode().encode("utf-16"), "Ani Budi Cici"),
    Animal(
        "names with more commas than the file has semicolons",
        b"DAFTAR, PEGAWAI, DAERAH, 2026\r\n"
        + text([HEAD, [A, "Ani, S.E., M.M., M.Si.", "Dinas A"]], ";"),
        "Ani,_S.E.,_M.M.,_M.Si.",
    ),
    Animal("cp1252", text([HEAD, [A, "José", "Dinas A"]]).decode().encode("cp1252"), "José"),
    Animal("xlsx", xlsx(S=THREE), "Ani Budi Cici"),
    Animal("xlsx that is called csv", xlsx(S=THREE), "Ani Budi Cici"),
    Animal("ods", ods([HEAD, ANI, BUDI]), "Ani Budi"),
    Animal(
        "merged titles above, numbers of columns below",
        xlsx(S=[*TITLES, HEAD, ["(1)", "(2)", "(3)"], ANI, BUDI], merged=("A1:C1", "A2:C2")),
        "Ani Budi",
    ),
    Animal("header in row 20", text([["x", "", ""]] * 19 + [HEAD, ANI]), "Ani"),
    Animal(
        "a table that begins in column C, row 3",
        xlsx(S=[[], [], ["", "", *HEAD], ["", "", *ANI]]),
        "Ani",
    ),
    Animal(
        "one unit merged down three rows",
        xlsx(S=[HEAD, ANI, [B, "Budi", ""], [C, "Cici", ""]], merged=("C2:C4",)),
        "Ani Budi Cici",
    ),
    Animal(
        "a sheet for each office, and one of sums",
        xlsx(A=[HEAD, ANI], Rekap=[["Jumlah", 2]], B=[["NAMA", "NIP", "OPD"], ["Budi", B, "D"]]),
        "Ani Budi",
        told={"skipped_sheets": ("Rekap",)},
    ),
    Animal(
        "a hidden sheet of last year",
        xlsx(A=[HEAD, ANI], Lama=[HEAD, BUDI], hidden=("Lama",)),
        "Ani",
        told={"skipped_sheets": ("Lama",)},
    ),
    Animal(
        "one sheet asked for, though hidden",
        xlsx(A=[HEAD, ANI], Lama=[HEAD, BUDI], hidden=("Lama",)),
        "Budi",
        wishes=Wishes(sheet="Lama"),
    ),
    Animal(
        "numbers in scientific notation", text([*RUINED, ['"1,98E+17"', "Edi", "D"]]), "Budi",
        '2 excel, 4 excel',
    ),
    Animal(
        "a number cell has lost its end",
        xlsx(S=[HEAD, [int(A), "Ani", "Dinas A"], BUDI]),
        "Budi",
        "2 excel",
    ),
    Animal(
        "a number cell of a program, first digit after the 15th is nine",
        xlsx(S=[HEAD, [float(A), "Ani", "Dinas A"]]),
        "Ani",
        warnings="2 rounded",
        known=KNOWN_ANI,
        wishes=Wishes(by_15_digits=True),
    ),
    Animal("zeros at the end", text([HEAD, [A[:15] + "000", "Ani", "D"], BUDI]), "Budi", "2 excel"),
    Animal("a decimal point at the end", text([HEAD, [f"{A}.0", "Ani", "D"]]), "", "2 excel"),
    Animal(
        "wrong ends of binary fractions", text(FLOATS), "",
        "2 float, 3 float, 4 float, 5 float",
    ),
    Animal(
        "one wrong end of somebody on the roster", text(FLOATS[:2]), "", "2 float",
        known=KNOWN_ANI, told={"fits_15_digits": 1},
    ),
    Animal(
        "a number that may end so by chance",
        text([HEAD, [A[:15] + "904", "Ani", "Dinas A"], BUDI]), "Ani Budi",
    ),
    Animal(
        "15 digits that fit one person, not agreed to",
        text(RUINED), "Budi", "2 excel", known=KNOWN_ANI, told={"fits_15_digits": 1},
    ),
    Animal(
        "15 digits that fit one person, agreed to",
        text(RUINED), "Ani Budi", warnings="2 rounded", known=KNOWN_ANI,
        wishes=Wishes(by_15_digits=True), told={"unchanged": 1, "added": 1},
    ),
    Animal(
        "15 digits that fit two people", text(RUINED), "Budi", "2 excel", known=TWINS,
        wishes=Wishes(by_15_digits=True), told={"fits_15_digits": 0},
    ),
    Animal(
        "15 digits of somebody else by name", text(RUINED), "Budi", "2 excel",
        known=people([A, "Zainal", "Dinas A"]), wishes=Wishes(by_15_digits=True),
    ),
    Animal(
        "three digits are too few", text([HEAD, ["1.98E+17", "Ani", "Dinas A"]]), "", "2 excel",
        known=KNOWN_ANI, wishes=Wishes(by_15_digits=True),
    ),
    Animal(
        "two rows for one person's 15 digits", text([*RUINED[:2], RUINED[1]]), "",
        "2 excel, 3 excel", known=KNOWN_ANI, wishes=Wishes(by_15_digits=True),
    ),
    Animal(
        "a newcomer with the same 15 digits",
        text([*RUINED[:2], [A[:15] + "902", "Anto", "Dinas A"]]), "Anto", "2 excel",
        known=KNOWN_ANI, wishes=Wishes(by_15_digits=True),
    ),
    Animal(
        "spaces, dots, apostrophes",
        text([HEAD, ["19860926 201505 1 901", "Ani", "D"], ["19900913.202524.1.902", "Budi", "D"],
              [f"'{C}", "Cici", "D"], [f"NIP. {D}", "Didi", "D"], [f"\xa0{E}", "Edi", "D"]]),
        "Ani Budi Cici Didi Edi",
    ),
    Animal("the same row twice", text([HEAD, ANI, ANI]), "Ani", "3 twice"),
    Animal("one person in two units", text([HEAD, ANI, [A, "Ani", "B"]]), "Ani", "3 two-units"),
    Animal(
        "blanks", text([HEAD, ["", "", ""], [A, "", "D"], [B, "Budi", " "], [" ", " ", " "]]), "",
        "3 no-name, 4 no-unit",
    ),
    Animal(
        "names of people without a NIP, as offices leave it out",
        text([HEAD, ["", "Ani", "D"], ["-", "Budi", "D"], ["Honorer", "Cici", "D"],
              [0, "Didi", "D"]]),
        "Ani Budi Cici Didi",
    ),
    Animal(
        "old numbers, identity numbers, words",
        text([HEAD, ["131234567", "Ani", "D"], ["7401010101900001", "Budi", "D"],
              ["lihat", "C", "D"]]),
        "", "2 nip, 3 nip, 4 nip",
    ),
    Animal(
        "titles inside the name and in their columns",
        text([[*HEAD, "Gelar Depan", "Gelar Belakang"], [*ANI, "Dr.", "M.Si"],
              [B, "Dr. Budi M.Si", "Dinas A", "Dr.", "M.Si"]]),
        "Dr._Ani,_M.Si Dr._Budi_M.Si",
    ),
    Animal(
        "the header again on every page",
        text([HEAD, ANI, HEAD, ["1", "2", "3"], BUDI]), "Ani Budi",
    ),
    Animal(
        "the signature below the table",
        xlsx(S=[HEAD, ANI, [], ["Mengetahui,", "", ""], ["", "Kepala Dinas", ""]]), "Ani",
        "4 no-name, 5 no-unit",
    ),
    Animal(
        "an address of two lines, and a name",
        b'NIP,Nama,Alamat,Unit\r\n' + f'{A},"Ani\nM.Si","Jalan Mawar\nNomor 3",D\r\n'.encode(),
        "Ani_M.Si", told={"dropped": ("Alamat",)},
    ),
    Animal(
        "columns nobody needs here",
        text([[*HEAD, "NIK", "AGAMA NAMA", "NOMOR HP", "No"],
              [*ANI, "7401", "x", "0811", 1]]), "Ani",
        told={"dropped": ("NIK", "AGAMA NAMA", "NOMOR HP")},
    ),
    Animal(
        "sub-units and their offices", text(SUB), "Ani Budi Cici Didi",
        wishes=Wishes(units=UNITS), told={"unmapped": ("Entah",)},
    ),
    Animal(
        "a list without a column of units", text([HEAD[:2], ANI[:2], BUDI[:2]]), "Ani Budi",
        wishes=Wishes(unit="Dinas A"),
    ),
    Animal(
        "titles only this office has",
        text([["Kode", "Orang", "Kantor"], ANI]), "Ani",
        wishes=Wishes({"nip": "Kode", "name": "Orang", "unit": "Kantor"}),
    ),
    Animal(
        "numbers that break a rule of theirs",
        text([HEAD, ["198613262015051901", "Ani", "D"], ["198609262015991901", "Budi", "D"],
              ["198609262015053901", "Cici", "D"]]),
        "Ani Budi Cici", warnings="2 birth, 3 appointment, 4 sex",
    ),
    Animal(
        "who had no NIP has one now",
        text([HEAD, [B, "Budi", "Dinas A"]]), "Budi", warnings="2 grown",
        known=people(["", "Budi", "Dinas A"]), told={"changed": 1, "added": 0},
    ),
    Animal(
        "two newcomers of that name: nobody can tell",
        text([HEAD, [B, "Budi", "Dinas A"], [A, "Budi", "Dinas A"]]), "Budi Budi",
        known=people(["", "Budi", "Dinas A"]), told={"added": 2},
    ),
    Animal(
        "a comma that was not quoted", text([HEAD, [A, "Ani", "S.E.", "Dinas A"], BUDI]), "Budi",
        "2 columns",
    ),
)  # fmt: skip


def rows_of(told: object) -> str:
    return ", ".join(f"{row['row']} {row['reason']}" for row in told)  # type: ignore[attr-defined]


@pytest.mark.parametrize("animal", ZOO, ids=lambda animal: animal.name)
def test_each_file_has_its_report(animal: Animal, tmp_path: Path) -> None:
    path = tmp_path / "pegawai.csv"
    path.write_bytes(animal.content)
    known = Roster(animal.known)
    reading = read_roster(path, known, animal.wishes)
    counts = reading.against(known)
    told = report(reading, counts)
    assert [person.name.replace(" ", "_") for person in reading.people] == animal.taken.split()
    assert rows_of(told["rejected"]) == animal.rejected
    assert rows_of(told["warnings"]) == animal.warnings
    assert {key: told[key] for key in animal.told} == animal.told
    assert sum(counts[k] for k in ("added", "changed", "unchanged", "rejected")) == counts["read"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "roster-web"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "roster-damaged"),
        (b"PK\x03\x04" + b"\0" * 600, "roster-damaged"),
        (b"NIP\0,Nama", "roster-encoding"),
        (text([["x", "", ""]] * 20 + [HEAD, ANI]), "roster-no-column"),
        (xlsx(S=[]), "roster-empty"),
        (xlsx(S=[HEAD, ANI], far="XFD1048576"), "roster-vast"),
        (xlsx(S=[["Jumlah", 3]]), "roster-no-column"),
    ],
)
def test_what_is_no_roster_is_refused(content: bytes, key: str, tmp_path: Path) -> None:
    path = tmp_path / "pegawai.xls"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=key):
        read_roster(path)


def test_a_sheet_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "pegawai.xlsx"
    path.write_bytes(xlsx(Pegawai=THREE))
    with pytest.raises(BadInput, match="sheet-unknown") as refused:
        read_roster(path, wishes=Wishes(sheet="pegawa"))
    assert refused.value.fields["near"] == ["Pegawai"]


@pytest.mark.parametrize(
    ("name", "taken", "rejected"),
    [
        ("siasn.csv", 7, ""),
        ("dinas-kesehatan.xlsx", 4, "9 excel, 10 no-unit, 11 two-units"),
        ("kecamatan.ods", 3, "6 excel"),
        ("honorer.xls", 3, ""),
    ],
)
def test_the_rosters_shown_as_examples_have_their_reports(name, taken, rejected) -> None:
    reading = read_roster(data_folder() / "rosters" / name)
    told = report(reading, reading.against(Roster()))
    assert (len(reading.people), rows_of(told["rejected"])) == (taken, rejected)


def test_an_export_of_69_columns_keeps_ten_of_them_and_one_office() -> None:
    folder = data_folder() / "rosters"
    units = read_units(folder / "unor-opd.csv")
    reading = read_roster(folder / "siasn.csv", wishes=Wishes(units=units))
    assert {person.unit for person in reading.people} == {"Dinas Kesehatan"}
    assert len(reading.columns) + len(reading.dropped) == 69
    assert {"NIK", "AGAMA NAMA", "NOMOR HP", "ALAMAT"} <= set(reading.dropped)
    assert reading.people[3].status == "CPNS"
