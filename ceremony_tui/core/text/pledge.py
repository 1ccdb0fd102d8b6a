"""A text to recite becomes the phrases a crowd can say, each with the time it takes.

A word has syllables; some words are tied to the next; between all others lies a seam, where it
costs more or less to breathe; the cheapest breaths make the phrases; a phrase with its turn is a
cue. Lengths and paces are those of the project's notes on recitation.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf


class Mode(StrEnum):
    """How a text is recited."""

    ECHO = "echo"  # a leader reads a phrase, everybody repeats it
    UNISON = "unison"  # everybody reads together
    LISTEN = "listen"  # one reads, the others listen


class Turn(StrEnum):
    """Whose voice a cue asks for."""

    TITLE = "title"  # nobody's: the heading stands on the wall until the reading begins
    LEADER = "leader"
    ALL = "all"
    LISTEN = "listen"
    SILENCE = "silence"  # nobody's: heads are bowed


@dataclass(frozen=True, slots=True)
class Text:
    """A text to recite. In its parts `|` always breaks and `~` is a space that never does."""

    title: str
    source: str = ""
    opening: str = ""
    points: tuple[str, ...] = ()
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """One press of the clicker."""

    text: str  # the phrase, marks removed
    turn: Turn
    point: int = 0  # 0 the title and the opening, 1..n the points, n+1 the closing
    syllables: int = 0
    seconds: float = 0.0  # expected time on the wall


# --- A word has syllables -------------------------------------------------------------------

_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SIZES = {10**9: "miliar", 10**6: "juta", 1000: "ribu", 100: "ratus", 10: "puluh"}
_LONGEST_NUMBER = 12  # digits; a longer figure, such as an NIP, is read digit by digit

# Figures, in which a dot before three digits marks thousands (5.099), or unbroken letters.
_SPOKEN = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+|[^\W\d_]+")

# A final ai, au or oi is one sound (pu-lau), before a clitic too (mau-pun); `oe` is the u of the
# 1928 spelling, in which the Youth Pledge is still read.
_VOWEL = re.compile(r"(?:ai|au|oi)(?=(?:pun|lah|kah|nya)?$)|oe|[aeiou]")

# What a tongue can say as a word: KORPRI it can, ASN and NKRI it cannot and spells.
_SAYABLE = re.compile(
    r"(?:(?:STR|SKR|S[PTKWY]|N[GYJ]|KH|[DT]J|[BCDFGKPT]R|[BFGKPS]L|KW|[B-DF-HJ-NP-TV-Z])?"
    r"[AEIOU]+(?:RPS|NG|KH|[KNR]S|[B-DF-HJ-NP-TV-Z])?)+"
)
_SPELLED_ANYWAY = frozenset({"RI", "UUD", "HUT"})


def number_words(n: int) -> str:
    """Say a whole number as it is read aloud: 2024 is "dua ribu dua puluh empat"."""
    if n < 0:
        return f"minus {number_words(-n)}"
    if n < 10:
        return _DIGITS[n]
    if 10 < n < 20:
        return "sebelas" if n == 11 else f"{_DIGITS[n - 10]} belas"
    size = next(size for size in _SIZES if n >= size)
    count, rest = divmod(n, size)
    one = count == 1 and size <= 1000  # sepuluh, seratus, seribu; but satu juta
    said = f"se{_SIZES[size]}" if one else f"{number_words(count)} {_SIZES[size]}"
    return f"{said} {number_words(rest)}" if rest else said


def syllables(text: str) -> int:
    """Count spoken syllables: one a vowel, one a letter of an abbreviation, figures in words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return sum(_sounds(part) for part in _SPOKEN.findall(plain))


def _sounds(part: str) -> int:
    if part[0].isdecimal():
        digits = part.replace(".", "")
        numbers = digits if digits[0] == "0" or len(digits) > _LONGEST_NUMBER else [digits]
        return sum(syllables(number_words(int(number))) for number in numbers)
    short = part.isupper() and len(part) <= 6  # BKPSDM
    if short and (part in _SPELLED_ANYWAY or not _SAYABLE.fullmatch(part)):
        return len(part)  # the name of every letter is one syllable: a-es-en
    return max(1, len(_VOWEL.findall(part.lower())))


# --- Some words are tied to the next --------------------------------------------------------

