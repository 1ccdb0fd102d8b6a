"""Four sounds for four kinds of answer, drawn as waves and played in a thread of their own."""

from array import array
from collections.abc import Callable, Generator
from contextlib import suppress
from enum import Enum
from functools import cache
from importlib import import_module
from math import pi, sin
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from ceremony_tui.core.facts import Verdict

RATE = 22_050  # samples a second
_LOUD = 14_000  # of 32,767: a gate is noisy, a laptop's speaker small
_EDGE = 0.008  # seconds of fading in and out: without them a tone clicks


class Sound(Enum):
    """Told apart without looking: by the number of notes, by pitch, and by length."""

    WELCOME = ((880, 0.07), (1320, 0.10))
    AGAIN = ((660, 0.14),)
    THINK = ((520, 0.11), (0, 0.06), (520, 0.11))
    REFUSED = ((210, 0.22), (160, 0.38))


SOUNDS = {
    Verdict.PRESENT: Sound.WELCOME,
    Verdict.LATE: Sound.AGAIN,
    Verdict.ALREADY_PRESENT: Sound.AGAIN,
    Verdict.RECORDED_ABSENT: Sound.THINK,
    Verdict.UNREADABLE: Sound.THINK,
    Verdict.NOT_OPEN: Sound.THINK,
    Verdict.CLOSED: Sound.THINK,
    Verdict.NOT_ON_ROSTER: Sound.REFUSED,
    Verdict.AMBIGUOUS: Sound.REFUSED,
    Verdict.REVOKED: Sound.REFUSED,
    Verdict.LEFT: Sound.WELCOME,
    Verdict.LEFT_EARLY: Sound.AGAIN,
    Verdict.ALREADY_LEFT: Sound.AGAIN,
}


@cache
def samples(sound: Sound) -> bytes:
    """The wave of a sound: one channel, two bytes a sample."""
    wave = array("h")
    for pitch, seconds in sound.value:
        count = int(seconds * RATE)
        edge = _EDGE * RATE
        wave.extend(
            int(_LOUD * min(1, at / edge, (count - at) / edge) * _swing(pitch, at))
            for at in range(count)
        )
    return wave.tobytes()


def _swing(pitch: float, at: int) -> float:
    """With overtones: small speakers hardly play the low notes themselves."""
    turn = 2 * pi * pitch * at / RATE
    return 0.7 * sin(turn) + 0.2 * sin(2 * turn) + 0.1 * sin(3 * turn)


class Speaker:
    """Plays the last sound it was given. `failed` is told once, from the thread, when it cannot."""

    def __init__(self, failed: Callable[[], object]) -> None:
        self._failed = failed
        self._library = _library()
        self._asked: SimpleQueue[Sound | None] = SimpleQueue()
        self._closed = Event()
        self._thread = Thread(target=self._run, name="speaker", daemon=True)

    @property
    def is_there(self) -> bool:
        """Whether the library for it is installed."""
        return self._library is not None

    def start(self) -> None:
        self._thread.start()

    def play(self, sound: Sound) -> None:
        """Returns at once."""
        self._asked.put(sound)

    def close(self) -> None:
        self._closed.set()
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        library = self._library
        try:
            with _device(library) as device:
                while (sound := self._last_asked()) is not None:
                    wave = samples(sound)
                    stream = _stream(wave)
                    next(stream)
                    device.start(stream)
                    self._closed.wait(len(wave) / (2 * RATE) + _AFTER)
                    device.stop()
        except (library.MiniaudioError, OSError):
            self._failed()

    def _last_asked(self) -> Sound | None:
        """Waits for a sound. In a fast lane only the last one is still news."""
        asked = self._asked.get()
        while not self._asked.empty():
            asked = self._asked.get()
        return asked


_BUFFER = 60  # milliseconds between asking for a sound and hearing it
_AFTER = 2 * _BUFFER / 1000


def _device(library: Any) -> Any:
    systems = library.Backend
    # Not ALSA, which writes its complaints over the screen, and not a device that is not there.
    known = [systems.WASAPI, systems.DSOUND, systems.COREAUDIO, systems.PULSEAUDIO]
    return library.PlaybackDevice(
        output_format=library.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE,
        buffersize_msec=_BUFFER,
        backends=known,
        app_name="ceremony",
    )


def _stream(wave: bytes) -> Generator[bytes, int]:
    """As many samples as are asked for each time; silence after the last."""
    wanted = yield b""
    at = 0
    while True:
        part = wave[at : at + 2 * wanted]
        at += 2 * wanted
        wanted = yield part


def _library() -> Any:
    """The library that reaches the speaker; None when it is not installed."""
    with suppress(ImportError):
        return import_module("miniaudio")
    return None
