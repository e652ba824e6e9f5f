from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from asystent_desktop.errors import AppError, RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.tasks import Job
from asystent_desktop.ui.words import CRASH


@dataclass(frozen=True)
class Kinds:
    kinds: frozenset[str]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Saved:
    changes: Kinds


@dataclass
class Heard:
    answers: list[object] = field(default_factory=list)

    def take(self, answer: object) -> None:
        self.answers.append(answer)


def test_answer_never_comes_before_the_question_is_put(qtbot: QtBot, context: Context) -> None:
    heard = Heard()
    for number in range(200):
        context.ask(partial(int, number), heard.take)
        assert number not in heard.answers
    qtbot.waitUntil(lambda: len(heard.answers) == 200)


def test_question_is_asked_elsewhere_and_answered_here(qtbot: QtBot, context: Context) -> None:
    here, heard = threading.get_ident(), Heard()

    def take(answer: object) -> None:
        heard.take((answer != here, threading.get_ident() == here))

    with qtbot.waitSignal(context.tasks.idle):
        context.ask(threading.get_ident, take)
    assert heard.answers == [(True, True)]


def test_all_writing_happens_on_one_thread_in_order(qtbot: QtBot, context: Context) -> None:
    heard, threads, order = Heard(), set(), []

    def write(number: int) -> int:
        threads.add(threading.get_ident())
        order.append(number)
        return number

    for number in range(20):
        context.save(partial(write, number), heard.take)
    qtbot.waitUntil(lambda: len(heard.answers) == 20)
    assert len(threads) == 1
    assert order == list(range(20)) == heard.answers


def test_what_a_save_changed_is_told_before_its_answer(qtbot: QtBot, context: Context) -> None:
    told: list[object] = []
    saved = Saved(Kinds(frozenset({"visit"})))
    context.changed.connect(told.append)
    with qtbot.waitSignal(context.tasks.idle):
        context.save(lambda: saved, told.append)
    assert told == [saved.changes, saved]


def test_an_answer_that_is_nothing_but_changes_is_told_too(qtbot: QtBot, context: Context) -> None:
    told: list[object] = []
    gone = Kinds(frozenset({"visit"}))
    context.changed.connect(told.append)
    with qtbot.waitSignal(context.tasks.idle):
        context.save(lambda: gone)
    assert told == [gone]


def refuse() -> None:
    raise RefusedError("Tego nie wolno. Poproś biuro.")


def crash() -> None:
    raise ValueError("Lewandowscy")


def test_expected_failure_is_said_in_its_own_words(qtbot: QtBot, context: Context) -> None:
    with qtbot.waitSignal(context.noticed) as said:
        context.ask(refuse, Heard().take)
    assert said.args == ["Tego nie wolno. Poproś biuro.", "bad"]


def test_page_that_wants_the_failure_gets_it_alone(qtbot: QtBot, context: Context) -> None:
    heard = Heard()
    with qtbot.waitSignal(context.tasks.idle), qtbot.assertNotEmitted(context.noticed):
        context.save(refuse, heard.take, heard.take)
    assert [type(one) for one in heard.answers] == [RefusedError]


def test_unexpected_failure_is_said_plainly_and_logged_without_content(
    qtbot: QtBot, context: Context, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Heard()
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(context.tasks.idle):
        context.ask(crash, heard.take, heard.take)
    [problem] = heard.answers
    assert isinstance(problem, AppError)
    assert problem.sentence == CRASH
    assert "ValueError" in caplog.text
    assert "Lewandowscy" not in caplog.text


def test_answer_for_somebody_gone_is_dropped(qtbot: QtBot, context: Context) -> None:
    heard, owner = Heard(), QObject()
    with qtbot.waitSignal(context.tasks.idle):
        context.ask(lambda: "late", heard.take, owner=owner)
        shiboken6.delete(owner)
    assert heard.answers == []


def test_locking_drops_answers_on_their_way(qtbot: QtBot, working: Context, laptop: Services) -> None:
    heard, go = Heard(), threading.Event()
    with qtbot.waitSignal(working.tasks.idle):
        working.ask(lambda: go.wait(5), heard.take)
        assert working.lock() is laptop
        go.set()
    assert heard.answers == []
    assert not working.is_open
    with pytest.raises(RuntimeError):
        _ = working.services


def test_what_is_asked_after_the_end_answers_nobody(qtbot: QtBot) -> None:
    ended = Context()
    ended.close()
    ended.ask(lambda: 1, lambda _answer: None, owner=ended)
    assert not ended.tasks.is_busy()


def test_long_work_tells_its_progress_and_ends(qtbot: QtBot, context: Context) -> None:
    heard, moves = Heard(), Heard()

    def work(progress: object, _is_stopped: object) -> str:
        assert callable(progress)
        progress("Liczę", 0.5)
        return "done"

    def follow(job: Job) -> None:
        job.moved.connect(lambda words, share: moves.take((words, share)))

    context.job_started.connect(follow)
    with qtbot.waitSignal(context.tasks.idle):
        context.run_long(work, heard.take, title="Planuję")
    assert heard.answers == ["done"]
    assert moves.answers == [("Liczę", 0.5)]


def test_stopped_work_that_gives_up_says_so_and_nothing_else(qtbot: QtBot, context: Context) -> None:
    heard = Heard()

    def work(_progress: object, is_stopped: object) -> str:
        assert callable(is_stopped)
        while not is_stopped():
            QThread.yieldCurrentThread()
        raise RefusedError("Nie dokończono.")

    with qtbot.waitSignal(context.noticed) as said:
        context.run_long(work, heard.take, title="Planuję").stop()
    assert said.args == ["Przerwano.", "info"]
    assert heard.answers == []


def test_private_mode_shows_initials(context: Context) -> None:
    assert context.shown_name("Joanna Lewandowska") == "Joanna Lewandowska"
    context.set_private(True)
    assert context.shown_name("Joanna Lewandowska") == "J. L."
    assert context.shown_text("ul. Polna 3") == "• • •"
    assert context.shown_text("") == ""
