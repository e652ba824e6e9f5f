"""The main job through the real window: unlock, month, visit, plan and its paper, bundle, office, receipt."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.clock import SetClock
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.printing import Wanted
from asystent_desktop.services.stores import Stores
from asystent_desktop.ui.garbage import end_objects
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.editors import Choice

LONGEST_MS = 60_000
TODAY = datetime(2026, 11, 23, 16, 0)  # noqa: DTZ001 - a local wall time


class Walk:
    """A window that is driven as a person would, and photographed."""

    def __init__(self, folder: Path, out: Path, password: str) -> None:
        self.app = QApplication.instance() or make_application(["tour"])
        self.out = out
        os.environ["ASYSTENT_DATA"] = str(folder.parent.parent)
        self.window, self.front = make_window(Stores(SetClock(TODAY)))
        self.window.resize(1366, 768)
        self.window.show()
        self.front.start()
        self.settle()
        self._unlock(folder, password)

    @property
    def services(self) -> Services:
        """The services of the open store."""
        return self.window.context.services

    def settle(self) -> None:
        """Let the window finish what it reads and writes, as a person waits for it."""
        loop = QEventLoop()
        poll = QTimer()
        poll.setInterval(20)
        calm = [0]

        def look() -> None:
            calm[0] = 0 if self.window.context.tasks.is_busy() else calm[0] + 1
            if calm[0] > 5:
                loop.quit()

        poll.timeout.connect(look)
        QTimer.singleShot(LONGEST_MS, loop.quit)
        poll.start()
        loop.exec()
        QCoreApplication.processEvents()

    def go(self, page: str, **args: Any) -> Any:
        """Go to a page and wait for it."""
        self.window.context.go(page, **args)
        self.settle()
        return self.window.page()

    def do(self, act: Callable[[Services], Any]) -> None:
        """Do something on the writer, as a button of the page on screen would."""
        context = self.window.context
        context.save(lambda: act(context.services), owner=self.window.page() or self.window)
        self.settle()

    def picture(self, name: str) -> Path:
        """Save what the window shows."""
        path = self.out / f"{name}.png"
        self.window.grab().save(str(path))
        return path

    def close(self) -> None:
        """Close window and store, as a person does."""
        self.window.close()
        self.settle()
        self.front.close()
        end_objects()

    def _unlock(self, folder: Path, password: str) -> None:
        [door] = [one for one in self.window.findChildren(UnlockPage) if one.isVisible()]
        [stores] = [one for one in door.findChildren(Choice) if one.accessibleName() == "Sejf"]
        stores.set_value(str(folder))
        QTest.keyClicks(door.password, "x" * len(password))
        self.picture("00-drzwi")
        door.password.setText(password)
        QTest.keyClick(door.password, Qt.Key.Key_Return)
        self.settle()


def walk(demo: Path, out: Path, password: str) -> Iterator[Path]:
    """Walk the main job; yield each file that it made."""
    assistant = Walk(demo / "asystent-1", out, password)
    device = assistant.services.desk.store.identity.device
    yield out / "00-drzwi.png"
    yield assistant.picture("01-dzis")
    yield from _month(assistant)
    yield from _visit(assistant)
    yield from _families_and_plan(assistant)
    bundle = out / "paczka.paczka"
    assistant.do(lambda services: services.exchange.make(out, file=bundle))
    yield bundle
    assistant.go("exchange")
    yield assistant.picture("08-wymiana")
    yield from _other_pages(assistant)
    assistant.close()
    answer = out / "odpowiedz.paczka"
    yield from _office(Walk(demo / "biuro", out, password), bundle, answer, device)
    assistant = Walk(demo / "asystent-1", out, password)
    assistant.go("exchange")
    assistant.do(lambda services: services.exchange.take(answer))
    assistant.go("exchange")
    yield assistant.picture("15-dostarczone")
    assistant.close()


def _month(assistant: Walk) -> Iterator[Path]:
    page = assistant.go("calendar")
    yield assistant.picture("02-kalendarz")
    page.step(1)
    assistant.settle()
    page.plan_button.click()
    assistant.settle()
    yield assistant.picture("03-propozycja")
    page.proposal.accept_button.click()
    assistant.settle()
    page.show_mode("week", datetime(2026, 12, 1).date())  # noqa: DTZ001 - a local day
    assistant.settle()
    yield assistant.picture("03b-tydzien")


def _visit(assistant: Walk) -> Iterator[Path]:
    family = assistant.services.cases.rows()[0].id
    assistant.go("briefing", family=family)
    yield assistant.picture("04-przed-wizyta")
    page = assistant.go("visit", family=family)
    page.course.setPlainText(
        "Razem policzyliśmy koszty stałe na grudzień. Zeszyt wydatków prowadzony codziennie."
    )
    page.areas.add("c")
    page.keep_draft()
    assistant.settle()
    yield assistant.picture("04b-wizyta")
    page.finish()
    assistant.settle()
    yield assistant.picture("05-zapisana")


def _families_and_plan(assistant: Walk) -> Iterator[Path]:
    assistant.go("families")
    yield assistant.picture("06-rodziny")
    family = next(row.id for row in assistant.services.cases.rows() if row.name == "Lewandowscy")
    assistant.go("family", family=family)
    yield assistant.picture("06b-rodzina")
    assistant.go("plan", family=family)
    yield assistant.picture("07-plan")
    for paper in ("support-plan", "briefing"):
        made = assistant.services.printing.make(paper, Wanted(family=family))
        path = assistant.out / f"{paper}.pdf"
        path.write_bytes(made.pdf)
        yield path


def _other_pages(assistant: Walk) -> Iterator[Path]:
    for page, name in (("deadlines", "09-terminy"), ("settings", "09b-ustawienia"), ("help", "09c-pomoc")):
        assistant.go(page)
        yield assistant.picture(name)
    assistant.window.context.set_private(True)
    assistant.go("today")
    yield assistant.picture("09d-tryb-prywatny")
    assistant.window.context.set_private(False)


def _office(office: Walk, bundle: Path, answer: Path, device: str) -> Iterator[Path]:
    office.go("bundles")
    office.do(lambda services: services.exchange.take(bundle))
    office.go("bundles")
    yield office.picture("10-paczki")
    office.go("office-conflicts")
    yield office.picture("11-rozstrzyganie")
    office.go("workers")
    yield office.picture("12-asystenci")
    office.go("families")
    yield office.picture("13-rodziny-biuro")
    office.do(lambda services: services.exchange.make(office.out, file=answer, device=device))
    yield answer
    office.close()
