"""The office's people: their families, the limit of the law, new accounts, joining laptops."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import NBSP
from asystent_desktop.records import Account
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.form import Form
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.workers_allocation import AllocationCard
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.notice import Meter
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.enrolment import Asked, Invited
    from asystent_desktop.services.register import Worker
    from asystent_desktop.ui.context import Context

INVITATIONS = "Zaproszenia (*.zaproszenie)"
BUNDLES = "Paczki (*.paczka);;Wszystkie pliki (*)"
FIELD = frozenset({"assistant", "coordinator"})
_FIELDS = ("name", "roles", "job_title", "phone")
_WORKING_TIME = ("month_minutes", "longest_day_minutes")


class WorkersPage(Page):
    """Accounts with their families, allocation, invitations and the eight words."""

    SHOWS = frozenset({"account", "assignment", "family", "foster_family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Asystenci"))
        self.add_action(tr("Przekaż rodziny"), partial(context.go, "handover"))
        self.add_action(tr("Wczytaj prośbę laptopa…"), self._accept)
        self.page = ScrollPage((0, 400))
        self.people, self.joining = Card(tr("Pracownicy")), Card(tr("Dołączanie laptopa"))
        self.allocation, self.new = AllocationCard(self), Card(tr("Nowe konto"))
        self.page.add(self.people, 0)
        for part in (self.joining, self.allocation, self.new):
            self.page.add(part, 1)
        self.joining.setVisible(False)
        self.form = Form([Account.INFO.by_name[name] for name in _FIELDS], context.clock.today)
        self._fill_side()
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for accounts and families."""
        self.ask(partial(_state, self.context.services), self._show)

    def _fill_side(self) -> None:
        self.new.add(self.form)
        self.new.add(Button(tr("Dodaj konto"), self._add))

    def _show(self, found: tuple[tuple[Worker, ...], tuple[FamilyRow, ...]]) -> None:
        workers, families = found
        self.people.clear()
        for one in workers:
            self.people.add_row(self._worker_row(one))
        self.allocation.show_choices(workers, families)

    def _worker_row(self, one: Worker) -> Row:
        roles = ", ".join(code_label("role", role) for role in one.account.roles)
        close = Button(tr("Zamknij konto…"), partial(self._close, one))
        close.setAccessibleName(f"{tr('Zamknij konto')}: {one.account.name}")
        change = Button(tr("Zmień…"), partial(self._change, one.account))
        change.setAccessibleName(f"{tr('Zmień konto')}: {one.account.name}")
        if not FIELD & set(one.account.roles):
            return Row(one.account.name, roles, pair(change, close))
        limit = f"{len(one.families)} z {one.limit}"
        invite = Button(tr("Zaproś laptop…"), partial(self._invite, one.account.id))
        invite.setAccessibleName(f"{tr('Zaproś laptop')}: {one.account.name}")
        sentence = f"{tr('rodziny')}: {limit}"
        meter = Meter(len(one.families), one.limit, f"{one.account.name}: {sentence}")
        return Row(one.account.name, f"{roles} · {sentence}", pair(meter, pair(change, pair(invite, close))))

    def _change(self, account: Account) -> None:
        """Open the form of an account, with the working time that the planning keeps to."""
        fields = [Account.INFO.by_name[name] for name in (*_FIELDS, *_WORKING_TIME)]
        dialog = RecordDialog(self, tr("Konto pracownika"), fields, self.context)
        dialog.show_values({one.name: getattr(account, one.name) for one in fields})
        dialog.keep_as(account.id)
        change = partial(self.context.services.records.change, account.id)
        dialog.wanted.connect(lambda read: dialog.save(partial(change, read)))
        dialog.open()

    def _close(self, one: Worker) -> None:
        fact = f"{tr('Zamknąć konto')}: {one.account.name}?"
        more = tr("Zapisy tej osoby zostają. Konta nie będzie na listach i nie dostanie przydziałów.")
        answers = (("no", tr("Zostaw konto")), ("yes", tr("Zamknij konto")))
        if ask_person(self, fact, more, answers) == "yes":
            close = partial(self.context.services.register.close_worker, one.account.id)
            self.save(close, lambda _done: self.notice.tell(tr("Konto zamknięte."), "ok"))

    def _add(self) -> None:
        answer = self.form.read()
        if answer.problems:
            return
        values = dict(answer.values)
        add = partial(
            self.context.services.register.add_worker, values.pop("name"), values.pop("roles"), **values
        )
        self.save(add, self._added)

    def _added(self, _saved: object) -> None:
        self.form.show_values({"name": "", "roles": (), "job_title": "", "phone": ""})
        self.notice.tell(tr("Konto dodane. Teraz zaproś laptop tej osoby."), "ok")

    def _invite(self, account: str) -> None:
        place = self.context.files.save_place(
            self, tr("Zapisz zaproszenie"), "zaproszenie.zaproszenie", INVITATIONS
        )
        if place is not None:
            self.save(partial(self.context.services.enrolment.invite, account, place), self._show_code)

    def _show_code(self, invited: Invited) -> None:
        self._begin_joining()
        self.joining.add(label(invited.code, "title"))
        self.joining.add(
            Note(
                tr("Podaj ten kod osobiście albo przez telefon."),
                tr("Nie ma go w żadnym pliku i nie pokaże się drugi raz. Zaproszenie działa 14 dni."),
            )
        )

    def _accept(self) -> None:
        place = self.context.files.open_place(self, tr("Wczytaj prośbę laptopa"), BUNDLES)
        if place is not None:
            self.notice.clear()
            self.save(partial(self.context.services.enrolment.accept, place), self._show_words)

    def _show_words(self, asked: Asked) -> None:
        self._begin_joining()
        self.joining.add(
            label(f"{asked.name}: {tr('czy laptop pokazuje te same słowa?')}", "strong", wrap=True)
        )
        if asked.replaces:
            self.joining.add(
                Note(
                    tr("To wymiana laptopa, podpisał ją dotychczasowy."),
                    f"{tr('Gdy słowa się zgadzają, laptop')} {asked.replaces[:8]} {tr('zostanie odwołany.')}",
                )
            )
        words = "   ".join(f"{number}{NBSP}{word}" for number, word in enumerate(asked.words, 1))
        self.joining.add(label(words, wrap=True))
        self.joining.add(
            label(
                tr("Zadzwoń pod numer, który już znasz. Choć jedno inne? Nie zgadza się."),
                "second",
                wrap=True,
            )
        )
        self.joining.add(Button(tr("Zgadza się"), partial(self._confirm, asked)))
        self.joining.add(Button(tr("Nie zgadza się"), partial(self._reject, asked)))

    def _confirm(self, asked: Asked) -> None:
        place = self.context.files.save_place(
            self, tr("Zapisz odpowiedź dla laptopa"), "odpowiedz.paczka", BUNDLES
        )
        if place is not None:
            confirm = partial(self.context.services.enrolment.confirm, asked.device, place)
            self.save(confirm, lambda _done: self._end_joining(tr("Laptop dołączony. Zanieś mu odpowiedź.")))

    def _reject(self, asked: Asked) -> None:
        act = tr("Odrzuć prośbę") if asked.replaces else tr("Unieważnij zaproszenie")
        fact = tr("Słowa się różnią: ktoś mógł podmienić prośbę.")
        more = (
            tr("Laptopy zostają, jakie były. Wyjaśnij to z tą osobą przez telefon.")
            if asked.replaces
            else tr("Zaproszenie przestanie działać, trzeba wystawić nowe.")
        )
        said = tr("Prośba odrzucona.") if asked.replaces else tr("Zaproszenie unieważnione.")
        if ask_person(self, fact, more, (("back", tr("Wróć")), ("reject", act))) == "reject":
            reject = partial(self.context.services.enrolment.reject, asked.device)
            self.save(reject, lambda _done: self._end_joining(said))

    def _begin_joining(self) -> None:
        self.joining.clear()
        self.joining.setVisible(True)

    def _end_joining(self, sentence: str) -> None:
        self.joining.setVisible(False)
        self.notice.tell(sentence, "ok")


def _state(services: Services) -> tuple[tuple[Worker, ...], tuple[FamilyRow, ...]]:
    return services.register.workers(), services.cases.rows()
