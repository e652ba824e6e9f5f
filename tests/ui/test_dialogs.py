from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.dialogs import Question
from asystent_desktop.ui.theme import apply_theme

ANSWERS = (
    ("back", "Wróć"),
    ("LOST", "Zgubiony albo skradziony"),
    ("LEFT", "Pracownik odszedł"),
    ("REPLACED", "Wymieniony na inny"),
    ("LEAKED", "Ktoś mógł poznać hasło"),
)


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_no_answer_is_cut_however_many_there_are(scale: int, count: int, qtbot: QtBot) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, scale, high_contrast=False)
    parent = QWidget()
    qtbot.addWidget(parent)
    question = Question(parent, "Odwołać laptop?", "Odwołania nie można cofnąć.", ANSWERS[:count])
    question.show()
    buttons = {one.text(): one for one in question.findChildren(QAbstractButton)}
    assert set(buttons) == {words for _code, words in ANSWERS[:count]}
    for words, button in buttons.items():
        assert button.width() > QFontMetrics(button.font()).horizontalAdvance(words)
    apply_theme(app, 100, high_contrast=False)
