"""Taking parts away, and keeping the keyboard's place while a page makes them anew.

Qt hands the focus of a part that goes away to whatever comes next, be it the rail. Here it waits on the page
until the part's successor is there: a person stays where they were, and the page's keys go on working.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

IS_PAGE: Final = "is_page"
"""The property of what a waiting focus may stand on."""

_WAS: Final = "focus_was"


@dataclass(frozen=True)
class _Was:
    """What had the focus: its class, its name, and which one of that class in the page it was."""

    kind: type[QWidget]
    name: str
    place: int


def let_go(part: QWidget) -> None:
    """Take a part away for good; a focus inside it waits on the page that holds the part.

    The window's own focus counts: behind a dialog it is where the keyboard comes back to.
    """
    focus, ground = part.window().focusWidget(), _ground_of(part)
    if ground is not None and focus is not None and (part is focus or part.isAncestorOf(focus)):
        alike = list(_alike(ground, type(focus)))
        place = alike.index(focus) if focus in alike else 0
        ground.setProperty(_WAS, _Was(type(focus), focus.accessibleName(), place))
        ground.setFocus(Qt.FocusReason.OtherFocusReason)
    # Without a parent Python would own it, and end it at once: also a button that is just being clicked.
    part.hide()
    part.deleteLater()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and let the parts in it go."""
    while (item := layout.takeAt(0)) is not None:
        if (part := item.widget()) is not None:
            let_go(part)


def give_back(ground: QWidget) -> None:
    """Give a focus that waits on the page to what took the place of the part that had it.

    That is what has the same name; else the one at the same place among its kind. While neither is there the
    focus goes on waiting; something else that has taken it keeps it. Done a turn of the loop later: only
    then does Qt show what was added.
    """
    QTimer.singleShot(0, ground, partial(_give_back, ground))


def _give_back(ground: QWidget) -> None:
    was = ground.property(_WAS)
    if not isinstance(was, _Was):
        return
    if ground.window().focusWidget() is not ground:
        ground.setProperty(_WAS, None)
        return
    alike = list(_alike(ground, was.kind))
    named = [one for one in alike if one.accessibleName() == was.name]
    heir = next(iter(named or alike[was.place : was.place + 1]), None)
    if heir is not None:
        ground.setProperty(_WAS, None)
        heir.setFocus(Qt.FocusReason.OtherFocusReason)


def _ground_of(part: QWidget) -> QWidget | None:
    widget: QWidget | None = part
    while widget is not None and not widget.property(IS_PAGE):
        widget = widget.parentWidget()
    return widget


def _alike(ground: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    for one in ground.findChildren(kind):
        wants = one.focusPolicy() != Qt.FocusPolicy.NoFocus
        if type(one) is kind and wants and one.isEnabled() and one.isVisibleTo(ground):
            yield one
