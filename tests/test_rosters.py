"""Roster files as offices have them: bad rows are rejected one by one, with row and reason."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ceremony_tui.core.roster import Attendee, Roster
from ceremony_tui.errors import BadInput
from ceremony_tui.intake import persons
from ceremony_tui.intake.rosters import RosterReading, Wishes, read_roster

HEAD = "NIP,Nama,Unit Kerja\n"
NIP = "198609262015051901"


@pytest.fixture
def roster(tmp_path: Path):
    def write(source: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / "pegawai.csv"
        path.write_bytes(source if isinstance(source, bytes) else source.encode(encoding))
        return path

    return write


def rejects(reading: RosterReading) -> list[tuple[int, str]]:
    return [(reject.row, reject.reason) for reject in reading.rejected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_csv_is_read(roster, encoding: str, delimiter: str) -> None:
    source = f"NIP,Nama,OPD\r\n{NIP},José Añez,Dinas Kesehatan\r\n".replace(",", delimiter)
    (person,) = read_roster(roster(source, encoding)).people
    assert (person.nip, person.name, person.unit) == (NIP, "José Añez", "Dinas Kesehatan")


@pytest.mark.parametrize(
    "header",
    [
        "NIP,Nama,Unit Kerja",
        "nip/nipppk,NAMA LENGKAP,SKPD",
        "NIP BARU,NAMA,UNOR NAMA",
        " Nip ,nama pegawai,Perangkat Daerah",
        "NIP,Name,Unit",
        "NIP,Nama,Bidang",
    ],
)
def test_headers_as_offices_write_them(roster, header: str) -> None:
    assert len(read_roster(roster(f"{header}\n{NIP},A,B\n")).people) == 1


@pytest.mark.parametrize(
    "nip", ["19860926 201505 1 901", "19860926.201505.1.901", f"'{NIP}", f"NIP. {NIP}", f" {NIP} "]
)
def test_a_nip_as_people_write_it(roster, nip: str) -> None:
    assert read_roster(roster(f"{HEAD}{nip},A,B\n")).people[0].nip == NIP


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{NIP},,Dinas", "no-name"),
        (f"{NIP},Ani,", "no-unit"),
        ("1.98609E+17,Ani,Dinas", "excel"),
        ('"1,98609E+17",Ani,Dinas', "excel"),
        ("198609262015051000,Ani,Dinas", "excel"),
        ("198609262015051001.0,Ani,Dinas", "excel"),
        ("12345,Ani,Dinas", "nip"),
        ("7401010101900001,Ani,Dinas", "nip"),
        (f"{NIP},Ani,Dinas,extra", "columns"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_are_taken(roster, row: str, reason: str) -> None:
    reading = read_roster(roster(f"{HEAD}199009132025241902,Budi,Dinas\n{row}\n"))
    assert rejects(reading) == [(3, reason)]
    assert [person.name for person in reading.people] == ["Budi"]


def test_the_same_nip_twice_names_the_first_row(roster) -> None:
    reading = read_roster(roster(f"{HEAD}{NIP},Ani,Dinas\n{NIP},Ani,Dinas\n"))
    assert [(r.row, r.reason, r.other) for r in reading.rejected] == [(3, "twice", 2)]


def test_people_without_a_nip_get_a_local_number_and_keep_it(roster) -> None:
    path = roster(f"{HEAD},Ani,Dinas\n-,Budi,Dinas\n")
    first = read_roster(path)
    assert [person.id for person in first.people] == ["NON-0001", "NON-0002"]
    turned = roster(f"{HEAD},Cici,Dinas\n,Budi,Dinas\n,Ani,Dinas\n")
    again = read_roster(turned, Roster(first.people))
    assert {person.name: person.id for person in again.people} == {
        "Cici": "NON-0003",
        "Budi": "NON-0002",
        "Ani": "NON-0001",
    }


def test_two_people_of_one_name_stay_two_people_when_imported_again(roster) -> None:
    path = roster(f"{HEAD},Ani,Dinas\n,Ani,Dinas\n")
    first = read_roster(path)
    again = read_roster(path, Roster(first.people))
    assert again.against(Roster(first.people))["unchanged"] == 2


def test_titles_are_joined_for_display(roster) -> None:
    source = f'NIP BARU,GELAR DEPAN,NAMA,GELAR BELAKANG,UNOR NAMA\n{NIP},Dr.,ANI,"S.E., M.M.",D\n'
    assert read_roster(roster(source)).people[0].name == "Dr. ANI, S.E., M.M."


def test_control_characters_never_come_in(roster) -> None:
    source = f"{HEAD}{NIP},An\x1b[31mi\x07,Dinas\x9b2J\n"
    person = read_roster(roster(source)).people[0]
    assert person.name.isprintable()
    assert person.unit.isprintable()


def test_hard_names_come_in_unchanged(roster) -> None:
    names = ["Bob [VIP]", "Ann [/b] Lee", "=1+1", "O'Neil", "A" * 60, "Siti; Rohani"]
    rows = "".join(f'1986092620150519{n:02d},"{name}",D\n' for n, name in enumerate(names, 1))
    assert [p.name for p in read_roster(roster(HEAD + rows)).people] == names


def test_a_shared_badge_number_is_taken_with_a_warning(roster) -> None:
    source = f"NIP,Nama,Unit,No Kartu\n{NIP},Ani,D,K-1\n199009132025241902,Budi,D,K-1\n"
    reading = read_roster(roster(source))
    assert len(reading.people) == 2
    assert reading.warnings == ((3, "badge", ""),)


def test_a_badge_number_that_is_anothers_nip_is_told(roster) -> None:
    source = f"NIP,Nama,Unit,No Kartu\n{NIP},Ani,D,\n199009132025241902,Budi,D,{NIP}\n"
    assert read_roster(roster(source)).warnings == ((3, "badge", ""),)


def test_a_nip_that_breaks_a_rule_is_taken_with_a_warning(roster) -> None:
    reading = read_roster(roster(f"{HEAD}198613262015051901,Ani,D\n"))
    assert len(reading.people) == 1
    assert reading.warnings == ((2, "birth", ""),)


def test_columns_can_be_named_by_hand(roster) -> None:
    path = roster(f"Nomor,Orang,Kantor\n{NIP},Ani,Dinas\n")
    mapping = {"nip": "Nomor", "name": "orang", "unit": "KANTOR"}
    assert read_roster(path, wishes=Wishes(mapping)).people[0].name == "Ani"


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("", "roster-empty"),
        ("\n\n", "roster-empty"),
        (HEAD, "roster-empty"),
        ("Nama,Unit\nAni,D\n", "roster-no-column"),
        (b"PK\x03\x04\x00\x00", "roster-damaged"),
    ],
)
def test_a_file_that_is_no_roster_is_refused(roster, source, key: str) -> None:
    with pytest.raises(BadInput, match=key) as refused:
        read_roster(roster(source))
    assert refused.value.exit_code == 2


def test_a_quote_that_is_never_closed_is_told_with_its_row(roster) -> None:
    people = "".join(f"1986092620150519{n:02d},Orang {n},D\n" for n in range(2, 90))
    with pytest.raises(BadInput, match="roster-quote") as refused:
        read_roster(roster(f'{HEAD}{NIP},Ani,"D\n{people}'))
    assert refused.value.fields["row"] == 2


def test_a_quote_that_is_closed_later_swallows_nobody_in_silence(roster) -> None:
    people = "".join(f"1986092620150519{n:02d},Orang {n},D\n" for n in range(2, 5))
    reading = read_roster(roster(f'{HEAD}{NIP},Ani,"D\n{people}"\n199009132025241902,Budi,D\n'))
    assert rejects(reading) == [(2, "lines")]
    assert [person.name for person in reading.people] == ["Budi"]


def test_a_line_that_tells_excel_the_delimiter_is_passed_over(roster) -> None:
    assert len(read_roster(roster(f"sep=;\nNIP;Nama;Unit\n{NIP};Ani;D\n")).people) == 1


def test_counts_against_what_is_known(roster) -> None:
    known = read_roster(roster(f"{HEAD}{NIP},Ani,D\n199009132025241902,Budi,D\n"))
    again = read_roster(roster(f"{HEAD}{NIP},Ani,D\n199009132025241902,Budi,E\n,Cici,D\n,,D\n"))
    assert again.against(Roster(known.people)) == {
        "read": 4,
        "added": 1,
        "changed": 1,
        "unchanged": 1,
        "rejected": 1,
    }


CELL = st.one_of(
    st.sampled_from(["", NIP, "198609262015051000", "1.98E+17", "Ani", "Dinas", "-", "'", '"']),
    st.text(max_size=12),
)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_every_row_is_either_taken_or_rejected(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("r") / "r.csv"
    with path.open("w", encoding="utf-8", newline="", errors="ignore") as file:
        writer = csv.writer(file)
        writer.writerow(("NIP", "Nama", "Unit Kerja"))
        writer.writerows(rows)
    try:
        reading = read_roster(path)
    except BadInput:
        return
    counts = reading.against(Roster())
    parts = counts["added"] + counts["changed"] + counts["unchanged"] + counts["rejected"]
    assert counts["read"] == parts
    assert len({person.id for person in reading.people}) == len(reading.people)


def test_a_cut_nip_says_nothing_of_the_status_of_others(roster) -> None:
    cut = NIP[:17]  # its month of appointment is that of the whole ones
    people = read_roster(roster(f"{HEAD}{cut},Ani,D\n12345,Cici,D\n{NIP},Budi,D\n,Dodo,D\n")).people
    assert [person.status for person in people] == ["PNS", "Non-ASN"]


# Mostly whole rows; in some the month is none or the number one that a fraction can stand for,
# some share a number or a badge with another or are known.
WHOLE = st.tuples(
    st.integers(1, 40).map(lambda n: f"1990{1 + n % 13:02d}012025241{88 + 8 * n:03d}"),
    st.sampled_from(["Ani", "Budi Santoso, S.E."]),
    st.sampled_from(["Dinas", "Inspektorat"]),
    st.one_of(st.just(""), st.integers(1, 9).map("K{}".format)),
)
KNOWN = [
    Attendee("199003012025241104", "Ani", "Dinas", "199003012025241104"),
    Attendee("LAMA", "Budi", "Dinas", "199005012025241120", badge="K7"),
    Attendee("NON-0004", "Cici", "Dinas"),
]
ODD = st.tuples(
    st.sampled_from(["", NIP, "199009132025241904", "198613262015051902", "NON-0004", "1.98E+17",
                     "198609262015051000", "19900913 202524 1 905", "1990091320252419", "NIP"]),
    st.sampled_from(["Ani", " Budi ", "", "Nama", "Cici", "D'Ani", "A\u200bni"]),
    st.sampled_from(["Dinas", "", "Unit Kerja"]),
    st.sampled_from(["", "k1", NIP, "199003012025241104", "LAMA"]),
)  # fmt: skip
WIDE = ODD.flatmap(lambda row: st.sampled_from([(*row, ""), (*row, "lebih")]))
ROW = st.integers(0, 11).flatmap(lambda n: {0: ODD, 1: WIDE}.get(n, WHOLE))


@settings(max_examples=80, deadline=None)  # it writes a file each time
@given(
    rows=st.lists(ROW, min_size=4, max_size=16),
    some=st.integers(1, 4),
    before=st.booleans(),
)
def test_rows_taken_together_are_judged_as_one_by_one(tmp_path_factory, rows, some, before) -> None:
    path = tmp_path_factory.getbasetemp() / "some.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("NIP", "Nama", "Unit Kerja", "No Kartu"), *rows])
    known = Roster(KNOWN if before else ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(persons, "SOME", some)
        together = read_roster(path, known)
        patch.setattr(persons.Persons, "are_whole", False)
        assert together == read_roster(path, known)
