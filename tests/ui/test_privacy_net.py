"""The second line of private mode: names that a page or a dialog let through."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.privacy_net import PrivacyNet, hide_names

NAME = "Joanna Lewandowska"


def parts(root: QWidget) -> tuple[QLabel, QPushButton, QComboBox, QLineEdit]:
    column = QVBoxLayout(root)
    label, button, combo, line = QLabel(f"Mama: {NAME}."), QPushButton(NAME), QComboBox(), QLineEdit(NAME)
    label.setToolTip(NAME)
    button.setAccessibleName(f"Otwórz: {NAME}")
    combo.addItem(NAME, "kod")
    for one in (label, button, combo, line):
        column.addWidget(one)
    return label, button, combo, line


def test_words_are_hidden_and_what_is_typed_is_not(qtbot: QtBot, context: Context) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    label, button, combo, line = parts(root)
    context.names.know([NAME])
    context.set_private(True)
    hide_names(root, context.shown_sentence)
    assert (label.text(), label.toolTip()) == ("Mama: J. L.", "J. L.")
    assert (button.text(), button.accessibleName()) == ("J. L.", "Otwórz: J. L.")
    assert (combo.itemText(0), combo.itemData(0)) == ("J. L.", "kod")
    assert line.text() == NAME


def test_a_dialog_that_opens_in_private_mode_names_nobody(qtbot: QtBot, context: Context) -> None:
    PrivacyNet(context, context)
    context.names.know([NAME])
    context.set_private(True)
    dialog = QDialog()
    qtbot.addWidget(dialog)
    label, _button, _combo, _line = parts(dialog)
    dialog.show()
    assert label.text() == "Mama: J. L."
    context.set_private(False)
    again = QDialog()
    qtbot.addWidget(again)
    label, _button, _combo, _line = parts(again)
    again.show()
    assert label.text() == f"Mama: {NAME}."
