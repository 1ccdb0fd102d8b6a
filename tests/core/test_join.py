"""The JOIN code: whole or nothing, in any scanner's dress, and never in the log."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremony_tui.core.join import HIDDEN, MARK, ROLES, Join, hub_key, is_join, read_join

PASSWORD = base64.b32encode(bytes(range(10))).decode()
JOIN = Join("gate", "192.168.43.1", 4222, PASSWORD, "ab" * 16, hub_key("0190-ceremony"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("host", ["10.0.0.7", "hub.kantor.go.id", "a"])
def test_it_comes_back_from_code_and_from_url(role: str, host: str) -> None:
    join = Join(role, host, 65535, PASSWORD, "0f" * 16, "00" * 8)
    assert read_join(join.text) == join
    assert read_join(join.url) == join


def test_it_is_letters_and_digits_and_fits_a_small_code() -> None:
    assert JOIN.text.isalnum()
    assert JOIN.text == JOIN.text.upper()
    assert len(JOIN.text) <= 110


@pytest.mark.parametrize("dress", ["]Q1{}", "~{}\r\n", "  {} ", "\x02{}\x03"])
def test_what_a_scanner_adds_does_not_hurt(dress: str) -> None:
    assert read_join(dress.format(JOIN.text)) == JOIN


def test_capslock_does_not_hurt() -> None:
    assert read_join(JOIN.text.swapcase()) == JOIN


@given(st.integers(len(MARK), len(JOIN.text) - 1))
def test_a_part_is_nothing_and_yet_known_for_what_it_is(cut: int) -> None:
    assert read_join(JOIN.text[:cut]) is None
    assert is_join(JOIN.text[:cut])


@given(st.integers(len(MARK), len(JOIN.text) - 1), st.sampled_from("ABCXYZ234567"))
def test_a_wrong_letter_is_noticed(at: int, letter: str) -> None:
    text = JOIN.text[:at] + letter + JOIN.text[at + 1 :]
    assert read_join(text) == (JOIN if text == JOIN.text else None)


def test_the_tail_holds_no_password() -> None:
    secret = base64.b32encode(bytes(range(10))).decode()
    assert JOIN.text.index(secret) == len(MARK)


@given(st.text(max_size=120))
def test_any_other_text_is_none(text: str) -> None:
    assert read_join(text) is None
    assert read_join(f"tls://{text}") is None


@pytest.mark.parametrize(
    "url",
    [
        "nats://gate:x@h:4222",
        "tls://gate:x@h/k#p",
        "tls://gate@h:4222",
        JOIN.url.replace("tls", "nats"),
        JOIN.url.replace(":4222", ":99999"),
        JOIN.url.replace("gate", "root"),
        JOIN.url[:-2],
    ],
)
def test_a_url_that_is_not_whole_or_not_encrypted_is_none(url: str) -> None:
    assert read_join(url) is None


@pytest.mark.parametrize("text", [JOIN.text, JOIN.text[1:], JOIN.text[:40], JOIN.text.lower()])
def test_scanned_at_a_gate_it_leaves_nothing_of_itself(desk, text: str) -> None:
    fact = desk.scan(text).fact
    assert fact.text == HIDDEN
    assert PASSWORD not in desk.path.read_bytes().decode("latin-1").upper()
