"""A day in the real window, run as a program of its own so that it can be traced, killed and scanned after.

`python -m tests.safety.day STORE OUT END`: unlocks the store at the door, looks round, types and finishes a
visit, looks at the plan's paper, saves it and a bundle into OUT, locks, unlocks and types another visit. END
is `quit` or `kill`: with the second the process is killed in the middle of that typing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from asystent_desktop.app import make_application, make_window
from asystent_desktop.clock import SetClock
from asystent_desktop.crashes import tell_plainly
from asystent_desktop.services.stores import Stores
from asystent_desktop.ui.garbage import end_objects
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.files import Files
from asystent_desktop.ui.parts.keyed_question import KeyedQuestion
from asystent_desktop.ui.parts.pdf_view import PdfView
from tests.journeys.keyboard import calm
from tests.patience import wait_until
from tests.safety.planted import COURSE, PASSWORD, SEARCHED, UNFINISHED

NOW = datetime(2026, 11, 23, 16, 0)


class OutFolder(Files):
    """A file dialog in which the person always chooses the folder `out`."""

    def __init__(self, out: Path) -> None:
        self._out = out

    def save_place(
        self, parent: QWidget, title: str, name: str, kind: str, *, is_protected: bool = True
    ) -> Path | None:
        return self._out / name

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self._out


class Day:
    """The window of one person, driven by what stands on it."""

    def __init__(self, store: Path, out: Path) -> None:
        os.environ["ASYSTENT_DATA"] = str(store.parent)
        self.app = make_application(["asystent"])
        self.window, self.front = make_window(Stores(SetClock(NOW)))
        self.window.context.files = OutFolder(out)
        self.out = out
        self.window.show()
        self.front.start()

    def wait(self, what: str, until: Callable[[], Any]) -> None:
        """Let the window work until something is so; a day that hangs ends with its name."""
        if not wait_until(lambda: bool(until())):
            sys.exit(f"the day hangs: {what}")

    def unlock(self) -> None:
        """Type the password at the door."""
        self.wait("the door", lambda: self._shown(UnlockPage))
        [door] = self._shown(UnlockPage)
        QTest.keyClicks(door.password, PASSWORD)
        QTest.keyClick(door.password, Qt.Key.Key_Return)
        self.wait("unlocking", lambda: self.window.context.is_open)
        self.calm()

    def go(self, page: str, **args: object) -> QWidget:
        """Go to a page and wait until it shows what it has."""
        self.window.context.go(page, **args)
        self.calm()
        shown = self.window.page()
        assert shown is not None
        return shown

    def calm(self) -> None:
        """Wait until nothing is read or written any more."""
        self.wait("calm", calm(self.window))

    def look_round(self, family: str) -> None:
        """Search, open the family, look at each page that needs no family."""
        page = self.go("families")
        for field in page.findChildren(QLineEdit):
            field.setText(SEARCHED)
        self.calm()
        for name in ("family", "deadlines", "calendar", "exchange", "search", "today"):
            self.go(name, family=family)

    def record(self, family: str) -> None:
        """Type a visit and finish it without a next date."""
        page: Any = self.go("visit", family=family)
        note(page).setPlainText(COURSE)
        page.areas.add("c")
        page.start.set_value(time(9))
        page.end.set_value(time(10))
        page.finish()
        self.wait("the question about the next visit", lambda: self.window.findChild(KeyedQuestion))
        question = self.window.findChild(KeyedQuestion)
        assert question is not None
        QTest.keyClick(question, Qt.Key.Key_0)
        services = self.window.context.services
        self.wait("the visit", lambda: any(one.course == COURSE for one in services.visits.of_family(family)))
        self.calm()

    def print_plan(self, family: str) -> None:
        """Look at the plan's paper and save it."""
        services = self.window.context.services
        self.window.context.save(lambda: services.plans.begin(family))
        self.calm()
        page = self.go("plan", family=family)
        self.wait("the paper", lambda: any(one.page_count() for one in page.findChildren(PdfView)))
        page.findChildren(PdfView)[0].save_as()
        self.calm()

    def send(self) -> None:
        """Save a bundle for the office."""
        services = self.window.context.services
        self.go("exchange")
        self.window.context.save(lambda: services.exchange.make(self.out, file=self.out / "x.paczka"))
        self.calm()

    def type_on(self, family: str) -> None:
        """Begin another visit; return once its text is safe on the disk, nothing having been pressed."""
        page = self.go("visit", family=family)
        note(page).setPlainText(UNFINISHED)
        services = self.window.context.services
        self.wait("the draft", lambda: any(UNFINISHED in str(one.values) for one in services.drafts.all()))

    def quit(self) -> None:
        """Close the window as a person does."""
        self.window.close()
        self.front.close()
        end_objects()

    def _shown(self, kind: type[UnlockPage]) -> list[UnlockPage]:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]


def note(page: QWidget) -> QPlainTextEdit:
    """The field of the visit's course."""
    [found] = [one for one in page.findChildren(QPlainTextEdit) if one.accessibleName() == "Notatka"]
    return found


def main(store: str, out: str, end: str) -> None:
    """Live the day."""
    tell_plainly()
    day = Day(Path(store), Path(out))
    day.unlock()
    family = day.window.context.services.cases.rows()[0].id
    day.look_round(family)
    day.record(family)
    day.print_plan(family)
    day.send()
    day.window.lock()
    day.unlock()
    day.type_on(family)
    if end == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    day.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
