"""The photo of whoever is answered, for the officer to compare."""

from contextlib import suppress
from threading import Thread

from PIL import Image

from ceremony_tui.core.roster import Attendee
from ceremony_tui.photos import Photos
from ceremony_tui.ui.widgets.picture import Picture

SOON = 0.03  # seconds in which the answer reaches the terminal; reading would be in its way


class Portrait(Picture):
    """Empty until the photo is read, and never of anyone but the person answered."""

    def __init__(self, photos: Photos) -> None:
        super().__init__()
        self._photos = photos
        self._person: Attendee | None = None
        self._reading = False

    def show_person(self, person: Attendee | None) -> None:
        if person != self._person:
            self._person = person
            self.show("")
            self.set_timer(SOON, self._read)

    def _read(self) -> None:
        """One photo at a time: of a fast queue only the last one is worth reading."""
        if self._person is not None and not self._reading:
            self._reading = True
            Thread(target=self._open, args=(self._person,), name="photo", daemon=True).start()

    def _open(self, person: Attendee) -> None:
        image = self._photos.portrait(person)
        with suppress(RuntimeError):  # the console was closed meanwhile
            self.call_later(self._on_photo, person, image)

    def _on_photo(self, person: Attendee, image: Image.Image | None) -> None:
        self._reading = False
        if person != self._person:
            self._read()
        elif image is not None:
            self.show(image)
