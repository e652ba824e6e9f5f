"""A process of its own: the real window on a store, a visit begun and typed; it tells when the text is due.

Run as `python -m tests.journeys.typing_process FOLDER PASSWORD FAMILY TEXT`. It never ends by itself.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.clock import SetClock
from asystent_desktop.services.stores import Stores
from asystent_desktop.ui.pages.visit import VisitPage

PROMISED_MS = 2000


def main(folder: str, password: str, family: str, text: str) -> None:
    """Type the text into the note of a visit, then say so and go on waiting."""
    app = make_application(["typing"])
    stores = Stores(SetClock(datetime(2026, 11, 23, 12)))
    window, _front = make_window(stores)
    services = stores.unlock(Path(folder), password)
    window.show()
    window.context.open(services, services.session())
    window.context.go("visit", family=family)

    def type_when_ready() -> None:
        page = window.page()
        if not isinstance(page, VisitPage) or window.context.tasks.is_busy() or not page.draft_key:
            QTimer.singleShot(20, type_when_ready)
            return
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(page.course, event)
        QTimer.singleShot(PROMISED_MS, tell)

    def tell() -> None:
        sys.stdout.write("typed\n")
        sys.stdout.flush()

    type_when_ready()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
