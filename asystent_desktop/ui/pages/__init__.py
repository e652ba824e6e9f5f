"""The pages of the window, one file a page; the order of the registry is the order of the rail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """One page: its name in code, its words on the rail, the roles that see it, how it is made.

    `stores` are the kinds of store that show it, none meaning all. `badge` counts things to do, off the GUI
    thread. A page that is not on the rail is `under` one that is; one `under` itself belongs to wherever one
    came from.
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


_files: list[str] = []


def _page(file: str, name: str) -> Callable[[Context], Page]:
    """Return what makes a page; its file is loaded when the page is first opened, not at the start."""
    _files.append(file)

    def made(context: Context) -> Page:
        return cast("Page", getattr(import_module(f"{__name__}.{file}"), name)(context))

    return made


def _unsaved_today(services: Services) -> int:
    today = services.clock.today()
    rows = services.visits.between(today, today, state="planned")
    return sum(row.visit.account == services.desk.account for row in rows)


def _sealed(services: Services) -> int:
    return sum(not one.is_opened for one in services.devices.sealed())


def _undecided(services: Services) -> int:
    return services.conflicts.count() + len(services.exchange.held())


def _due_soon(services: Services) -> int:
    return len(services.cases.deadlines(14))


PAGES: Final[tuple[PageEntry, ...]] = (
    PageEntry(
        name="today", label="Dziś", roles=_FIELD, factory=_page("today", "TodayPage"), badge=_unsaved_today
    ),
    PageEntry(
        name="bundles",
        label="Paczki z terenu",
        roles=_DESK,
        factory=_page("bundles", "BundlesPage"),
        stores=_OFFICE,
        badge=_undecided,
    ),
    PageEntry(name="families", label="Rodziny", roles=_ALL, factory=_page("families", "FamiliesPage")),
    PageEntry(
        name="workers",
        label="Asystenci",
        roles=_DESK,
        factory=_page("workers", "WorkersPage"),
        stores=_OFFICE,
    ),
    PageEntry(
        name="devices",
        label="Urządzenia",
        roles=_DESK,
        factory=_page("devices", "DevicesPage"),
        stores=_OFFICE,
        badge=_sealed,
    ),
    PageEntry(
        name="audit",
        label="Kto zaglądał",
        roles=frozenset({"head", "auditor"}),
        factory=_page("audit", "AuditPage"),
        stores=_OFFICE,
    ),
    PageEntry(
        name="officers",
        label="Uprawnieni do otwierania sejfów",
        roles=frozenset({"head"}),
        factory=_page("officers", "OfficersListPage"),
        stores=_OFFICE,
        under="devices",
    ),
    PageEntry(
        name="recovery",
        label="Gdy coś się stanie",
        roles=_ALL,
        factory=_page("recovery", "RecoveryPage"),
        at_foot=True,
    ),
    PageEntry(
        name="replacing",
        label="Wymiana laptopa",
        roles=_FIELD,
        factory=_page("replacing", "ReplacingPage"),
        stores=_LAPTOP,
        under="recovery",
    ),
    PageEntry(
        name="handover",
        label="Przekazanie rodzin",
        roles=_DESK,
        factory=_page("handover", "HandoverPage"),
        stores=_OFFICE,
        under="workers",
    ),
    PageEntry(name="calendar", label="Kalendarz", roles=_FIELD, factory=_page("calendar", "CalendarPage")),
    PageEntry(
        name="deadlines",
        label="Terminy",
        roles=_ALL,
        factory=_page("deadlines", "DeadlinesPage"),
        badge=_due_soon,
    ),
    PageEntry(
        name="exchange",
        label="Wymiana z biurem",
        roles=_FIELD,
        factory=_page("exchange", "ExchangePage"),
        stores=_LAPTOP,
        badge=_undecided,
    ),
    PageEntry(
        name="held",
        label="Zatrzymane zapisy",
        roles=_DESK,
        factory=_page("held", "HeldPage"),
        stores=_OFFICE,
        under="bundles",
    ),
    PageEntry(
        name="conflicts",
        label="Do rozstrzygnięcia",
        roles=_FIELD,
        factory=_page("conflict", "ConflictPage"),
        stores=_LAPTOP,
        under="exchange",
    ),
    PageEntry(
        name="office-conflicts",
        label="Do rozstrzygnięcia",
        roles=_DESK,
        factory=_page("conflict", "ConflictPage"),
        stores=_OFFICE,
        under="bundles",
    ),
    PageEntry(
        name="family", label="Rodzina", roles=_ALL, factory=_page("family", "FamilyPage"), under="families"
    ),
    PageEntry(
        name="plan", label="Plan pracy", roles=_ALL, factory=_page("plan", "PlanPage"), under="families"
    ),
    PageEntry(
        name="briefing",
        label="Przed wizytą",
        roles=_FIELD,
        factory=_page("briefing", "BriefingPage"),
        under="today",
    ),
    PageEntry(
        name="visit", label="Zapis wizyty", roles=_FIELD, factory=_page("visit", "VisitPage"), under="today"
    ),
    PageEntry(
        name="import",
        label="Wczytaj wykaz rodzin",
        roles=_DESK,
        factory=_page("import_guide", "ImportGuidePage"),
        stores=_OFFICE,
        under="families",
    ),
    PageEntry(
        name="print",
        label="Podgląd wydruku",
        roles=_ALL,
        factory=_page("print_preview", "PrintPreviewPage"),
        under="print",
    ),
    PageEntry(
        name="search", label="Szukaj", roles=_ALL, factory=_page("search", "SearchPage"), under="families"
    ),
    PageEntry(
        name="settings",
        label="Ustawienia",
        roles=_ALL,
        factory=_page("settings", "SettingsPage"),
        at_foot=True,
    ),
    PageEntry(
        name="help", label="Pomoc", roles=_ALL, factory=_page("help", "HelpPage"), at_foot=True, key="F1"
    ),
)


def load_each() -> Iterator[str]:
    """Load the pages' files one by one, at each step one: what a first click then need not wait for."""
    for file in dict.fromkeys(_files):
        yield import_module(f"{__name__}.{file}").__name__
