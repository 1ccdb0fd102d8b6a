"""Ten badges a page in a bare loop: a code with a fixed mask, a name, a unit. `FILE ROSTER`.

The code is the one-bit picture that qrcode makes: reportlab takes it in sooner than bars.
"""

import sys
from pathlib import Path

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

if __name__ == "__main__":
    pen = Canvas(sys.argv[1], pagesize=A4)
    people = [row.split("\t") for row in Path(sys.argv[2]).read_text("utf-8").splitlines()]
    for number, (text, name, unit) in enumerate(people):
        if number and number % 10 == 0:
            pen.showPage()
        x, y = 30 + number % 2 * 270, 700 - number // 2 % 5 * 156
        code = QRCode(error_correction=ERROR_CORRECT_M, box_size=1, mask_pattern=2)
        code.add_data(text)
        pen.drawImage(ImageReader(code.make_image().get_image()), x, y, 88, 88)
        pen.setFont("Helvetica-Bold", 18)
        pen.drawString(x + 12, y + 100, name)
        pen.setFont("Helvetica", 10)
        pen.drawString(x + 88, y + 60, unit)
    pen.save()
