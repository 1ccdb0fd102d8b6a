"""Berita acara: who, where and when, what was recited, how it went, who came and who signed."""

from collections.abc import Iterator

from ceremony_tui.core.facts import CueCalled, Signed
from ceremony_tui.core.rundown import rundown
from ceremony_tui.core.tally import CODES, Tally, sum_of
from ceremony_tui.core.text.pledge import number_words
from ceremony_tui.papers.paper import Asked, Column, Paper, Row, Signature, Table
from ceremony_tui.papers.pledge_sheet import signers


def minutes_paper(asked: Asked) -> Paper:
    """Everything in it is in the log; the hash at the end vouches for all of that."""
    words, script = asked.words, asked.ceremony.script
    whole = sum_of(asked.tallies)
    return Paper(
        title=words("paper.minutes"),
        at=asked.at,
        mark=asked.mark,
        heading=(*((asked.mark,) if asked.mark else ()), script.title),
        letterhead=asked.letterhead,
        prose=(_opening(asked), *_recited(asked)),
        columns=asked.columns("number", "stage", "by", "began", "ended"),
        rows=tuple(
            (
                line.number,
                line.stage.title,
                _holder(asked, line.stage.by),
                asked.time(line.began),
                asked.time(line.ended),
            )
            for line in rundown(asked.ceremony)
            if script.has(line.number - 1)
        ),
        more=(*_roles(asked), _counts(asked, whole), *_signed(asked)),
        closing=" ".join((*(f"{line}." for line in asked.closed()), _vouched(asked))),
        signatures=(*signers(script), Signature((words("minutes.keeper"),), "", "NIP.")),
    )


def _opening(asked: Asked) -> str:
    script, words = asked.ceremony.script, asked.words
    day = script.local(script.starts)
    return words(
        "minutes.opening",
        date=words.date(day),
        spoken=_day_in_words(asked),
        place=script.place,
        title=script.title,
        organizer=script.organizer,
    )


def _day_in_words(asked: Asked) -> str:
    """As an Indonesian berita acara says it, so that no figure can be altered unseen."""
    words = asked.words
    day = asked.ceremony.script.local(asked.ceremony.script.starts)
    if words.lang != "id":
        return words.day(day)
    month = words("date.months").split()[day.month - 1]
    spoken = number_words(day.day), month, number_words(day.year)
    return words("minutes.day", weekday=words.weekday(day), day=spoken[0], month=month,
                 year=spoken[2])  # fmt: skip


def _recited(asked: Asked) -> Iterator[str]:
    """Each text that was begun, with the hash that the log recorded at its title."""
    stages = asked.ceremony.script.stages
    told: set[tuple[int, str]] = set()
    for entry in asked.ceremony.calls:
        fact = entry.fact
        if isinstance(fact, CueCalled) and fact.text_hash and fact.stage < len(stages):
            stage = stages[fact.stage]
            if (fact.stage, fact.text_hash) not in told:
                told.add((fact.stage, fact.text_hash))
                yield asked.words(
                    "minutes.recited",
                    title=stage.title,
                    by=_holder(asked, stage.by) or "-",
                    clock=asked.time(entry.at),
                    hash=fact.text_hash,
                )


def _holder(asked: Asked, name: str) -> str:
    """Who did it: the holder of the role where there is one, and the role."""
    role = asked.ceremony.script.role(name)
    return f"{role.holder} ({name})" if role and role.holder else name


def _roles(asked: Asked) -> tuple[Table, ...]:
    rows = tuple(
        (role.name, role.holder, role.office) for role in asked.ceremony.script.roles if role.holder
    )
    columns = asked.columns("part", "name", "position")
    return (Table(columns, rows, title=asked.words("minutes.roles")),) if rows else ()


def _counts(asked: Asked, whole: Tally) -> Table:
    words = asked.words
    counted: tuple[tuple[str, int], ...] = (
        ("paper.people", whole.people),
        ("paper.column-expected", whole.expected),
        *((f"code.{code}", whole.by_code[code]) for code in CODES if code != "B" or whole.pending),
    )
    return Table(
        columns=(
            Column("count", words("paper.column-count"), "text", 26),
            Column("all", words("paper.total"), "number", 9),
        ),
        rows=tuple((words(key), count) for key, count in counted),
        title=words("minutes.counts", percent=words.percent(whole.percent)),
    )


def _signed(asked: Asked) -> tuple[Table, ...]:
    """Who signed at a signing, in the order in which they did."""
    ceremony = asked.ceremony
    every = (ceremony.signature(key) for key in ceremony.signatures)
    entries = {entry.id: entry for entry in every if entry}  # one may stand under several keys
    rows: list[Row] = []
    for number, entry in enumerate(sorted(entries.values(), key=lambda e: e.order), 1):
        if isinstance(fact := entry.fact, Signed):
            rows.append((number, fact.name, fact.office, asked.time(entry.at)))
    columns = asked.columns("number", "name", "position", "signed")
    return (Table(columns, tuple(rows), title=asked.words("minutes.signed")),) if rows else ()


def _vouched(asked: Asked) -> str:
    count = asked.words.number(asked.record.count)
    return asked.words("minutes.closing", count=count, head=asked.record.head)
