"""A double surname in a narrow cell of a paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from asystent_desktop.typeset.styles import styles


def test_double_surname_breaks_after_its_own_hyphen(tmp_path: Path) -> None:
    found = Paragraph("Krzyżanowska-Śmigłowska Wilhelmina", styles(large=False).cell)
    _width, height = found.wrap(80, 1000)
    file = tmp_path / "cell.pdf"
    canvas = Canvas(str(file))
    found.drawOn(canvas, 100, 700 - height)
    canvas.save()
    read = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True)
    lines = [line.strip() for line in read.stdout.splitlines() if line.strip()]
    assert lines == ["Krzyżanowska-", "Śmigłowska", "Wilhelmina"]
