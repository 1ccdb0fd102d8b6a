"""Four answers that are told apart without looking, and a speaker that never gets in the way."""

from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from ceremony_tui import sounds
from ceremony_tui.core.facts import Verdict
from ceremony_tui.sounds import RATE, SOUNDS, Sound, Speaker, samples


class Device:
    """A loudspeaker that notes what was put on it, as a real one asks for it: bit by bit."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.started, self.done = Event(), Event()

    def __enter__(self) -> "Device":
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()

    def start(self, stream: Any) -> None:
        parts = iter(lambda: stream.send(1000), b"")
        self.heard.append(len(b"".join(parts)))
        self.started.set()

    def stop(self) -> None:
        pass


def library(device: Device | None) -> Any:
    """As miniaudio: its device, or its error when there is none."""

    class NoneThereError(Exception):
        pass

    def playback(**asked: object) -> Device:
        if device is None:
            raise NoneThereError
        assert "ALSA" not in asked["backends"]  # type: ignore[operator]
        return device

    systems = ("WASAPI", "DSOUND", "COREAUDIO", "PULSEAUDIO", "ALSA")
    return SimpleNamespace(
        PlaybackDevice=playback,
        MiniaudioError=NoneThereError,
        SampleFormat=SimpleNamespace(SIGNED16=2),
        Backend=SimpleNamespace(**{name: name for name in systems}),
    )


def test_every_answer_has_a_sound_but_a_card_that_still_lies_there() -> None:
    assert set(SOUNDS) == set(Verdict) - {Verdict.REREAD}
    assert set(SOUNDS.values()) == set(Sound)


def test_the_four_differ_in_notes_and_length() -> None:
    assert len({len(samples(sound)) for sound in Sound}) == 4
    assert len({tuple(pitch for pitch, _ in sound.value) for sound in Sound}) == 4


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short_loud_and_does_not_click(sound: Sound) -> None:
    wave = memoryview(samples(sound)).cast("h")
    assert len(wave) / RATE <= 0.6
    assert 8_000 < max(wave) < 32_000
    assert abs(wave[0]) < 100
    assert abs(wave[-1]) < 1_000


def test_the_speaker_plays_a_sound_to_its_end(monkeypatch) -> None:
    device = Device()
    monkeypatch.setattr(sounds, "_library", lambda: library(device))
    gone: list[str] = []
    speaker = Speaker(lambda: gone.append("gone"))
    speaker.start()
    speaker.play(Sound.WELCOME)
    assert device.started.wait(5)
    speaker.close()
    assert not gone
    assert device.heard == [len(samples(Sound.WELCOME))]
    assert device.done.is_set()


def test_no_loudspeaker_is_said_once_and_stops_nothing(monkeypatch) -> None:
    monkeypatch.setattr(sounds, "_library", lambda: library(None))
    told: list[str] = []
    said = Event()
    speaker = Speaker(lambda: (told.append("gone"), said.set()))
    speaker.start()
    assert said.wait(5)
    for sound in Sound:
        speaker.play(sound)
    speaker.close()
    assert told == ["gone"]


def test_without_the_library_there_is_no_speaker(monkeypatch) -> None:
    monkeypatch.setattr(sounds, "_library", lambda: None)
    assert not Speaker(lambda: None).is_there
