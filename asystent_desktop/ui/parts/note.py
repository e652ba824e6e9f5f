"""A note: a bar and a soft field; it begins with the fact and then says what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.text import announce, label, set_property, set_shown


class Note(QFrame):
    """A fact in bold and what to do under it; tones are info, ok, warn, bad, quiet."""

    def __init__(
        self, fact: str = "", more: str = "", *, tone: str = "info", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "note")
        self.setProperty("tone", tone)
        self._fact, self._more = label("", "strong", wrap=True), label("", "body", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._fact)
        words.addWidget(self._more)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(14, 8, 12, 8)
        self._line.setSpacing(12)
        self._line.addLayout(words, 1)
        self.say(fact, more, tone)

    def say(self, fact: str, more: str = "", tone: str = "") -> None:
        """Show other words; without any the note goes away. A shown note is read out when it changes."""
        changed = self.isVisible() and (fact, more) != (self._fact.text(), self._more.text())
        for part, text in ((self._fact, fact), (self._more, more)):
            part.setText(text)
            set_shown(part, bool(text))
        self.setAccessibleName(" ".join(filter(None, (fact, more))))
        if tone:
            set_property(self, "tone", tone)
        set_shown(self, bool(fact or more))
        if changed and fact:
            announce(self, self.accessibleName())

    def words(self) -> str:
        """Return all its words."""
        return self.accessibleName()

    def add_button(self, button: QWidget) -> None:
        """Put one way out at the right."""
        self._line.addWidget(button)
