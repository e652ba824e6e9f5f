"""The program killed in the middle of typing: two seconds after a key the text is on the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from asystent_desktop.ui.pages.visit import VisitPage
from tests.journeys.conftest import Typist
from tests.world import PASSWORD, World

ROOT = Path(__file__).parents[2]
TEXT = "Zażółć gęślą jaźń: pani Ewa pokazała zeszyt"


def test_text_typed_before_kill_9_is_offered_again(world: World, typist: Typist, tmp_path: Path) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    folder = laptop.desk.store.vault.folder
    laptop.close()
    command = [sys.executable, "-m", "tests.journeys.typing_process", str(folder), PASSWORD, family, TEXT]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "typed\n"
        running.send_signal(signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
    again = world.reopen(folder)
    keyboard = typist.open(again)
    keyboard.press("Ctrl+N", "Return")
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    assert page.course.toPlainText() == TEXT
    assert "niedokończony wpis" in page.restored.words()


def test_a_full_disk_leaves_the_text_on_the_screen_and_tries_again(world: World, typist: Typist) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    with laptop.desk.store.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    page.course.setPlainText("Słowo " * 3000)
    page.keep_draft()
    keyboard.settle()
    assert "Nie udało się zapisać szkicu. Tekst jest na ekranie" in page.notice.words().replace("\u00a0", " ")
    assert page.course.toPlainText() == "Słowo " * 3000
    assert laptop.drafts.all() == ()
    with laptop.desk.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    page.keep_draft()
    keyboard.settle()
    assert len(laptop.drafts.all()) == 1


def test_locking_keeps_the_text_and_unlocking_comes_back_to_the_cursor(world: World, typist: Typist) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    folder = laptop.desk.store.vault.folder
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Pierwsze zdanie")
    keyboard.press("Home", "Right", "Right")
    keyboard.window.lock()
    keyboard.settle()
    again = world.reopen(folder)
    keyboard.window.context.open(again, again.session())
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    assert page.course.toPlainText() == "Pierwsze zdanie"
    assert page.course.textCursor().position() == 2
