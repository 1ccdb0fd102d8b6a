"""What people read: two languages with the same sentences, and dates as each writes them."""

import re
import string
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import ceremony_tui
from ceremony_tui.core.facts import Verdict
from ceremony_tui.errors import BadInput
from ceremony_tui.words import Words, load

ID, EN = load("id"), load("en")
AT = datetime.fromisoformat("2023-10-28T07:05:09+08:00")


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ID._sentences) == set(EN._sentences)


def test_a_sentence_has_the_same_fields_in_both_languages() -> None:
    indonesian, english = (
        {key: fields(sentence) for key, sentence in words._sentences.items()} for words in (ID, EN)
    )
    assert indonesian == english


def test_every_sentence_that_the_code_names_exists() -> None:
    package = Path(ceremony_tui.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    errors = re.findall(r"""(?:BadInput|CeremonyError)\(\s*"([a-z-]+)\"""", source)
    said = re.findall(r"""words(?:\(\))?\(\s*"([a-z-]+\.[a-z-]+)\"""", source)
    assert len(errors) > 20
    assert len(said) > 20
    missing = [key for key in (*(f"error.{e}" for e in errors), *said) if key not in ID]
    assert missing == []


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("words", [ID, EN], ids=["id", "en"])
def test_every_verdict_has_a_word_and_a_message(words: Words, verdict: Verdict) -> None:
    assert f"verdict.{verdict}" in words
    assert f"message.{verdict}" in words


def test_a_date_is_written_out() -> None:
    assert ID.date(AT) == "Sabtu, 28 Oktober 2023"
    assert EN.date(AT) == "Saturday, 28 October 2023"
    assert ID.date(datetime.fromisoformat("2023-11-17T00:00+08:00")) == "Jumat, 17 November 2023"


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Asia/Makassar", "07.05 WITA"),
        ("Asia/Jakarta", "07.05 WIB"),
        ("Asia/Jayapura", "07.05 WIT"),
    ],
)
def test_a_time_has_a_dot_and_its_zone(zone: str, clock: str) -> None:
    assert ID.clock(AT, zone) == clock


def test_numbers_and_percents() -> None:
    assert (ID.number(5099), EN.number(5099)) == ("5.099", "5,099")
    assert (ID.percent(87.46), EN.percent(87.46)) == ("87,5 %", "87.5%")
    assert ID.percent(100) == "100,0 %"
    assert ID.percent(100 * 2999 / 3000) == "99,9 %"  # one is missing, and the paper says so


def test_a_span_is_minutes_and_seconds() -> None:
    assert ID.span(timedelta(minutes=-3, seconds=-7)) == "3:07"


@pytest.mark.parametrize(
    ("seconds", "told", "english"),
    [
        (0.4, "kurang dari 1 detik", "under 1 s"),
        (7.9, "7 detik", "7 s"),
        (60, "1 menit", "1 min"),
        (3_599, "59 menit 59 detik", "59 min 59 s"),
        (3_600, "1 jam", "1 h"),
        (11_234, "3 jam 7 menit", "3 h 7 min"),
        (90_007, "25 jam", "25 h"),
    ],
)
def test_how_long_is_told_in_words(seconds: float, told: str, english: str) -> None:
    length = timedelta(seconds=seconds)
    assert (ID.lasting(length), EN.lasting(length)) == (told, english)


def test_an_error_names_the_near_ones() -> None:
    told = ID.error(BadInput("script-unknown", name="muna", near=["muna-barat-2023"]))
    assert told == "muna: naskah acara tidak dikenal. Mungkin maksudnya: muna-barat-2023."


def test_braces_in_what_people_typed_are_no_fields() -> None:
    assert "{0}" in ID.error(BadInput("script-unknown", name="{0}{path.x}", near=[]))
