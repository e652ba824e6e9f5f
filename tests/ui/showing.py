"""A page on screen with a store behind it, once nothing is under way any more."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.chip import Chip


def drawn(qtbot: QtBot) -> None:
    """Let Qt show the parts that were put into the page by the last answer."""
    later = QTimer()
    later.setSingleShot(True)
    with qtbot.waitSignal(later.timeout):
        later.start(0)


def calm(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(lambda: not context.tasks.is_busy())
    drawn(qtbot)
    qtbot.waitUntil(lambda: not context.tasks.is_busy())
    drawn(qtbot)


def shown(qtbot: QtBot, context: Context, services: Services, page: type[Page]) -> Page:
    context.open(services, services.session())
    made = page(context)  # type: ignore[call-arg]
    qtbot.addWidget(made)
    made.resize(1170, 720)
    made.show()
    calm(qtbot, context)
    return made


def chips(page: Page) -> list[str]:
    return [one.text() for one in page.findChildren(Chip) if one.isVisibleTo(page)]
