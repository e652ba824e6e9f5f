"""The month: visits by day, days off, a proposal of what is missing, kept only when a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.checks.calendar import days_between, month_bounds
from asystent_desktop.polish import clock, counted, month_title, weekday
from asystent_desktop.records import Visit
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.visits import NextVisit
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.files import write_private
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import ElidedLabel, label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.checks.counting import MonthCount
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.planning import MonthPlan
    from asystent_desktop.services.visits import VisitRow
    from asystent_desktop.ui.context import Context

_SHORT_NAME = 18
_VISIT_FIELDS = ("family", "day", "start", "end", "place")
_STATES = {"held": "●", "planned": "◉", "failed": "⊘", "cancelled": "–"}
SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """All that the page shows of a month."""

    year: int
    month: int
    visits: tuple[VisitRow, ...]
    days_off: dict[date, str]
    count: MonthCount
    families: tuple[FamilyRow, ...]


class CalendarPage(Page):
    """One month of one worker."""

    SHOWS = frozenset({"visit", "work_hours", "day_off", "family", "assignment"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Kalendarz"))
        today = context.clock.today()
        self._year, self._month = today.year, today.month
        self._plan: MonthPlan | None = None
        self._shown: Month | None = None
        self.add_action("‹", partial(self._step, -1), hint="PgUp").setAccessibleName(tr("Poprzedni miesiąc"))
        self.add_action("›", partial(self._step, 1), hint="PgDown").setAccessibleName(tr("Następny miesiąc"))
        self.plan_button = self.add_action(tr("Zaplanuj miesiąc"), self._propose, main=True)
        self.page = ScrollPage((0, 262))
        self.grid_holder = QWidget()
        self.grid = QGridLayout(self.grid_holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(4)
        self.side, self.proposal = Card(tr("Ten miesiąc")), Card(tr("Propozycja miesiąca"))
        self.page.add(self.grid_holder, 0)
        self.page.add(self.proposal, 1)
        self.page.add(self.side, 1)
        self.proposal.setVisible(False)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for the month."""
        self.ask(partial(_read, self.context.services, self._year, self._month), self._show)

    def _step(self, months: int) -> None:
        number = self._year * 12 + self._month - 1 + months
        self._year, self._month = divmod(number, 12)
        self._month += 1
        self._drop()

    def _drop(self) -> None:
        self._plan = None
        self.proposal.setVisible(False)
        self.refresh()

    def _show(self, found: Month) -> None:
        self._shown = found
        self.header.set_words(month_title(found.year, found.month))
        self._show_grid(found)
        self._show_side(found)

    def _show_grid(self, found: Month) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        for column, name in enumerate(
            ("Poniedziałek", "Wtorek", "Środa", "Czwartek", "Piątek", "Sobota", "Niedziela")
        ):
            self.grid.addWidget(label(tr(name), "caption"), 0, column)
            self.grid.setColumnStretch(column, 3 if column < 5 else 2)
        first, last = month_bounds(found.year, found.month)
        line = 1
        for day in days_between(first, last):
            self.grid.addWidget(self._day_cell(found, day), line, day.weekday())
            if day.weekday() == 6:
                line += 1

    def _day_cell(self, found: Month, day: date) -> QWidget:
        cell = QFrame()
        cell.setProperty("part", "card")
        column = QVBoxLayout(cell)
        column.setContentsMargins(6, 4, 6, 6)
        column.setSpacing(2)
        visits = [row for row in found.visits if row.visit.day == day]
        free = found.days_off.get(day, "")
        words = counted(len(visits), "wizyta", "wizyty", "wizyt") if visits else ""
        head = QHBoxLayout()
        number = Button(str(day.day), partial(self._add_visit, day), look="link")
        number.setAccessibleName(
            f"{weekday(day)} {day.day}: {words or free or tr('nic')}. {tr('Dodaj wizytę')}"
        )
        head.addWidget(number)
        head.addWidget(ElidedLabel(free or words, "second"), 1)
        column.addLayout(head)
        for row in visits:
            column.addWidget(self._visit_line(row))
        for one in self._plan.proposal.visits if self._plan else ():
            if one.day == day and self._plan is not None:
                name = self.context.shown_name(self._plan.families[one.family_id].name)
                column.addWidget(ElidedLabel(f"+ {clock(one.start)} {name}", "second"))
        column.addStretch(1)
        return cell

    def _visit_line(self, row: VisitRow) -> Button:
        name = self.context.shown_name(row.family_name)
        text = f"{_STATES.get(row.visit.state, '')} {row.visit.start:%H:%M} {name[:_SHORT_NAME]}"
        button = Button(
            text, partial(self._open, row), look="tag" if row.visit.state == "planned" else "link"
        )
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        state = code_label("visit_state", row.visit.state)
        button.setAccessibleName(f"{row.visit.start:%H:%M} {name}, {state}")
        button.setToolTip(f"{row.visit.start:%H:%M}–{row.visit.end:%H:%M} {name}, {state}, {row.district}")
        return button

    def _show_side(self, found: Month) -> None:
        self.side.clear()
        count = found.count
        pairs = (
            ("odbyte", count.held),
            ("zaplanowane", count.planned),
            ("bez terminu", count.missing),
            ("nieodbyte", count.failed),
            ("cel", count.target),
        )
        for words, number in pairs:
            self.side.add_row(Row(tr(words), right=label(str(number), "strong")))
        self.side.add(Button(tr("Zapisz do kalendarza (.ics)"), self._save_ics))
        self.side.add(Button(tr("Urlop albo dzień wolny…"), self._add_day_off))

    def _open(self, row: VisitRow) -> None:
        if row.visit.state != "planned":
            self.context.go("family", family=row.visit.family)
            return
        when = f"{row.visit.day:%d.%m.%Y}, {row.visit.start:%H:%M}–{row.visit.end:%H:%M}"
        answers = (
            ("back", tr("Wróć")),
            ("remove", tr("Usuń z kalendarza")),
            ("move", tr("Przesuń…")),
            ("record", tr("Zapisz wizytę")),
        )
        chosen = ask_person(self, self.context.shown_name(row.family_name), when, answers, main="record")
        if chosen == "record":
            self.context.go("visit", family=row.visit.family, visit=row.visit.id)
        elif chosen == "remove":
            self.save(
                partial(self.context.services.visits.remove, row.visit.id), lambda _done: self.refresh()
            )
        elif chosen == "move":
            self._visit_dialog(tr("Nowy termin wizyty"), row.visit, partial(self._move, row.visit))

    def _move(self, visit: Visit, wanted: NextVisit, _family: str) -> Callable[[], object]:
        return partial(self.context.services.visits.move, visit.id, wanted)

    def _add_visit(self, day: date) -> None:
        self._visit_dialog(
            tr("Nowa wizyta"),
            day,
            lambda wanted, family: partial(self.context.services.visits.plan, family, wanted),
        )

    def _visit_dialog(
        self, title: str, begun: Visit | date, act: Callable[[NextVisit, str], Callable[[], object]]
    ) -> None:
        names = _VISIT_FIELDS if isinstance(begun, date) else _VISIT_FIELDS[1:]
        families = (
            [(row.id, self.context.shown_name(row.name)) for row in self._shown.families]
            if self._shown
            else []
        )
        fields = [Visit.INFO.by_name[name] for name in names]
        dialog = RecordDialog(self, title, fields, self.context, lambda _field: families)
        if isinstance(begun, date):
            dialog.show_values({"day": begun, "place": "home"})
        else:
            dialog.show_values({name: getattr(begun, name) for name in names})

        def save(values: dict[str, object]) -> None:
            family = str(values.pop("family", ""))
            dialog.save(act(NextVisit(**values), family))  # type: ignore[arg-type]

        dialog.wanted.connect(save)
        dialog.open()

    def _propose(self) -> None:
        propose = self.context.services.planning.propose
        year, month = self._year, self._month

        def work(_progress: Callable[[str, float], None], stopped: Callable[[], bool]) -> MonthPlan:
            return propose(year, month, seconds=SECONDS, cancelled=stopped)

        self.context.run_long(work, self._show_proposal, title=tr("Układam miesiąc"), owner=self)

    def _show_proposal(self, plan: MonthPlan) -> None:
        self._plan = plan
        proposal = plan.proposal
        self.proposal.clear()
        self.proposal.setVisible(True)
        missing = sum(one.missing for one in proposal.unplaced)
        total = len(proposal.visits) + missing
        said = (
            f"{len(proposal.visits)} {tr('z')} {counted(total, 'wizyty', 'wizyt', 'wizyt')} {tr('ma termin')}"
        )
        self.proposal.add(label(said, "strong", wrap=True))
        for one in proposal.unplaced:
            name = self.context.shown_name(plan.families[one.family_id].name)
            self.proposal.add_row(
                Row(f"{name}: {tr('brakuje')} {one.missing}", f"{one.reason} {one.helps}".strip())
            )
        for sentence in plan.warnings:
            self.proposal.add(label(tr(sentence), "second", wrap=True))
        if proposal.visits:
            accept = Button(tr("Przyjmij propozycję"), self._accept, look="main")
            self.proposal.add(accept)
            self.set_main(accept)
        self.proposal.add(Button(tr("Odrzuć"), self._drop))
        if self._shown is not None:
            self._show_grid(self._shown)

    def _accept(self) -> None:
        plan, self._plan = self._plan, None
        if plan is not None:
            self.save(partial(self.context.services.planning.accept, plan), self._accepted)

    def _accepted(self, _changes: object) -> None:
        self.set_main(self.plan_button)
        self.notice.tell(tr("Propozycja przyjęta, wizyty są w kalendarzu."), "ok")
        self._drop()

    def _save_ics(self) -> None:
        place = self.context.files.save_place(
            self, tr("Zapisz kalendarz"), "wizyty.ics", "Kalendarz (*.ics)", is_protected=False
        )
        if place is not None:
            ics = partial(self.context.services.calendar.ics, self._year, self._month)
            self.ask(ics, partial(self._write_ics, place))

    def _write_ics(self, place: object, data: bytes) -> None:
        from pathlib import Path

        write_private(Path(str(place)), data)
        self.notice.tell(tr("Kalendarz zapisany, z samymi inicjałami. Ten plik nie jest szyfrowany."), "warn")

    def _add_day_off(self) -> None:
        from asystent_desktop.records import DayOff

        fields = [DayOff.INFO.by_name[name] for name in ("since", "until", "type")]
        dialog = RecordDialog(self, tr("Dni wolne"), fields, self.context)
        dialog.show_values({"type": "leave"})
        add = self.context.services.calendar.add_day_off
        dialog.wanted.connect(
            lambda read: dialog.save(partial(add, read["since"], read["until"], read["type"]))
        )
        dialog.open()


def _read(services: Services, year: int, month: int) -> Month:
    """Read a month; not for the GUI thread."""
    first, last = month_bounds(year, month)
    today = services.clock.today()
    day = today if (today.year, today.month) == (year, month) else first
    return Month(
        year=year,
        month=month,
        visits=services.visits.between(first, last, account=services.desk.account),
        days_off=services.calendar.days_off(year, month),
        count=services.calendar.month_count(year, month),
        families=services.cases.rows(day=day),
    )
