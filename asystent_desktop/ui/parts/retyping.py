"""What stands in an editor, read as a value or not: plain JSON values, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from asystent_desktop.ui.parts.week_hours import WeekHoursEdit

if TYPE_CHECKING:
    from asystent_desktop.ui.form import Editor


def typed_in(editor: QWidget | Editor) -> Any:
    """Return what stands in an editor: text of what is typed, codes and ticks of what is chosen."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, WeekHoursEdit):
        return editor.texts()
    value = editor.value()  # type: ignore[union-attr]
    return list(value) if isinstance(value, tuple) else value


def retype(editor: QWidget | Editor, typed: Any) -> None:
    """Put back into an editor what `typed_in` gave; nobody is told that it was edited."""
    if isinstance(editor, QLineEdit):
        editor.setText(typed)
    elif isinstance(editor, WeekHoursEdit):
        editor.set_texts(typed)
    else:
        editor.set_value(tuple(typed) if isinstance(typed, list) else typed)  # type: ignore[union-attr]
