"""The office's devices: who has which, what each holds, and what to do when one is lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.device_card import DeviceCard, state_chip
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.files import PDF, UNPROTECTED, write_private
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label, set_shown, show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.words import moment_words, size_words, tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.devices import Device, Sealed
    from asystent_desktop.ui.context import Context

REASONS = (
    ("LOST", "Zgubiony albo skradziony"),
    ("LEFT", "Pracownik odszedł"),
    ("REPLACED", "Wymieniony na inny"),
    ("LEAKED", "Ktoś mógł poznać hasło"),
)


class DevicesPage(Page):
    """Laptops of the office: a list, the facts of the chosen one, and sealed bundles of revoked ones."""

    SHOWS = frozenset({"account", "assignment", "family", "foster_family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Urządzenia"))
        if "head" in context.session.roles:
            self.add_action(tr("Uprawnieni"), partial(context.go, "officers"))
        self.add_action(tr("Zaproś laptop"), partial(context.go, "workers"))
        self.page = ScrollPage((0, 430))
        self.rows: RowsModel[Device] = RowsModel(self._columns(), lambda one: one.id)
        self.table = TableView(self.rows, tr("Lista urządzeń"), grows=True)
        self.table.chosen.connect(self._show_one)
        self.list, self.sealed = Card(tr("Laptopy")), Card(tr("Odłożone paczki"))
        self.empty = EmptyState(
            tr("Żaden laptop jeszcze nie dołączył."), tr("Zaproszenie wystawisz na stronie Asystenci.")
        )
        for part in (self.table, self.empty):
            self.list.add(part)
        self.one = DeviceCard(context, revoke=self._revoke, print_facts=self._save_facts)
        self.page.add(self.list, 0)
        self.page.add(self.sealed, 0)
        self.page.add(self.one, 1)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for the devices; counting what waits for each writes, so it runs on the writer."""
        self.save(partial(_state, self.context.services), self._show)

    def _columns(self) -> list[Column[Device]]:
        today = self.context.clock.today
        return [
            Column(
                title=tr("Osoba"),
                text=lambda one: one.name,
                context=lambda one: f"{tr('laptop')} {one.short}",
                bold=True,
                stretch=True,
                width=170,
            ),
            Column(
                title=tr("Dołączył"),
                text=lambda one: f"{one.joined.astimezone():%d.%m.%Y}",
                key=lambda one: one.joined,
                width=96,
                drop=3,
            ),
            Column(
                title=tr("Ostatnia paczka"),
                text=lambda one: moment_words(one.last_in.astimezone(), today()) if one.last_in else "–",
                key=lambda one: str(one.last_in or ""),
                width=140,
                drop=1,
            ),
            Column(title=tr("Stan"), text=lambda _one: "", chips=lambda one: state_chip(one), width=150),
        ]

    def _show(self, found: tuple[tuple[Device, ...], tuple[Sealed, ...]]) -> None:
        devices, sealed = found
        self.show_content()
        self.rows.set_rows(devices)
        show_either(self.table, self.empty, is_first=bool(devices))
        set_shown(self.one, bool(devices))
        active = sum(one.is_active for one in devices)
        self.list.fact.setText(f"{tr('czynne')}: {active}")
        self._show_sealed(sealed)
        self.table.choose_first()
        self._show_one(self.table.current())

    def _show_one(self, device: Device | None) -> None:
        if device is not None:
            self.one.show_device(device)

    def _show_sealed(self, sealed: tuple[Sealed, ...]) -> None:
        set_shown(self.sealed, bool(sealed))
        self.sealed.clear()
        self.sealed.add(
            label(
                tr(
                    "Przyszły od odwołanych urządzeń. Nikt ich nie czytał. Otwiera je kierownik: "
                    "zapisy trafią wtedy do zatrzymanych, każdy do osobnej decyzji."
                ),
                "second",
                wrap=True,
            )
        )
        for one in sealed:
            when = moment_words(one.at.astimezone(), self.context.clock.today())
            self.sealed.add_row(Row(one.name, f"{when} · {size_words(one.size)}", self._sealed_end(one)))

    def _sealed_end(self, one: Sealed) -> Button | Chip:
        if one.is_opened:
            return Chip(tr("otwarta"), "info")
        button = Button(tr("Otwórz paczkę…"), partial(self._open_sealed, one))
        button.setAccessibleName(f"{tr('Otwórz paczkę')}: {one.name}")
        return button

    def _open_sealed(self, one: Sealed) -> None:
        answers = (("back", tr("Zostaw zamkniętą")), ("open", tr("Otwórz paczkę")))
        more = tr("Nic z niej nie wejdzie do danych bez decyzji: zapisy staną w zatrzymanych.")
        if ask_person(self, tr("Paczka pochodzi z odwołanego urządzenia."), more, answers) == "open":
            self.save(partial(self.context.services.devices.open_sealed, one.id), self._sealed_opened)

    def _sealed_opened(self, count: int) -> None:
        words = counted(count, "zapis czeka", "zapisy czekają", "zapisów czeka")
        told = f"{words} {tr('na decyzję w zatrzymanych zapisach.')}"
        self.notice.tell(told if count else tr("Wszystkie zapisy z tej paczki biuro już ma."), "ok")
        self.refresh()

    def _revoke(self, device: Device) -> None:
        answers = (("back", tr("Wróć")), *((code, tr(words)) for code, words in REASONS))
        families = counted(len(device.families), "rodzina", "rodziny", "rodzin")
        more = "\n".join(
            (
                tr("Biuro nie przyjmie już z niego żadnej paczki: odłoży ją do decyzji kierownika."),
                tr("Inne laptopy dowiedzą się o tym z najbliższą paczką z biura."),
                f"{tr('Na urządzeniu')}: {families}. {tr('Można je od razu przekazać innej osobie.')}",
                tr("Danych na samym urządzeniu to nie kasuje: chroni je szyfrowanie i hasło."),
                tr("Odwołania nie można cofnąć. Laptop, który się znajdzie, dołączy z nowym zaproszeniem."),
            )
        )
        fact = f"{tr('Odwołać laptop')}: {device.name}, {device.short}? {tr('Wybierz powód.')}"
        reason = ask_person(self, fact, more, answers)
        if reason != "back":
            revoke = partial(self.context.services.enrolment.revoke, device.id, reason)
            self.save(revoke, lambda _done: self._revoked(device))

    def _revoked(self, device: Device) -> None:
        self.notice.tell(
            f"{tr('Odwołano')}: {device.name}. "
            + tr("Zapisz kartę zdarzenia dla inspektora ochrony danych i przekaż rodziny."),
            "ok",
        )
        self.refresh()

    def _save_facts(self, device: Device) -> None:
        place = self.context.files.save_place(
            self, tr("Zapisz kartę zdarzenia"), "karta-zdarzenia.pdf", PDF, is_protected=False
        )
        if place is not None:
            write = partial(_write_facts, self.context.services, device.id, place)
            self.save(write, lambda _done: self.notice.tell(tr(UNPROTECTED), "warn"))


def _state(services: Services) -> tuple[tuple[Device, ...], tuple[Sealed, ...]]:
    return services.devices.all(), services.devices.sealed()


def _write_facts(services: Services, device: str, place: Path) -> None:
    write_private(place, services.devices.fact_sheet(device))
