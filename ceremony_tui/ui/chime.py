"""The sound of an answer: from the speaker when there is one, else the terminal's bell."""

from collections.abc import Callable
from typing import Any

from textual.app import App

from ceremony_tui.sounds import Sound, Speaker

APART = 0.4  # seconds between two bells: nearer ones melt into one

# A bell has one voice: silence says welcome, one bell look here, two bells stop.
_BELLS = {Sound.WELCOME: 0, Sound.AGAIN: 0, Sound.THINK: 1, Sound.REFUSED: 2}


class Chime:
    """Never delays a scan, and never fails one."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._speaker: Speaker | None = None
        self._second_to_come = False
        self.quiet = False

    def use_speaker(self, gone: Callable[[], object]) -> None:
        """Sounds through it, if its library is installed; `gone` is called if it falls silent."""

        def failed() -> None:
            self.close()
            gone()

        speaker = Speaker(lambda: self._app.call_later(failed))
        if speaker.is_there:
            self._speaker = speaker
            speaker.start()

    def close(self) -> None:
        speaker, self._speaker = self._speaker, None
        if speaker is not None:
            speaker.close()

    def ring(self, sound: Sound) -> None:
        if self.quiet:
            return
        if self._speaker is not None:
            self._speaker.play(sound)
        elif _BELLS[sound] and not self._second_to_come:
            self._app.bell()
            if _BELLS[sound] > 1:
                self._second_to_come = True
                self._app.set_timer(APART, self._second)

    def _second(self) -> None:
        self._second_to_come = False
        if not self.quiet:
            self._app.bell()
