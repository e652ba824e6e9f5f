"""The pages of the window, one file a page; the order of the registry is the order of the rail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.bundles import BundlesPage
from asystent_desktop.ui.pages.calendar import CalendarPage
from asystent_desktop.ui.pages.deadlines import DeadlinesPage
from asystent_desktop.ui.pages.exchange import ExchangePage
from asystent_desktop.ui.pages.families import FamiliesPage
from asystent_desktop.ui.pages.family import FamilyPage
from asystent_desktop.ui.pages.help import HelpPage
from asystent_desktop.ui.pages.plan import PlanPage
from asystent_desktop.ui.pages.search import SearchPage
from asystent_desktop.ui.pages.today import TodayPage
from asystent_desktop.ui.pages.visit import VisitPage
from asystent_desktop.ui.pages.workers import WorkersPage

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


_FIELD = frozenset({"assistant", "coordinator"})
_DESK = frozenset({"clerk", "head"})
_ALL = _FIELD | _DESK
_LAPTOP = frozenset({"assistant", "coordinator"})
_OFFICE = frozenset({"office"})


def _unsaved_today(services: Services) -> int:
    today = services.clock.today()
    rows = services.visits.between(today, today, account=services.desk.account)
    return sum(row.visit.state == "planned" for row in rows)


def _due_soon(services: Services) -> int:
    return len(services.cases.deadlines(14))


PAGES: Final[tuple[PageEntry, ...]] = (
    PageEntry(name="today", label="Dziś", roles=_FIELD, factory=TodayPage, badge=_unsaved_today),
    PageEntry(name="bundles", label="Paczki z terenu", roles=_DESK, factory=BundlesPage, stores=_OFFICE),
    PageEntry(name="families", label="Rodziny", roles=_ALL, factory=FamiliesPage),
    PageEntry(name="workers", label="Asystenci", roles=_DESK, factory=WorkersPage, stores=_OFFICE),
    PageEntry(name="calendar", label="Kalendarz", roles=_FIELD, factory=CalendarPage),
    PageEntry(name="deadlines", label="Terminy", roles=_ALL, factory=DeadlinesPage, badge=_due_soon),
    PageEntry(name="exchange", label="Wymiana z biurem", roles=_FIELD, factory=ExchangePage, stores=_LAPTOP),
    PageEntry(name="family", label="Rodzina", roles=_ALL, factory=FamilyPage, under="families"),
    PageEntry(name="plan", label="Plan pracy", roles=_ALL, factory=PlanPage, under="families"),
    PageEntry(name="visit", label="Zapis wizyty", roles=_FIELD, factory=VisitPage, under="today"),
    PageEntry(name="search", label="Szukaj", roles=_ALL, factory=SearchPage, under="families"),
    PageEntry(name="help", label="Pomoc", roles=_ALL, factory=HelpPage, at_foot=True, key="F1"),
)
