"""How many keys a visit takes: a scripted run through the real window, key events counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from PySide6.QtWidgets import QApplication

from asystent_desktop.app import make_application, make_window
from asystent_desktop.services.visits import NewAgreement, NextVisit
from tests.journeys.keyboard import Keyboard
from tests.patience import wait_until
from tests.world import World, held

TODAY = date(2026, 11, 23)
REACH = 40


class LoopWaiter:
    """Lets Qt work until something holds."""

    def waitUntil(self, callback: Callable[[], bool]) -> None:  # noqa: N802
        """Wait for the callback; TimeoutError when it never is true."""
        if not wait_until(callback):
            raise TimeoutError


def count_strokes(world: World) -> tuple[int, int, int]:
    """Return the strokes of a whole visit, of a failed one, and the letters of free text in the first."""
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    told = (NewAgreement(text="Zeszyt wydatków"), NewAgreement(text="Rachunek za prąd"))
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    for day, hour in ((TODAY, 9), (TODAY, 10), (date(2026, 11, 26), 9)):
        laptop.visits.plan(family, NextVisit(day=day, start=time(hour), end=time(hour + 1)))
    if QApplication.instance() is None:
        make_application(["bench"])
    window, front = make_window(world.stores)
    window.show()
    window.activateWindow()
    window.context.open(laptop, laptop.session())
    keyboard = Keyboard(window, front, LoopWaiter())
    keyboard.settle()
    whole = _whole_visit(keyboard)
    letters, before = keyboard.letters, keyboard.strokes
    keyboard.press("Ctrl+N", "F7", "3")
    failed = keyboard.strokes - before
    window.locked.disconnect()
    window.context.lock()
    front.close()
    states = sorted(one.state for one in laptop.visits.of_family(family))
    if states != ["failed", "held", "held", "planned"]:
        raise RuntimeError(states)
    return whole, failed, letters


def _whole_visit(keyboard: Keyboard) -> int:
    """Record a visit: note, two areas, both agreements, one for the next time; the next one is planned."""
    keyboard.press("Ctrl+N")
    keyboard.write("Pani Ewa pokazała zeszyt za dwa tygodnie. Policzyłyśmy koszty stałe na grudzień.")
    keyboard.press("F2", "c", "a", "F4", "1", "2", "F8")
    keyboard.write("Zanieść wniosek")
    keyboard.press("Return")
    keyboard.write("p. Ewa")
    keyboard.press("Return")
    keyboard.write("27.11")
    keyboard.press("Ctrl+Return")
    return keyboard.strokes


def measure(world: World) -> None:
    """Print the rows."""
    whole, failed, letters = count_strokes(world)
    for what, keys in (
        (f"a visit recorded, without {letters} letters of free text", whole),
        ("a failed visit with its reason, from Ctrl+N", failed),
    ):
        print(f"{what:58} {keys:9} keys {'':23} reach {REACH} keys", flush=True)
