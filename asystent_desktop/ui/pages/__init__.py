"""The pages of the window, one file a page; the order of the registry is the order of the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.page import Page

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page: its name in code, its words on the rail, the roles that see it, how it is made.

    `stores` are the kinds of store that show it, none meaning all. `badge` counts things to do, off the GUI
    thread. A page that is not on the rail is `under` one that is.
    """

    name: str
    label: str
    roles: frozenset[str]
    factory: Callable[[Context], Page]
    stores: frozenset[str] = frozenset()
    badge: Callable[[Services], int] | None = None
    under: str = ""
    at_foot: bool = False
    key: str = ""


PAGES: Final[tuple[PageEntry, ...]] = ()
