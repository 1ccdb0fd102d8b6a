"""Kinds of personnel that papers keep apart, and who leads a unit."""

import re
from enum import StrEnum

from ceremony_tui.core.badge import status_of
from ceremony_tui.core.roster import Attendee


class Group(StrEnum):
    """As the recap box of a daftar hadir splits them."""

    PNS = "PNS"
    PPPK = "PPPK"
    PART_TIME = "PPPK PW"
    OTHER = "Non-ASN"


_PART_TIME = re.compile(r"\bPW\b|PARUH")
# Who signs for a unit. A "Kepala Bidang" or "Kepala Seksi" leads only a part of one.
_HEAD = re.compile(
    r"(?:(?:Plt|Plh|Pj)\.? )?"
    r"(?:Kepala (?:Dinas|Badan|Kantor|Satuan|Pelaksana|UPT|Puskesmas|Sekolah)"
    r"|Sekretaris (?:Daerah|DPRD|Dewan)|Inspektur(?! Pembantu)|Camat|Lurah|Direktur)\b",
    re.IGNORECASE,
)


def group_of(person: Attendee) -> Group:
    """By the status on the roster, else by what the NIP tells."""
    status = (person.status or status_of(person.nip)).upper()
    if status.startswith("PPPK"):
        return Group.PART_TIME if _PART_TIME.search(status) else Group.PPPK
    return Group.PNS if status in ("PNS", "CPNS", "P", "C") else Group.OTHER


def leads(person: Attendee) -> bool:
    """Whether the position is that of the head of a unit."""
    return _HEAD.match(person.position) is not None
