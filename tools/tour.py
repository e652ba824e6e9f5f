"""The main job through the real window: unlock, month, visit, plan and its paper, bundle, office, receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.clock import SetClock
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.printing import Wanted
from asystent_desktop.services.stores import Stores

LONGEST_MS = 60_000
TODAY = datetime(2026, 11, 23, 16, 0)  # noqa: DTZ001 - a local wall time


class Walk:
    """A window that is driven as a person would, and photographed."""

    def __init__(self, folder: Path, out: Path, password: str) -> None:
        self.app = QApplication.instance() or make_application(["tour"])
        self.out = out
        self.window, self.front = make_window(Stores(SetClock(TODAY)))
        self.window.resize(1366, 768)
        self.services = Stores(SetClock(TODAY)).unlock(folder, password)
        self.window.show()
        self.window.context.open(self.services, self.services.session())
        self.settle()

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

    def picture(self, name: str) -> Path:
        """Save what the window shows."""
        path = self.out / f"{name}.png"
        self.window.grab().save(str(path))
        return path

    def close(self) -> None:
        """Close window and store."""
        self.window.context.lock()
        self.window.close()
        self.front.close()
        self.services.close()


def walk(demo: Path, out: Path, password: str) -> Iterator[Path]:
    """Walk the main job; yield each file that it made."""
    assistant = Walk(demo / "asystent-1", out, password)
    yield assistant.picture("01-dzis")
    yield from _month(assistant)
    yield from _visit(assistant)
    yield from _families_and_plan(assistant)
    bundle = out / "paczka.paczka"
    _run(assistant, lambda services: services.exchange.make(out, file=bundle))
    yield bundle
    assistant.go("exchange")
    yield assistant.picture("08-wymiana")
    device = assistant.services.desk.store.identity.device
    assistant.close()
    answer = out / "odpowiedz.paczka"
    yield from _office(demo, out, password, bundle, answer, device)
    assistant = Walk(demo / "asystent-1", out, password)
    page = assistant.go("exchange")
    _run(assistant, lambda services: services.exchange.take(answer), page)
    assistant.go("exchange")
    yield assistant.picture("12-dostarczone")
    assistant.close()


def _month(assistant: Walk) -> Iterator[Path]:
    page = assistant.go("calendar")
    yield assistant.picture("02-kalendarz")
    page.plan_button.click()
    assistant.settle()
    yield assistant.picture("03-propozycja")


def _visit(assistant: Walk) -> Iterator[Path]:
    family = assistant.services.cases.rows()[0].id
    page = assistant.go("visit", family=family)
    page.course.setPlainText(
        "Razem policzyliśmy koszty stałe na grudzień. Zeszyt wydatków prowadzony codziennie."
    )
    page.areas.add("c")
    page.start.set_value(time(14, 30))
    page.end.set_value(time(15, 30))
    page.keep_draft()
    assistant.settle()
    yield assistant.picture("04-wizyta")
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
    paper = assistant.out / "plan-pracy.pdf"
    paper.write_bytes(assistant.services.printing.make("support-plan", Wanted(family=family)).pdf)
    yield paper


def _office(demo: Path, out: Path, password: str, bundle: Path, answer: Path, device: str) -> Iterator[Path]:
    office = Walk(demo / "biuro", out, password)
    page = office.go("bundles")
    _run(office, lambda services: services.exchange.take(bundle), page)
    office.go("bundles")
    yield office.picture("09-paczki")
    office.go("workers")
    yield office.picture("10-asystenci")
    office.go("families")
    yield office.picture("11-rodziny-biuro")
    _run(office, lambda services: services.exchange.make(out, file=answer, device=device))
    yield answer
    office.close()


def _run(walk: Walk, act: Callable[[Services], Any], page: Any = None) -> None:
    """Do something on the writer, as a button of the page would."""
    context = walk.window.context
    context.save(lambda: act(context.services), owner=page or walk.window)
    walk.settle()
