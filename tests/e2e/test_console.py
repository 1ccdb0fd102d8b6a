"""The real program in a real terminal: what a scanner types and what people then see."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from e2e.terminal import House, Terminal, assert_left_clean, nip

from ceremony_tui.ui.clicker import DEBOUNCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")

F2, F3, F4, F5, F7 = "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[18~"
PAGE_DOWN, ESCAPE, CTRL_Q = "\x1b[6~", "\x1b", "\x11"
IDLE = 0.4  # seconds between two codes of a scanner that ends them with nothing
SLOW = 0.07  # seconds a key of a scanner that is known only after a test

# Their letters are keys somewhere: b and . blank, n and p change the stage, y leaves, ? helps.
KEYED = ("BNPYQ-77 ?b", "by n.p q?t-78", "nnn ppp bbb ?")
PEOPLE = (
    *((nip(n), f"Warga {n:03d}", "Dinas Uji", f"KTU-{n:03d}") for n in range(80)),
    (nip(100), "Bob [VIP]", "Dinas [b]Uji", KEYED[0]),
    (nip(101), "Ann [/b] Lee", "Inspektorat", KEYED[1]),
    (nip(102), "Sitti $name", "Inspektorat", KEYED[2]),
)
TINY = {"columns": 40, "rows": 6}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, PEOPLE)


@contextmanager
def console(house: House, columns: int = 100, rows: int = 30) -> Generator[Terminal]:
    """The operator's console, ready to scan."""
    with house.terminal("run", house.file, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Pindai kartu")
        yield terminal


def counted(number: int) -> str:
    """The gate's own count on the screen."""
    return f" {number} / {len(PEOPLE)} hadir"


def call_first_cue(terminal: Terminal) -> None:
    """To the pledge's first phrase, by the operator's own keys."""
    terminal.press(F3)
    terminal.wait_for("BERIKUTNYA: Pembukaan")
    terminal.press("n")
    terminal.wait_for("SEDANG: Pembukaan")
    terminal.silent_for(DEBOUNCE)  # sooner it would be the same press
    terminal.press("n")
    terminal.wait_for("SEDANG: Ikrar")
    terminal.press(F4)
    terminal.wait_for("Ikrar · 0 dari")
    terminal.press(PAGE_DOWN)
    terminal.wait_for("Ikrar · 1 dari")


class TestScanner:
    def test_twenty_codes_in_one_write_are_twenty_check_ins(self, house: House) -> None:
        people = PEOPLE[:80]
        codes = [person[3] if n % 2 else person[0] for n, person in enumerate(people)]
        with console(house) as gate:
            for number, end in enumerate(("\r", "\n", "\r\n", "\t")):
                gate.press(*(code + end for code in codes[20 * number :][:20]))
                gate.wait_for(counted(20 * (number + 1)))
        scans = [entry["fact"] for entry in house.scans()]  # none between, not even an empty one
        assert [scan["text"] for scan in scans] == codes
        assert [scan["attendee"] for scan in scans] == [person[0] for person in people]

    def test_codes_that_nothing_ends_are_told_apart_by_silence(self, house: House) -> None:
        with console(house) as gate:
            for number, person in enumerate(PEOPLE[:3], 1):
                gate.press(person[0])
                gate.silent_for(IDLE)
                gate.wait_for(counted(number))
        assert house.present() == [person[0] for person in PEOPLE[:3]]

    def test_a_pasted_code_is_one_scan(self, house: House) -> None:
        with console(house) as gate:
            for number, (before, after) in enumerate([("", ""), ("", "\r"), ("", "\r\n")]):
                gate.press("\x1b[200~", before, PEOPLE[number][0], after, "\x1b[201~")
                gate.wait_for(counted(number + 1))
        assert house.scanned() == [person[0] for person in PEOPLE[:3]]

    def test_what_a_person_typed_before_is_no_part_of_the_scan(self, house: House) -> None:
        with console(house) as gate:
            gate.press("abc")
            gate.wait_for("Diketik: abc")
            gate.press(PEOPLE[0][0], "\r")
            gate.wait_for(counted(1))
        assert house.scanned() == [PEOPLE[0][0]]

    def test_a_byte_that_is_no_text_does_not_stop_the_gate(self, house: House) -> None:
        with console(house) as gate:
            gate.press(b"\xff", PEOPLE[0][0], "\r")
            gate.silent_for(IDLE)
            gate.press(PEOPLE[1][0], "\r")
            gate.wait_for(lambda: f"{PEOPLE[1][1]} · " in gate.text, "the next scan")

    def test_a_short_code_of_nobody_presses_no_key_either(self, house: House) -> None:
        with console(house) as gate:
            gate.press(CTRL_Q)
            gate.wait_for("Tutup konsol ini?")
            gate.press("by-7", "\r")
            gate.press(PEOPLE[0][0], "\r")
            gate.wait_for(counted(1))
        assert house.scanned() == ["by-7", PEOPLE[0][0]]

    def test_a_name_is_shown_as_it_is_written(self, house: House) -> None:
        with console(house) as gate:
            for code, shown in zip(
                KEYED,
                ["Bob [VIP] · Dinas [b]", "Ann [/b] Lee · Inspe", "Sitti $name · Insp"],
                strict=True,
            ):
                gate.press(code, "\r")
                gate.wait_for(shown)


class TestSlowScanner:
    def test_after_a_scanner_test_it_presses_no_key_and_types_into_no_box(
        self, house: House
    ) -> None:
        with console(house) as gate:

            def scan(code: str) -> None:
                for char in f"{code}\r":
                    gate.press(char)
                    gate.silent_for(SLOW)

            gate.press(F7)
            gate.wait_for("3  menunggu")
            for number in range(3):
                scan(PEOPLE[number][3])
                gate.wait_for(f"{number + 1}  {PEOPLE[number][3]}")
            gate.wait_for("Lambat: ")
            assert int(gate.text.split("Lambat: ")[1].split()[0]) >= 1000 * SLOW
            gate.press("\r")
            gate.wait_for("disimpan dan langsung dipakai")
            gate.press(F3)
            gate.wait_for("BERIKUTNYA: Pembukaan")
            scan(KEYED[0])
            gate.wait_for("Bob [VIP]")
            gate.wait_for("BERIKUTNYA: Pembukaan")
            gate.press(F5)
            gate.wait_for("Nama, unit, atau ekor NIP")
            scan(KEYED[2])
            gate.wait_for("HADIR · Sitti $name")
            gate.wait_for("Nama, unit, atau ekor NIP")  # the box is empty
        scans = [entry["fact"] for entry in house.scans()]
        assert [scan["text"] for scan in scans[3:]] == [KEYED[0], KEYED[2]]
        assert [scan["typed"] for scan in scans] == [True] * 3 + [False] * 2


# The keys that open a screen, and what then stands on it.
SCREENS = {
    "gate": ((F2,), "Pindai kartu"),
    "rundown": ((F3,), "SEDANG: Ikrar"),
    "pledge": ((F4,), "Ikrar · 1 dari"),
    "help": ((F2, "?"), "Kartu dapat dipindai di layar mana pun"),
    "question": ((F4, CTRL_Q), "Tutup konsol ini?"),
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_scan_is_recorded_on_every_screen_and_presses_no_key(house: House, screen: str) -> None:
    keys, mark = SCREENS[screen]
    house.call_first_phrase()
    with console(house) as terminal:
        terminal.press(*keys)
        terminal.wait_for(mark)
        before = house.log()

        codes = [PEOPLE[0][0], *KEYED]
        for code in codes:
            terminal.press(code, "\r\n")
        codes.append(PEOPLE[1][0])
        terminal.press(PEOPLE[1][0], "\t")
        for code in (PEOPLE[2][3].lower(), PEOPLE[3][0]):  # and with no end
            terminal.press(code)
            codes.append(code)
            terminal.wait_for(lambda: len(house.scanned()) >= len(codes), f"{code} in the file")

        new = house.log()[len(before) :]
        assert [entry["kind"] for entry in new] == ["checked-in"] * len(codes)
        assert [entry["fact"]["text"] for entry in new] == codes
        stage = house.stage()
        assert (stage["title"], stage["cue"], stage["blank"]) == ("Ikrar", 1, False)
        if screen != "help":  # whose page lies over the answer
            terminal.wait_for(f"{PEOPLE[3][1]} · Dinas Uji")
        terminal.wait_for(mark)
        assert ("Tutup konsol ini?" in terminal.text) == (screen == "question")
        assert ("Tombol" in terminal.text) == (screen == "help")
        assert terminal.process.poll() is None


class TestLeaving:
    def test_ctrl_q_asks_and_escape_stays(self, house: House) -> None:
        with console(house) as gate:
            gate.press(CTRL_Q)
            gate.wait_for("Tutup konsol ini?")
            gate.press(ESCAPE)
            gate.wait_for(lambda: "Tutup konsol ini?" not in gate.text, "the question closed")
            gate.press(PEOPLE[0][0], "\r")
            gate.wait_for(counted(1))

    def test_yes_leaves_and_the_terminal_is_as_it_was(self, house: House) -> None:
        with console(house) as gate:
            gate.press(CTRL_Q)
            gate.wait_for("Tutup konsol ini?")
            gate.press("y")
            assert gate.wait() == 0
            assert_left_clean(gate)


def phrase(display: Terminal) -> str:
    """What stands between the banner and the coming phrase."""
    return "\n".join(display.screen.display[1:4])


class TestDisplay:
    def test_it_follows_the_console_and_comes_back_where_it_was(self, house: House) -> None:
        with console(house) as terminal:
            with house.terminal("display", house.file, **TINY) as display:
                display.wait_for("Upacara Uji")
                call_first_cue(terminal)
                display.wait_for(lambda: "kami berikrar" in phrase(display), "the phrase")
                terminal.silent_for(IDLE)  # a second press at once would be a double press
                terminal.press(PAGE_DOWN)
                display.wait_for("IKUTI BERSAMA-SAMA")
                display.kill()
                last = display.text
            with house.terminal("display", house.file, **TINY) as again:
                again.wait_for(lambda: again.text == last, "the same cue as before")

    def test_b_leaves_nothing_on_it_until_b_again(self, house: House) -> None:
        house.call_first_phrase()
        with console(house) as terminal:
            terminal.press(F4)
            terminal.wait_for("Ikrar · 1 dari")
            with house.terminal("display", house.file, **TINY) as display:
                display.wait_for(lambda: "kami berikrar" in phrase(display), "the phrase")
                display.press("b")
                display.wait_for(lambda: not display.text.strip(), "a wall without a letter")
                terminal.wait_for("LAYAR GELAP")
                terminal.press("b")
                display.wait_for(lambda: "kami berikrar" in phrase(display), "the phrase")
