"""The program that looks through a camera: `python -m ceremony_tui.scanners.lens watch 0`.

Each line it writes is one JSON object: a text that came into view, or a small picture.
"""

import json
import os
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator
from time import monotonic, sleep

import cv2
import zxingcpp
from cv2.typing import MatLike

from ceremony_tui.scanners.camera import NO_PICTURE

AWAY = 1.5  # seconds out of view after which a code is shown anew; a moving card blurs for less
GLIMPSE = 0.2  # seconds between small pictures
ACROSS = 64  # dots of a small picture, for a few dozen cells
_FRAME = (640, 480)  # what every webcam can do, and enough for a badge at arm's length
_MISSED = 20  # frames in a row that make a camera lost; one that warms up misses some
_RATE = 25.0  # frames a second of a video that does not say

# What is printed on badges; more kinds would only be found where there are none.
_KINDS = zxingcpp.BarcodeFormats(
    (
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.RMQRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
    )
)


class View:
    """What lies in view. A card that stays there is one scan; two cards are two."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def enter(self, texts: Iterable[str], at: float) -> list[str]:
        """Which of the texts seen now, at a moment in seconds, have just come into view."""
        self._seen = {text: last for text, last in self._seen.items() if at - last <= AWAY}
        entered = [text for text in dict.fromkeys(texts) if text not in self._seen]
        self._seen |= dict.fromkeys(texts, at)
        return entered


def texts_in(frame: MatLike) -> list[str]:
    """Every text in a picture, as a scanner on a wire would send it."""
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    plain = zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(grey, formats=_KINDS, text_mode=plain)
    # A character set that nobody knows gives no text; its bytes are shown as they are.
    texts = [code.text or code.bytes.decode("utf-8", "surrogateescape") for code in found]
    return [text for text in texts if text.strip()]


def small(frame: MatLike, *, mirrored: bool) -> dict[str, object]:
    """The picture as one line can carry it. A mirror shows people which way to move a card."""
    high, wide = frame.shape[:2]
    size = (ACROSS, max(1, min(2 * ACROSS, round(ACROSS * high / wide))))
    dots = cv2.cvtColor(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
    if mirrored:
        dots = cv2.flip(dots, 1)
    return {"width": size[0], "height": size[1], "rgb": b64encode(dots.tobytes()).decode("ascii")}


def frames(capture: cv2.VideoCapture, speed: float) -> Iterator[tuple[float, MatLike]]:
    """A video's pictures, each with its moment in seconds, no sooner than its speed allows."""
    told = capture.get(cv2.CAP_PROP_FPS)
    rate = told if 1 <= told <= 240 else _RATE
    began = monotonic()
    number = 0
    while (read := capture.read())[0]:
        at = number / rate
        sleep(max(0, began + at / speed - monotonic()))
        yield at, read[1]
        number += 1


def live_frames(capture: cv2.VideoCapture) -> Iterator[tuple[float, MatLike]]:
    """A camera's pictures until it is lost."""
    missed = 0
    while capture.isOpened() and missed < _MISSED:
        there, frame = capture.read()
        if there:
            missed = 0
            yield monotonic(), frame
        else:
            missed += 1
            sleep(0.05)


def watch(source: str, speed: float) -> int:
    """Tells what is seen until the video ends or the camera is lost."""
    live = source.isdigit()
    capture = cv2.VideoCapture(int(source)) if live else cv2.VideoCapture(source)
    if live:
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _FRAME[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _FRAME[1])
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # what it sees now, not a while ago
    view = View()
    due = 0.0
    for at, frame in live_frames(capture) if live else frames(capture, speed):
        for text in view.enter(texts_in(frame), at):
            _tell({"text": text})
        if monotonic() >= due:
            _tell(small(frame, mirrored=live))
            due = monotonic() + GLIMPSE
    return 0


def look(source: str) -> int:
    """Whether this can be watched; a camera may still be plugged in later."""
    return 0 if source.isdigit() or cv2.VideoCapture(source).read()[0] else NO_PICTURE


def _tell(seen: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


def main(task: str, source: str, speed: str) -> int:
    cv2.setNumThreads(1)
    if hasattr(os, "nice"):
        os.nice(5)  # on a slow laptop the console goes first
    return look(source) if task == "look" else watch(source, float(speed))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