# A small word leans on the next: a breath may come before it, never after. The number is what that
# breath costs: least where a new thought begins, most where it only runs on.
_LEANING = {
    3: "kami saya",
    8: "serta tetapi agar maupun demi bahwa baik adalah ialah apabila jika karena sehingga maka",
    12: "dan atau dalam untuk dengan sebagai tidak secara",
    18: "di ke dari kepada oleh pada bagi terhadap",
    25: "yang",
    45: "akan telah atas rangka para seluruh segala setiap provinsi kabupaten kecamatan",
}
LEANING = {word: cost for cost, words in _LEANING.items() for word in words.split()}
_BREATH_BEFORE = {"sesuai": 18, "tahun": 18} | LEANING
_NEVER_INSIDE = (
    "pegawai asn|aparatur sipil negara|pegawai negeri sipil|korps pegawai republik indonesia"
    r"|dengan penuh \w+|tuhan yang maha esa|undang-undang dasar|peraturan perundang-undangan"
    "|pemilihan umum|kepala daerah|pasangan calon|politik uang|politik praktis|media sosial"
    "|ujaran kebencian|berita bohong|tanggung jawab|pakta integritas|konflik kepentingan"
    "|pelayanan publik|bentuk apa ?pun|rahasia jabatan|rahasia negara|menjunjung tinggi"
    "|memegang teguh|persatuan dan kesatuan|bangsa dan negara|p(?:u|oe)tra dan p(?:u|oe)tri"
    "|negara kesatuan|warga negara|tanah air|terima kasih|sebelum,? selama,? maupun"
)
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_TIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r" ~ ?|~ ",  # the editor's own
        rf"\b(?:{_NEVER_INSIDE})\b",
        rf"\b(?:{' '.join(_LEANING.values()).replace(' ', '|')}) (?=[^|~])",
        r"\w (?=(?:ini|itu|tersebut)\b)",
        r"[^\W\d] (?=[0-9])",  # Tahun 2024
        rf"[0-9] (?=(?:{_MONTHS})\b)",
        r"\b(?:(?:\w\.){1,5}|(?:dr|drs|dra|ir|hj|prof|no|yth)\.) (?=[^|~])",  # Dr. H. Paris Yasir
        r"[^|~] (?=[^\w|~ ]+(?:[ |]|$)|\(\w+\))",  # a lone dash; "(ASN)" after its long form
    )
)


def _tied(text: str) -> str:
    """Write `~` for every space where nobody breathes, just as an editor would by hand."""
    seen = (c for c in text if unicodedata.category(c) != "Cf")  # no soft hyphens, no joiners
    text = " ".join("".join(c if c.isprintable() else " " for c in seen).split())
    for tie in _TIES:
        text = tie.sub(lambda found: found[0].replace(" ", "~"), text)
    return text


# --- Between all others lies a seam ---------------------------------------------------------

_ALWAYS = -inf  # costs, set by ear on the pledges that the tests hold
_AT_COMMA, _BESIDE_VERB, _ELSEWHERE, _INSIDE_NAME = 2, 25, 45, 65

_STOPS = frozenset(".;:?!\u2026")
_COMMAS = frozenset(",-\u2013\u2014")  # a dash is a comma to the ear
_CLOSERS = "\"')\u2019\u201d"  # may stand after either
_SILENT = " .;:\u2026" + "".join(_COMMAS)  # off the end of a phrase: the wall shows words
_VERB = re.compile(r"me[lmnrwy]", re.IGNORECASE)

# From the word before a seam: "intimidasi | dan ancaman kepada", "menjaga | dan menegakkan",
# "bermartabat, | beretika, dan demokratis". Pairs and lists of single words stay in one breath.
_GROUP = re.compile(
    rf"\S+ (?:dan|atau) [^\s,.;:]+(?:[,.;:]|$| (?:{'|'.join(_BREATH_BEFORE)})\b)"
    r"|me\S+ (?:dan|atau) me"
    r"|\S+, \S+(?:,| (?:dan|atau)\b)",
    re.IGNORECASE,
)


