"""A question answered with one key: it fits the screen at every size of type."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.keyed_question import Answer, KeyedQuestion
from asystent_desktop.ui.theme import apply_theme

KEYS = "1234567890zi"


@pytest.mark.parametrize("scale", [100, 200])
def test_twelve_answers_fit_the_screen_and_each_key_answers(scale: int, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, scale)
    parent = QWidget()
    qtbot.addWidget(parent)
    answers = [Answer(code=f"code-{key}", words="odwołana przez rodzinę", key=key) for key in KEYS]
    question = KeyedQuestion(parent, "Dlaczego wizyta się nie odbyła?", "", answers)
    heard: list[str] = []
    question.chosen.connect(heard.append)
    assert question.minimumSizeHint().height() <= question.screen().availableGeometry().height()
    QTest.keyClick(question, Qt.Key.Key_I)
    assert heard == ["code-i"]
    apply_theme(app)
