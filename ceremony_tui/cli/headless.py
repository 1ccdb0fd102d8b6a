"""A gate without a screen: texts on stdin, answers on stdout."""

import json
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

import click

from ceremony_tui.cli.door import (
    FILE,
    OPERATOR,
    ceremony,
    gate_name,
    open_desk,
    operator_name,
    say,
    words,
)
from ceremony_tui.core.badge import LONGEST, escape
from ceremony_tui.core.facts import Entry
from ceremony_tui.desk import Desk
from ceremony_tui.errors import CeremonyError
from ceremony_tui.shown.gate import answer

TOGETHER = 100  # texts written at once: what waits in a pipe need not wait for a disk each
MOST = LONGEST * 4  # bytes of a line that are looked at


@ceremony.command()
@FILE
@click.option("--gate", required=True, metavar="G")
@OPERATOR
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def scan(file: Path, gate: str, operator: str, as_json: bool) -> None:
    """A gate without a screen: one scanned text a line in, one answer a line out.

    Each answer is printed only after the scan is durable on disk.
    """
    desk = open_desk(file, gate_name(gate), operator_name(operator), write=True)
    failed = False
    for texts in scanned_texts(cast("BufferedReader", sys.stdin.buffer)):
        entries = _answered(desk, texts)
        failed = failed or any(isinstance(entry, CeremonyError) for entry in entries)
        pairs = zip(texts, entries, strict=True)
        lines = (_line(desk, text, entry, as_json=as_json) for text, entry in pairs)
        try:
            click.echo("\n".join(lines))
            sys.stdout.flush()
        except (OSError, ValueError):
            raise CeremonyError("stdout-closed") from None
    if failed:
        raise click.exceptions.Exit(1)


def _answered(desk: Desk, texts: list[str]) -> list[Entry | CeremonyError]:
    """An entry for each text, or why it could not be written: the next may find room again."""
    try:
        return [*desk.scan_all(*texts)]
    except CeremonyError as error:
        if len(texts) == 1:
            return [error]
        return [entry for text in texts for entry in _answered(desk, [text])]


def _line(desk: Desk, text: str, entry: Entry | CeremonyError, *, as_json: bool) -> str:
    if isinstance(entry, CeremonyError):
        return _lost_line(text, entry, as_json=as_json)
    return _answer_line(desk, entry, as_json=as_json)


def _answer_line(desk: Desk, entry: Entry, *, as_json: bool) -> str:
    given = answer(entry, desk.ceremony, words())
    assert given is not None  # a scan's entry is always a scan
    if as_json:
        return json.dumps(given.json(), ensure_ascii=False)
    person = given.attendee
    return " · ".join((given.message, *((person.name, person.unit) if person else ())))


def _lost_line(text: str, error: CeremonyError, *, as_json: bool) -> str:
    """Every line in has its line out, also when nothing could be written."""
    why = words().error(error)
    say(words()("scan.not-recorded", text=escape(text), why=why))
    if not as_json:
        return words()("verdict.not-recorded")
    lost = {"entry": None, "verdict": "not-recorded", "attendee": None, "text": escape(text)}
    return json.dumps({**lost, "message": why}, ensure_ascii=False)


def scanned_texts(stream: BufferedReader) -> Iterator[list[str]]:
    """Lines of bytes as texts, together those that have come together.

    Blank lines are no scans; bytes that are not UTF-8 stay visible; of a line that is too long to
    be a badge the tail is dropped.
    """
    rest = b""
    while chunk := stream.read1(1 << 16):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[:MOST]
        yield from _portions(lines)
    yield from _portions([rest])


def _portions(lines: list[bytes]) -> Iterator[list[str]]:
    texts = [line[:MOST].rstrip(b"\r").decode("utf-8", "surrogateescape") for line in lines]
    texts = [text for text in texts if text.strip()]
    for start in range(0, len(texts), TOGETHER):
        yield texts[start : start + TOGETHER]
