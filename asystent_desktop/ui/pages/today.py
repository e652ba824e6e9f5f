"""What now: today's visits, the month of all families, what needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from asystent_desktop.checks.counting import summed
from asystent_desktop.polish import counted, long_date, weekday
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.notice import Meter
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import ElidedLabel, label
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.services.visits import VisitRow
    from asystent_desktop.ui.context import Context

MOST_ATTENTION = 5
COLUMNS = 3
REMINDERS = {
    "place": ("Wybierz miejsce na kopie", "Kopie są tylko na tym komputerze.", "Wybierz"),
    "copy": ("Zrób kopię na nośniku", "Raz w tygodniu, na wypadek zgubienia laptopa.", "Zrób kopię"),
    "drill": ("Sprawdź kopię", "Raz na kwartał: czy da się z niej odtworzyć.", "Sprawdź"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """All that the page shows, read at once."""

    visits: tuple[VisitRow, ...]
    agreed: dict[str, str]
    rows: tuple[FamilyRow, ...]
    deadlines: tuple[Deadline, ...]
    drafts: tuple[Draft, ...]
    limit: int
    reminder: str


class TodayPage(Page):
    """The day of an assistant or a coordinator."""

    SHOWS = frozenset(
        {"visit", "agreement", "family", "support_case", "assignment", "plan_action", "plan_goal"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", has_search=True)
        self.page = ScrollPage((0, 348))
        self.visits = Card(tr("Dzisiejsze wizyty"))
        self.month = Card(tr("Ten miesiąc: wizyty w każdej rodzinie"))
        self.attention, self.mine = Card(tr("Wymaga uwagi")), Card(tr("Moje rodziny"))
        self.page.add(self.visits, 0)
        self.page.add(self.month, 0)
        self.page.add(self.attention, 1)
        self.page.add(self.mine, 1)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for the day."""
        today = self.context.clock.today()
        week = tr("tydzień")
        title = f"{weekday(today).capitalize()}, {long_date(today).removesuffix(' r.')}"
        self.header.set_words(title, f"{week} {today.isocalendar().week}")
        self.ask(partial(read_day, self.context.services, today), self._show)

    def _show(self, found: Day) -> None:
        rows = {row.id: row for row in found.rows}
        self._show_visits(found, rows)
        self._show_month(found.rows)
        self._show_attention(found, rows)
        self.mine.clear()
        self.mine.fact.setText(f"{len(found.rows)} {tr('z najwyżej')} {found.limit}")
        words = f"{tr('Moje rodziny')}: {len(found.rows)} {tr('z najwyżej')} {found.limit}"
        self.mine.add(Meter(len(found.rows), found.limit, words))
        self.mine.add(label(tr("Nowe przydziały przyjdą w paczce z biura."), "second", wrap=True))

    def _show_visits(self, found: Day, rows: dict[str, FamilyRow]) -> None:
        self.visits.clear()
        self.set_main(None)
        minutes = sum((one.visit.end.hour - one.visit.start.hour) * 60 for one in found.visits)
        words = counted(len(found.visits), "wizyta", "wizyty", "wizyt")
        self.visits.fact.setText(f"{words} · {minutes // 60} h" if found.visits else "")
        if not found.visits:
            self.visits.add(label(tr("Dziś nie ma wizyt."), "second"))
        for one in found.visits:
            row = rows.get(one.visit.family)
            if row is not None:
                self.visits.add_row(self._visit_row(one, row, found.agreed.get(row.id, "")))

    def _visit_row(self, one: VisitRow, row: FamilyRow, agreed: str) -> Row:
        right = QWidget()
        line = QHBoxLayout(right)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        dots = EightDots()
        dots.show_month(dots_of(row.count))
        line.addWidget(dots)
        if one.visit.state == "planned":
            act = partial(self.context.go, "visit", family=row.id, visit=one.visit.id)
            button = Button(tr("Zapisz wizytę"), act, look="plain" if self._main else "main")
            button.setAccessibleName(f"{tr('Zapisz wizytę')}: {self.context.shown_name(row.name)}")
            if self._main is None:
                self.set_main(button)
            line.addWidget(button)
        else:
            words, tone = ("zapisana", "ok") if one.visit.state == "held" else ("nieodbyta", "bad")
            line.addWidget(Chip(tr(words), tone))
        times = f"{one.visit.start:%H:%M}–{one.visit.end:%H:%M}"
        name = f"{times}   {self.context.shown_name(row.name)}"
        place = self.context.shown_text(row.address)
        marks = "wizyta we dwoje" if "wizyta we dwoje" in row.marks else ""
        told = f"{tr('Ustalono')}: {self.context.shown_text(agreed)}" if agreed else ""
        return Row(name, " · ".join(filter(None, (place, tr(marks), told))), right)

    def _show_month(self, rows: tuple[FamilyRow, ...]) -> None:
        self.month.clear()
        count = summed(row.count for row in rows)
        self.month.fact.setText(dots_of(count).sentence())
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        for column in range(COLUMNS):
            grid.setColumnStretch(column * 2, 1)
        high = -(-len(rows) // COLUMNS)
        for number, row in enumerate(rows):
            dots = EightDots()
            dots.show_month(dots_of(row.count))
            column, line = divmod(number, max(high, 1))
            grid.addWidget(ElidedLabel(self.context.shown_name(row.name)), line, column * 2)
            grid.addWidget(dots, line, column * 2 + 1)
        self.month.add(holder)

    def _show_attention(self, found: Day, rows: dict[str, FamilyRow]) -> None:
        self.attention.clear()
        for draft in found.drafts[:2]:
            family = rows.get(draft.entity)
            if draft.form == "visit" and family is not None:
                visit = draft.key.rpartition(":")[2]
                go = partial(
                    self.context.go, "visit", family=family.id, visit="" if visit == "new" else visit
                )
                self.attention.add_row(
                    Row(
                        tr("Masz niedokończony wpis"),
                        self.context.shown_name(family.name),
                        Button(tr("Wróć do wpisu"), go),
                    )
                )
        today = self.context.clock.today()
        late = [one for one in found.deadlines if one.level == "overdue"]
        shown = late if len(late) > MOST_ATTENTION else found.deadlines[:MOST_ATTENTION]
        for one in shown:
            family = rows.get(one.family_id or "")
            name = self.context.shown_name(family.name) if family else ""
            self.attention.add_row(Row(one.what, name, Chip(*due_words(one.due, today))))
        missing = sum(row.count.missing for row in found.rows)
        if missing:
            words = counted(missing, "wizyta bez terminu", "wizyty bez terminu", "wizyt bez terminu")
            plan = Button(tr("Zaplanuj"), partial(self.context.go, "calendar"))
            self.attention.add_row(Row(tr("Brakuje terminów wizyt"), words, plan))
        if found.reminder:
            self._show_reminder(found.reminder)
        if len(found.deadlines) > len(shown):
            self.attention.add(
                Button(tr("Pokaż wszystkie"), partial(self.context.go, "deadlines"), look="link")
            )

    def _show_reminder(self, reminder: str) -> None:
        """Say that copies lie on this computer only, are old, or were not checked for long."""
        fact, more, act = REMINDERS[reminder]
        button = Button(tr(act), partial(self.context.go, "settings", card="copies"))
        self.attention.add_row(Row(tr(fact), tr(more), button))


def read_day(services: Services, today: date) -> Day:
    """Read the day of this session; not for the GUI thread."""
    account = services.desk.account
    visits = services.visits.between(today, today, account=account)
    agreed = {}
    for one in visits:
        open_ones = services.visits.agreements(one.visit.family)
        agreed[one.visit.family] = "; ".join(agreement.text for agreement in open_ones[:2])
    with services.desk.store.reading() as reader:
        limit = services.desk.limits(reader).families_per_assistant
    rows = tuple(
        row for row in services.cases.rows() if row.assistant_id in {account, ""} or not row.assistant_id
    )
    return Day(
        visits=visits,
        agreed=agreed,
        rows=rows,
        deadlines=services.cases.deadlines(14),
        drafts=services.drafts.all(),
        limit=limit,
        reminder=services.backup.reminder(),
    )
