"""Slips known from pledges, and how the words should stand.

`HEARD` holds what a crowd would say wrong; most of it stood in pledges that were printed or read
out in 2023 (Jeneponto, Langkat, Muna Barat). `WRITTEN` sounds the same and only looks wrong: the
right forms are those of the dictionary (KBBI) and the spelling rules (EYD V). What official texts
themselves print, such as "apapun" and "bertaqwa", is left alone.
"""

import re
from collections.abc import Iterator

HEARD = {
    r"(aparatur|negeri) sipir": r"\1 sipil",
    r"ajaran kebencian": "ujaran kebencian",
    r"diantara masing-masing": "di instansi masing-masing",
    r"fakta integritas": "pakta integritas",
    r"intergritas|intregritas|intregitas|intergitas|integeritas": "integritas",
    r"bermatabat": "bermartabat",
    r"(beretika,?) dan demokrasi": r"\1 dan demokratis",
    r"kesatuan dan persatuan": "persatuan dan kesatuan",
    r"perundangan-undangan|perundang-perundangan": "perundang-undangan",
    r"repulik|rebuplik|republlik": "republik",
}
WRITTEN = {
    r"di(antara|dalam|atas|mana)": r"di \1",
    r"kedalam": "ke dalam",
    r"tanggungjawab": "tanggung jawab",
    r"kerjasama": "kerja sama",
    r"(peraturan )?perundang undangan": r"\1perundang-undangan",
    r"undang undang": "undang-undang",
    r"(menerima|dikenai|dikenakan|diberi|diberikan|sesuai) sangsi": r"\1 sanksi",
    r"praktek-praktek": "praktik-praktik",
    r"praktek": "praktik",
    r"azas": "asas",
    r"resiko": "risiko",
    r"aktifitas": "aktivitas",
    r"mensukseskan": "menyukseskan",
    r"mentaati": "menaati",
    r"jum['\u2019]at": "Jumat",
    r"nopember": "November",
}

# Small words that nothing can end with, and that are never said twice.
_SMALL = (
    "dan atau di ke dari yang untuk dengan dalam kepada pada oleh bagi serta tidak maupun agar "
    "demi sebagai secara terhadap akan telah para setiap"
)
SMALL = frozenset(_SMALL.split())


def slips(words: str) -> Iterator[tuple[int, str, str, bool]]:
    """(place, found, suggestion, whether it is heard) of every known slip."""
    taken: set[int] = set()
    for table in (HEARD, WRITTEN):
        for wrong, right in table.items():
            for match in re.finditer(rf"\b(?:{wrong})\b", words, re.IGNORECASE):
                span = set(range(*match.span()))
                if not span & taken:
                    taken |= span
                    yield match.start(), match[0], _right(match, right), table is HEARD


def _right(match: re.Match[str], right: str) -> str:
    """The right words, with capitals where the wrong ones have them."""
    suggestion = match.expand(right)
    return suggestion.title() if match[0].istitle() else suggestion
