"""Who signs at a signing stage, in the order of its list, and who has signed."""

from dataclasses import dataclass

from ceremony_tui.core.ceremony import Ceremony, sign_keys
from ceremony_tui.core.facts import Entry, Signed
from ceremony_tui.core.script import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One signer. `signer` is their place in the list, -1 for a witness who is not on it."""

    signer: int
    name: str
    office: str = ""
    group: str = ""
    signed: Entry | None = None

    @property
    def title(self) -> str:
        """Their name; the seat they sign for while nobody is named."""
        return self.name or self.office


def signing_stage(ceremony: Ceremony) -> int | None:
    """Where is signed: the signing that is on, else the last that was, else the first to come.

    None in a ceremony at which nobody signs.
    """
    stages = ceremony.script.stages
    signings = [n for n, stage in enumerate(stages) if stage.kind is Kind.SIGNING]
    now = ceremony.now
    begun = [n for n in signings if now and n <= now.stage]
    return next(iter(begun[-1:] or signings[:1]), None)


def signers(ceremony: Ceremony, stage: int) -> tuple[Line, ...]:
    """The list of a signing stage, then its other signers by the time at which they signed."""
    listed = (
        Line(n, who.name, who.office, who.group, ceremony.signature(f"{stage}/{n}"))
        for n, who in enumerate(ceremony.script.stages[stage].signers)
    )
    others = (
        Line(-1, fact.name, fact.office, signed=entry)
        for entry in sorted(_others(ceremony, stage), key=lambda entry: entry.order)
        if isinstance(fact := entry.fact, Signed)
    )
    return (*(_as_signed(line) for line in listed), *others)


def _others(ceremony: Ceremony, stage: int) -> set[Entry]:
    every = (ceremony.signature(key) for key in ceremony.signatures)
    return {
        entry
        for entry in every
        if entry
        and isinstance(fact := entry.fact, Signed)
        and fact.stage == stage
        and (fact.signer < 0 or ceremony.signature(sign_keys(fact)[-1]) != entry)
    }


def _as_signed(line: Line) -> Line:
    """With the name of whoever signed at a place for which nobody was named."""
    fact = line.signed.fact if line.signed else None
    name = fact.name if isinstance(fact, Signed) else ""
    return Line(line.signer, line.name or name, line.office, line.group, line.signed)
