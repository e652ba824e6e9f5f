"""Questions to a person: a fact, what follows from it, and buttons that say what they do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_MOST_OF_SCREEN = 60
_LEAST_WIDTH = 372
_MOST_BESIDE = 3


def height_on_screen(dialog: QWidget, wanted: int) -> int:
    """Return the height for what scrolls in a dialog: as wanted, but never more than the screen leaves it."""
    return min(wanted, dialog.screen().availableGeometry().height() * _MOST_OF_SCREEN // 100)


class Question(QDialog):
    """A question with two or more buttons; Esc is the same as the first, which changes nothing.

    More than three answers stand under one another, and the first one last.
    """

    def __init__(
        self,
        parent: QWidget,
        fact: str,
        more: str,
        answers: Sequence[tuple[str, str]],
        *,
        main: str = "",
    ) -> None:
        super().__init__(parent)
        self.answer = answers[0][0]
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(f"{fact} {more}")
        column = QVBoxLayout(self)
        # The window is never narrower than its buttons, whatever part of the screen Qt wants to give it.
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addStrut(theme().px(_LEAST_WIDTH))
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(fact, "card", wrap=True))
        if more:
            column.addWidget(label(more, wrap=True))
        column.addSpacing(8)
        buttons = [
            Button(words, partial(self._choose, code), look="main" if code == main else "plain")
            for code, words in answers
        ]
        if len(buttons) > _MOST_BESIDE:
            for button in buttons[1:]:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                column.addWidget(button)
            column.addSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addStretch(1)
        for button in buttons[: 1 if len(buttons) > _MOST_BESIDE else None]:
            line.addWidget(button)
        column.addLayout(line)

    def _choose(self, code: str) -> None:
        self.answer = code
        self.accept()


def ask_person(
    parent: QWidget, fact: str, more: str, answers: Sequence[tuple[str, str]], *, main: str = ""
) -> str:
    """Ask and return the code of the button pressed; the first answer changes nothing and is also Esc."""
    question = Question(parent, fact, more, answers, main=main)
    question.exec()
    question.deleteLater()
    return question.answer


def ask_later(
    parent: QWidget,
    fact: str,
    more: str,
    answers: Sequence[tuple[str, str]],
    then: Callable[[str], object],
    *,
    main: str = "",
) -> None:
    """Ask as `ask_person`, but go on at once: `then` gets the code once a button was pressed."""
    question = Question(parent, fact, more, answers, main=main)
    question.finished.connect(lambda _result: then(question.answer))
    question.finished.connect(question.deleteLater)
    question.open()