def _seam(words: list[str], at: int) -> float:
    """Tell what it costs to breathe after words[at]."""
    before, after, *_ = (*words[at : at + 2], "")
    last = before.rstrip(_CLOSERS)[-1:]
    if last in _STOPS or not after:
        return _ALWAYS
    if _GROUP.match(" ".join(words[at : at + 4])):
        return _ELSEWHERE
    if last in _COMMAS:
        return _AT_COMMA
    if after.lower() in _BREATH_BEFORE:
        return _BREATH_BEFORE[after.lower()]
    if before.istitle() and after.istitle():
        return _INSIDE_NAME
    return _BESIDE_VERB if _VERB.match(before) or _VERB.match(after) else _ELSEWHERE


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that are tied together."""

    text: str
    weight: int  # syllables, but at least one: even what is not spoken takes room
    seam: float  # what the breath after it costs


def _runs(text: str) -> Iterator[_Run]:
    for part in _tied(text).split("|"):
        groups = [group.replace("~", " ").split() for group in part.split()]
        words = [word for group in groups for word in group]
        at = -1
        for group in filter(None, groups):
            at += len(group)
            run = " ".join(group)
            yield _Run(run, max(1, syllables(run)), _seam(words, at))


# --- The cheapest breaths make the phrases --------------------------------------------------

SYLLABLES = {Mode.ECHO: (10, 14), Mode.UNISON: (14, 19), Mode.LISTEN: (14, 19)}  # target, most
_GOOD_BREATH = 30  # a seam cheaper than this is missed when a phrase runs over it


def split(text: str, mode: Mode, *, stops: bool = False) -> tuple[str, ...]:
    """Cut a text into phrases of one breath; the comma or full stop that ends one only if `stops`.

    No phrase is longer than the mode allows, unless it is a single run of tied words.
    """
    runs = list(_runs(text))
    best = [(0.0, 0)]  # for runs[:end]: the least strain, and where the last phrase starts
    for end in range(1, len(runs) + 1):
        strains = _strains(runs, end, *SYLLABLES[mode])
        best.append(min((best[start][0] + strain, start) for start, strain in strains))
    cuts = [len(runs)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    breaths = (" ".join(run.text for run in runs[a:b]) for a, b in pairwise(reversed(cuts)))
    phrases = ((breath, breath.rstrip(_SILENT)) for breath in breaths)
    return tuple(breath if stops else phrase for breath, phrase in phrases if phrase)


def _strains(runs: list[_Run], end: int, target: int, most: int) -> Iterator[tuple[int, float]]:
    """Yield every start a phrase ending before runs[end] can have, with its strain.

    A phrase strains by its distance from the target, by the breath after it, and by any better
    place to breathe that it runs over; in whole numbers, so that equal strains are equal.
    """
    after = runs[end - 1].seam
    weight, passed = 0, inf
    for start in range(end - 1, -1, -1):
        weight += runs[start].weight
        if start < end - 1:
            passed = min(passed, runs[start].seam)
            if weight > most:
                return
        before = runs[start - 1].seam if start else _ALWAYS
        missed = max(0, max(before, after, _GOOD_BREATH) - passed)
        yield start, round(100 * (weight / target - 1) ** 2) + max(0, after) + 2 * missed


# --- A phrase with its turn is a cue --------------------------------------------------------

_ORDINAL = re.compile(
    r"\s*(?:pertama|ke(?:satu|d(?:u|oe)a|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh))"
    r"\b(?!-| belah)[.,:]?",
    re.IGNORECASE,
)


def cues(text: Text, mode: Mode, *, metres: float = 60.0) -> tuple[Cue, ...]:
    """Lay a text out as presses of the clicker; the last row stands `metres` from the leader."""
    laid = [Cue(text.title, Turn.TITLE)]
    for point, part in enumerate((text.opening, *text.points, text.closing)):
        numbered = len(text.points) > 1 and 0 < point <= len(text.points)
        pause = 1.0 if numbered else 0.0  # a second more where a numbered point begins
        for phrase in split(_numbered(part, point, mode) if numbered else part, mode):
            laid.extend(_turns(phrase, point, mode, metres, pause))
            pause = 0.0
    return tuple(laid)


def _numbered(part: str, point: int, mode: Mode) -> str:
    """Open a point with its number in words, unless it has its own ("Pertama, ...")."""
    if not split(part, mode):
        return ""
    own = _ORDINAL.match(part)
    number = own[0] if own else f"{number_words(point).capitalize()}."
    joint = "|" if mode is Mode.ECHO else "~"  # a phrase by itself, or tied to the first
    return number + joint + part[own.end() if own else 0 :]


def _turns(phrase: str, point: int, mode: Mode, metres: float, pause: float) -> Iterator[Cue]:
    """Yield a phrase's cues: 3.6 syllables a second alone, 3.2 together, sound at 343 m/s."""
    n = syllables(phrase)
    read = n / 3.2 + 0.8
    if mode is Mode.ECHO:
        yield Cue(phrase, Turn.LEADER, point, n, pause + n / 3.6 + 0.5)
        yield Cue(phrase, Turn.ALL, point, n, metres / 343 + read)
    else:
        turn = Turn.ALL if mode is Mode.UNISON else Turn.LISTEN
        yield Cue(phrase, turn, point, n, pause + read)
