"""What happens on stage: cues, the officials, the words, the signatures."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CueCalled:
    """The operator moved: the ceremony now stands at this cue of this stage.

    Stages and cues count from 0; a stage past the last one ends the ceremony. The wall shows the
    cue, or nothing when `blank`, or only the heading of the stage when `title`; while `held` it
    keeps what it showed before. At the title of a recitation `text_hash` names the words that are
    recited, as `wording.text_hash` says. `undo`: a wrong press was taken back.
    """

    kind: ClassVar[str] = "cue-called"
    version: ClassVar[int] = 1
    stage: int
    cue: int = 0
    blank: bool = False
    text_hash: str = ""
    title: bool = False
    held: bool = False
    undo: bool = False


@dataclass(frozen=True, slots=True)
class RoleSet:
    """Who has a role from now on, who would stand in, and whether they are there and ready.

    Both are written `name / office`, or only with their name.
    """

    kind: ClassVar[str] = "role-set"
    version: ClassVar[int] = 1
    role: str
    holder: str
    reserve: str = ""
    ready: bool = False


@dataclass(frozen=True, slots=True)
class PlanChosen:
    """Rain, or none: indoors the stages that need the open sky are left out."""

    kind: ClassVar[str] = "plan-chosen"
    version: ClassVar[int] = 1
    indoors: bool


@dataclass(frozen=True, slots=True)
class Reworded:
    """The phrase of a cue was mended on stage: `after` is shown and spoken in place of `before`.

    Where the phrase stands in several cues (a leader reads it, everybody repeats it), `cue` is
    the first of them. No other phrase changes, and none moves. `undo`: a mending was taken back.
    """

    kind: ClassVar[str] = "reworded"
    version: ClassVar[int] = 1
    stage: int
    cue: int
    before: str
    after: str
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signed at a signing stage. `signer` is their place in its list, -1 for others.

    `attendee` is their id in the roster, "" when they are not in it; `text` what was scanned.
    """

    kind: ClassVar[str] = "signed"
    version: ClassVar[int] = 1
    stage: int
    name: str
    office: str = ""
    signer: int = -1
    attendee: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Prompted:
    """What the podium shows: the speech stands at `line` and runs on at `speed` lines a minute.

    `paused`: it waits there, and would run on at that speed. `message` is the operator's word to
    the speaker, "" for none.
    """

    kind: ClassVar[str] = "prompted"
    version: ClassVar[int] = 1
    stage: int
    line: float = 0.0
    speed: float = 0.0
    message: str = ""
    paused: bool = False
