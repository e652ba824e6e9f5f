"""Going from pane to pane with one key: the rail, the header, each card or list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_PANES = frozenset({"rail", "header", "card"})


def next_pane(window: QWidget) -> None:
    """Move the focus to the first control of the next pane on screen, round and round."""
    panes = [one for one in window.findChildren(QWidget) if _is_pane(one) and _first_control(one) is not None]
    if not panes:
        return
    now = QApplication.focusWidget()
    places = [place for place, pane in enumerate(panes) if now is not None and pane.isAncestorOf(now)]
    target = _first_control(panes[(places[-1] + 1) % len(panes) if places else 0])
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def _is_pane(widget: QWidget) -> bool:
    return widget.isVisible() and widget.property("part") in _PANES


def _first_control(pane: QWidget) -> QWidget | None:
    controls = (
        one
        for one in pane.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    return next((one for one in controls if not isinstance(one.parentWidget(), QAbstractItemView)), None)
