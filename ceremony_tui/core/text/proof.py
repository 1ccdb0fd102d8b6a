"""Reading a text against what goes wrong in such texts, before a crowd reads it aloud.

Nothing is ever rewritten: a remark says where, what stands there and what may have been meant.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

from ceremony_tui.core.text.pledge import SYLLABLES, Mode, Text, split, syllables
from ceremony_tui.core.text.spelling import SMALL, slips
from ceremony_tui.core.text.wording import Part, Place, parts


@dataclass(frozen=True, slots=True)
class Remark:
    """What was found in one part of a text. `key` names the sentence that says it.

    `fix`: somebody must decide before it is recited; else it is only worth a look.
    """

    key: str
    place: Place
    point: int = 0
    found: str = ""
    suggestion: str = ""
    fix: bool = True


Remarks = Iterator[Remark]
Parts = tuple[Part, ...]


def proof(
    text: Text, year: int, mode: Mode = Mode.ECHO, common: Text | None = None
) -> tuple[Remark, ...]:
    """What is wrong or doubtful in a text recited in this year, in the order of the text.

    `common` is the form that most pledges follow: where the text clearly does too, a point that
    is missing or stands elsewhere is told.
    """
    every = tuple(parts(text))
    remarks = [
        *_years(every, year),
        *_voices(every),
        *_points(every),
        *_numbers(every),
        *(_against(every, common) if common else ()),
    ]
    for part in every:
        remarks += [*_spelling(part), *_ends(part, every), *_signs(part), *_breath(part, mode)]
    order = list(Place)
    return tuple(sorted(remarks, key=lambda r: (order.index(r.place), r.point)))


def _at(part: Part, key: str, found: str = "", suggestion: str = "", *, fix: bool = True) -> Remark:
    return Remark(key, part.place, part.point, found, suggestion, fix)


# --- The year -------------------------------------------------------------------------------

_FIRST_ELECTION = 1955  # an earlier year is history: UUD 1945, the congress of 1928
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?![\w/])")
_CITED = re.compile(
    r"\b(?:nomor|no\.?|undang-undang|uu|pp|per(?:pres|men\w*|da|gub|bup|wali|ka)|inpres|keppres|se)"
    r" *\S*\d\S* tahun $",
    re.IGNORECASE,
)
_ELECTION = re.compile(r"pemil(?:u|ihan)|pilkada|pilpres|pileg|pilkades", re.IGNORECASE)


def _years(every: Parts, year: int) -> Remarks:
    """Years that the ceremony cannot mean, and elections whose year changes within the text.

    A pledge is spoken in the election's year or before it. Two years in one part are meant.
    """
    elections: dict[Part, set[int]] = {}
    for part in every:
        for match in _YEAR.finditer(part.words):
            before, found = part.words[: match.start()], int(match[0])
            if found < _FIRST_ELECTION or _CITED.search(before):
                continue
            if not year <= found <= year + 2:
                yield _at(part, "year", match[0], _nearest(match[0], year))
            elif _ELECTION.search(before):
                elections.setdefault(part, set()).add(found)
    counted = Counter(found for years in elections.values() for found in sorted(years))
    usual = counted.most_common(1)[0][0] if counted else 0
    meant = {usual}.union(*(years for years in elections.values() if usual in years))
    for part, years in elections.items():
        for found in sorted(years - meant):
            yield _at(part, "year-differs", str(found), str(usual))


def _nearest(found: str, year: int) -> str:
    """The year of the ceremony or the next, whichever differs in fewer digits; else both."""
    slips = {
        str(y): sum(a != b for a, b in zip(found, str(y), strict=True)) for y in (year, year + 1)
    }
    return " / ".join(y for y, count in slips.items() if count == min(slips.values()))


# --- Who speaks -----------------------------------------------------------------------------

_VOICE = re.compile(r"\b(kami|saya)\b(?: +(\w+))?", re.IGNORECASE)


def _voices(every: Parts) -> Remarks:
    """ "Kami" and "saya" in one text: the rarer one, or the later when there are as many."""
    said = [(part, match) for part in every for match in _VOICE.finditer(part.words)]
    counted = Counter(match[1].lower() for _, match in said)
    usual = counted.most_common(1)[0][0] if counted else ""
    told: set[Part] = set()
    for part, match in said:
        if match[1].lower() != usual and part not in told:
            told.add(part)
            yield _at(part, "voice", match[0], f"{usual} {match[2] or ''}".strip())


# --- The points -----------------------------------------------------------------------------

_ALIKE = 0.85  # of the words of two points; the three vows of the Youth Pledge reach 0.75
_SAME_POINT = 0.5  # of the words of a point of the common form


def _folded(part: Part) -> list[str]:
    return re.findall(r"\w+", part.words.casefold())


def _points(every: Parts) -> Remarks:
    """Points without a word, and points that stand there twice."""
    points = [part for part in every if part.place is Place.POINT]
    for part in points:
        if not _folded(part):
            yield _at(part, "point-empty")
    for first, second in combinations([part for part in points if _folded(part)], 2):
        if SequenceMatcher(None, _folded(first), _folded(second), False).ratio() >= _ALIKE:
            yield _at(second, "point-twice", str(first.point))


_NAMED: Mapping[str, int] = {
    "pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5,
    "keenam": 6, "ketujuh": 7, "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10,
}  # fmt: skip
_OWN = re.compile(r"^(?:(\d{1,2})|([a-j]))[.)]\s", re.IGNORECASE)
_ORDINAL = re.compile(rf"^(?:{'|'.join(_NAMED)})\b", re.IGNORECASE)
_INSIDE = re.compile(
    r"(?<!\S)(?<!\bpasal )(?<!\bayat )(?<!\bnomor )(?<!\bangka )(?<!\btanggal )(?<!\bbutir )"
    r"(\d{1,2})[.)](?=\s)",
    re.IGNORECASE,
)


def _numbers(every: Parts) -> Remarks:
    """Numbers written inside the points: one that is jumped, and that they are said twice."""
    points = [part for part in every if part.place is Place.POINT]
    written = [(part, found, n) for part in points for found, n in _enumerated(part)]
    if len(written) > 1:
        before = 0
        for part, found, number in written:
            if number != before + 1 and (number != 1 or before == 0):
                yield _at(part, "number-jumps", found, str(before + 1))
                break
            before = number
    own = next((part for part in points if _OWN.match(part.words)), None)
    if own and len(points) > 1:
        yield _at(own, "number-own", own.words.split()[0])


def _enumerated(part: Part) -> Iterator[tuple[str, int]]:
    if own := _OWN.match(part.words):
        yield own[0].strip(), int(own[1] or ord(own[2].lower()) - ord("a") + 1)
    elif named := _ORDINAL.match(part.words):
        yield named[0], _NAMED[named[0].lower()]
    start = own.end() if own else 0
    for inside in _INSIDE.finditer(part.words, start):
        yield inside[0], int(inside[1])


def _against(every: Parts, common: Text) -> Remarks:
    """Where a text of the common form lacks one of its points, or has them in another order."""
    points = [part for part in every if part.place is Place.POINT]
    usual = [part for part in parts(common) if part.place is Place.POINT]
    found = {part.point: at for part in usual if (at := _matching(part, points))}
    if len(usual) < 3 or len(found) < len(usual) - 1:
        return
    for part in usual:
        if part.point not in found:
            yield _at(part, "point-missing", suggestion=part.words)
    for (_, before), (_, after) in pairwise(found.items()):
        if after < before:
            order = sorted(found, key=lambda point: found[point])
            told, meant = (", ".join(map(str, row)) for row in (order, sorted(order)))
            yield Remark("point-order", Place.POINT, after, told, meant, fix=False)
            return


def _matching(part: Part, points: list[Part]) -> int:
    """The number of the point that says most of what this one says; 0 when none does."""
    wanted = set(_folded(part)) - SMALL
    shares = [(len(wanted & set(_folded(p))) / max(1, len(wanted)), -p.point) for p in points]
    share, point = max(shares, default=(0.0, 0))
    return -point if share >= _SAME_POINT else 0


# --- Words and signs ------------------------------------------------------------------------

_TWICE = re.compile(r"(?<![\w-])(\w+)\s+(\1)(?![\w-])", re.IGNORECASE)


def _spelling(part: Part) -> Remarks:
    """Known slips, and words that stand there twice; "Toli Toli" is a name."""
    for _, found, suggestion, heard in sorted(slips(part.words)):
        yield _at(part, "spelling", found, suggestion, fix=heard)
    for match in _TWICE.finditer(part.words):
        if not (match[1].istitle() and match[2].istitle()):
            word = match[1]
            once = word if word.lower() in SMALL or word.isdigit() else f"{word} / {word}-{word}"
            yield _at(part, "word-twice", match[0], once)


def _ends(part: Part, every: Parts) -> Remarks:
    """A point or closing that stops in mid-sentence. A list may go on: "...; dan" """
    words = part.words.rstrip(" .;:")
    last = not any(p.words for p in every[every.index(part) + 1 :])
    listed = re.search(r"[;,] (?:dan|atau)$", words) and not last
    if part.place in (Place.POINT, Place.CLOSING) and words and not listed:
        end = words.split()[-1]
        if end.lower() in SMALL or words[-1] in "-\u2013\u2014([" or (last and words[-1] == ","):
            yield _at(part, "cut", " ".join(words.split()[-3:]))


_PAIRS = ("()", "[]", "\u201c\u201d", "\u00ab\u00bb")
_ASIDE = re.compile(r"\([^()]*[^\W\d][^()]*\)")
_SPACED = re.compile(r"\w+ [,.;:!?](?!\S)")
_PLAIN = frozenset(
    " .,;:!?'\"()[]/-%&+\u2013\u2014\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026\u2011"
)
_IDLE = re.compile(r"^\s*[|~]+|[|~]+\s*$|\|\s*[|~]+|~\s*[|~]+|[.;:!?\u2026]\s*\|")


def _signs(part: Part) -> Remarks:
    """Brackets, quotes, marks and letters that do not belong."""
    words = re.sub(r"(?<!\S)\w{1,2}\)", "", part.words)  # "1)" and "a)" open nothing
    for left, right in _PAIRS:
        if words.count(left) != words.count(right):
            yield _at(part, "unbalanced", left if left in words else right)
    if words.count('"') % 2:
        yield _at(part, "unbalanced", '"')
    if part.place is not Place.TITLE and (asides := _ASIDE.findall(words)):
        yield _at(part, "aside", ", ".join(asides), fix=False)
    for match in _SPACED.finditer(words):
        yield _at(part, "spaced", match[0], match[0].replace(" ", ""), fix=False)
    if part.place is Place.TITLE:
        idle = "".join(c for c in part.written if c in "|~")
    else:
        idle = " ".join(match[0].strip() for match in _IDLE.finditer(part.written))
    if idle:
        yield _at(part, "mark-idle", idle, fix=part.place is Place.TITLE)
    odd = dict.fromkeys(c for c in part.words if c not in _PLAIN and not _is_letter(c))
    if odd:
        yield _at(part, "odd", " ".join(f"{c} (U+{ord(c):04X})" for c in odd))


def _is_letter(char: str) -> bool:
    """A letter of the alphabet we write in, or a figure."""
    return (char.isascii() and char.isalnum()) or unicodedata.name(char, "").startswith("LATIN ")


def _breath(part: Part, mode: Mode) -> Remarks:
    """Phrases that stay longer than one breath, because their words are tied together."""
    most = SYLLABLES[mode][1]
    for phrase in split(part.written, mode) if part.place is not Place.TITLE else ():
        if syllables(phrase) > most:
            yield _at(part, "breath", phrase, str(most), fix=False)
