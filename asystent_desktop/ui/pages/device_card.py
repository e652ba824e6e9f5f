"""The facts of one device beside the list: what it holds, how it is guarded, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from asystent_desktop.polish import NBSP, counted
from asystent_desktop.ui.pages.exchange_rows import receipt_words
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from asystent_desktop.services.devices import Device
    from asystent_desktop.ui.context import Context

_REASONS: Final = {
    "LOST": "zgubiony",
    "LEFT": "pracownik odszedł",
    "REPLACED": "wymieniony",
    "LEAKED": "hasło niepewne",
}
_DISK: Final = {"yes": "zaszyfrowany", "no": "nie stwierdzono szyfrowania", "unknown": "nie wiadomo"}
_LEAVING: Final = {
    "told": "laptop dostał wiadomość, czekamy na jego paczkę",
    "known": "paczka przyszła, odda przy następnej wymianie",
    "done": "oddana",
}


def state_chip(device: Device) -> tuple[tuple[str, str], ...]:
    """Return the chips of a device: its state, and what somebody has to look at."""
    if not device.is_active:
        return ((tr(_REASONS.get(device.reason, "odwołany")), "bad"),)
    if device.forks:
        return ((tr("dwie kopie"), "warn"),)
    if device.is_audit_odd:
        return ((tr("dziennik"), "warn"),)
    return ((tr("czynny"), "ok"),)


def fact_grid(pairs: list[tuple[str, str]]) -> QWidget:
    """Return captions and their values side by side."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 2, 0, 6)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (caption, value) in enumerate(pairs):
        grid.addWidget(label(caption, "second"), line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(value, wrap=True), line, 1)
    return holder


class DeviceCard(Card):
    """What the office knows of one device."""

    def __init__(
        self,
        context: Context,
        *,
        revoke: Callable[[Device], object],
        print_facts: Callable[[Device], object],
    ) -> None:
        super().__init__(" ")
        self._context = context
        self._revoke, self._print = revoke, print_facts
        self.set_spacing(6)

    def show_device(self, device: Device) -> None:
        """Show one device."""
        self.clear()
        self.title.setText(device.name)
        self.setAccessibleName(device.name)
        self.fact.setText(device.short)
        self._warn(device)
        self.add(fact_grid(self._facts(device)))
        self._add_buttons(device)

    def _warn(self, device: Device) -> None:
        if not device.is_active:
            when = self._when(device.revoked)
            self.add(Note(f"{tr('Odwołany')}: {when}.", tr("Jego paczki odkładamy do decyzji."), tone="bad"))
        if device.forks:
            self.add(
                Note(
                    tr("Dwie kopie tego laptopa pracują jednocześnie."),
                    tr("Zapisy obu są zachowane. Zadzwoń do tej osoby: jedna kopia ma przestać pracować."),
                    tone="warn",
                )
            )
        if device.is_audit_odd:
            self.add(
                Note(
                    tr("Dziennik zdarzeń tego laptopa nie zgadza się z tym, który biuro już widziało."),
                    tr("Ktoś mógł w nim zmieniać albo przywrócono starą kopię. Wyjaśnij to z tą osobą."),
                    tone="bad",
                )
            )

    def _facts(self, device: Device) -> list[tuple[str, str]]:
        names = [self._context.shown_name(one) for one in device.families]
        said = device.protection
        strength = f" · Argon2id {said['memory'] // 1024}{NBSP}MiB" if said.get("memory") else ""
        waiting = counted(device.waiting, "zapis czeka", "zapisy czekają", "zapisów czeka")
        return [
            (tr("Rodziny na nim"), ", ".join(names) or tr("żadnych")),
            (tr("Dołączył"), f"{device.joined.astimezone():%d.%m.%Y}"),
            *self._leaving(device),
            *_before_and_after(device),
            (tr("Paczka z niego"), self._when(device.last_in)),
            (tr("Paczka dla niego"), f"{self._when(device.last_out)} · {waiting}"),
            (tr("Pokwitowanie"), receipt_words(device.receipt) or tr("żadne nie czeka")),
            (tr("Dziennik potwierdzony"), self._when(device.anchored)),
            (tr("Hasło"), f"{tr('co najmniej 15 znaków')}{strength}"),
            (tr("Dysk"), tr(_DISK.get(str(said.get("disk")), "nie wiadomo"))),
            (tr("Program"), device.program or tr("nieznany")),
        ]

    def _leaving(self, device: Device) -> list[tuple[str, str]]:
        lines = [
            f"{self._context.shown_name(one.name)}: {tr(_LEAVING.get(one.state, one.state))}"
            for one in device.leaving
        ]
        return [(tr("Przekazane"), "\n".join(lines))] if lines else []

    def _add_buttons(self, device: Device) -> None:
        hand_on = Button(tr("Przekaż rodziny…"), lambda: self._context.go("handover", account=device.account))
        facts_button = Button(tr("Karta zdarzenia (PDF)…"), lambda: self._print(device))
        holder = QWidget()
        flow = FlowLayout(holder)
        for button in (hand_on, facts_button):
            flow.addWidget(button)
        if device.is_active:
            flow.addWidget(Button(tr("Odwołaj laptop…"), lambda: self._revoke(device)))
        self.add(holder)

    def _when(self, moment: datetime | None) -> str:
        return moment_words(moment.astimezone(), self._context.clock.today()) if moment else tr("jeszcze nie")


def _before_and_after(device: Device) -> list[tuple[str, str]]:
    """Return whose place a device took, and which one took its own."""
    found = []
    if device.former:
        found.append((tr("Zastąpił laptop"), device.former[0][:8]))
    if device.successor:
        found.append((tr("Zastąpił go laptop"), device.successor[:8]))
    return found
