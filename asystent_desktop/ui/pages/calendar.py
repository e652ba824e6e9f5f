"""The calendar: month, week and day of one worker, its proposals, and every change by mouse and by keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from asystent_desktop.checks.calendar import add_months
from asystent_desktop.polish import day_month, month_title, weekday_short
from asystent_desktop.services.visits import NextVisit
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.calendar_acts import CalendarActs, Wish
from asystent_desktop.ui.pages.calendar_conditions import ConditionsCard
from asystent_desktop.ui.pages.calendar_days import DayMaker, Legend, bounds_of
from asystent_desktop.ui.pages.calendar_dialogs import VisitCard, call_off_dialog, time_dialog, time_values
from asystent_desktop.ui.pages.calendar_files import save_ics, show_papers
from asystent_desktop.ui.pages.calendar_side import MonthCard, ProposalCard, is_planned
from asystent_desktop.ui.pages.calendar_times import FixedTimes
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.calendar_hand import KEEP, Hand
from asystent_desktop.ui.parts.calendar_hours import HoursView
from asystent_desktop.ui.parts.calendar_legend import BandKey, ShapeKey
from asystent_desktop.ui.parts.calendar_month import MonthView
from asystent_desktop.ui.parts.calendar_show import SideScroll
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import announce, label, set_property, set_shown
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.records import Appointment, Visit
    from asystent_desktop.services.calendar_view import CalendarSheet
    from asystent_desktop.services.planning import MonthPlan
    from asystent_desktop.services.visit_changes import Change
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.record_dialog import RecordDialog

_SIDE = 264
_LARGEST_IN_HEADER = 125
_PLANNED_FROM = frozenset({"visit", "work_hours", "day_off", "appointment", "family_absence"})
_MODES = (("month", "Miesiąc"), ("week", "Tydzień"), ("day", "Dzień"))


class CalendarPage(Page):
    """The worker's month, week or day."""

    SHOWS = frozenset(
        {
            "visit",
            "work_hours",
            "day_off",
            "appointment",
            "family",
            "foster_family",
            "assignment",
            "office",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Kalendarz"))
        self._anchor, self._mode, self._by = context.clock.today(), "month", "district"
        self._takes_focus = False
        self._sheet: CalendarSheet | None = None
        self._plan: MonthPlan | None = None
        self._legend: tuple[Legend, ...] = ()
        self.acts = CalendarActs(self)
        self.acts.said.connect(self.notice.tell)
        self.times = FixedTimes(self)
        self._make_header()
        self._make_calendar()
        self._make_side()
        self._make_keys()
        context.changed.connect(self._drop_stale)

    def enter(self, **args: Any) -> None:
        """Come here, to a day and a view where they are named; the keys of the calendar work at once."""
        self._takes_focus = self._takes_focus or not self.isVisible()
        self._anchor = args.get("day", self._anchor)
        self._mode = args.get("mode", self._mode)
        if "conditions" in args:
            self.conditions.retype(args["conditions"])
        if "day" in args:
            self.hand().cursor.go(self._anchor, self.hand().cursor.key)
        super().enter(**args)

    def place(self) -> dict[str, Any]:
        """Return the day and the view that are shown, and conditions that are half typed."""
        typed = self.conditions.typed()
        return {"day": self._anchor, "mode": self._mode, **({"conditions": typed} if typed else {})}

    def refresh(self) -> None:
        """Ask for the days of the view."""
        first, last = bounds_of(self._mode, self._anchor)
        read = self.context.services.calendar_view.sheet
        self.ask(partial(read, first, last, month=self._anchor), self._show)

    def hand(self) -> Hand:
        """Return the hand of the view on screen: its cursor and its wishes."""
        return self.month.hand if self._mode == "month" else self.hours.hand

    def appointments(self) -> tuple[tuple[date, Appointment], ...]:
        """Return the fixed times of the days on screen."""
        return self._sheet.appointments if self._sheet else ()

    def show_mode(self, mode: str, day: date | None = None) -> None:
        """Show month, week or day around a day."""
        key = self.hand().cursor.key
        self._takes_focus = self._takes_focus or mode != self._mode
        self._mode, self._anchor = mode, day or self.hand().cursor.day
        self.hand().cursor.go(self._anchor, key)
        self.refresh_now()

    def step(self, by: int) -> None:
        """Go to the next (1) or the previous (-1) month, week or day."""
        if self._mode == "month":
            self._anchor = add_months(self._anchor.replace(day=1), by)
        else:
            self._anchor += timedelta(days=by * (7 if self._mode == "week" else 1))
        if self._plan is not None and (self._plan.year, self._plan.month) != (
            self._anchor.year,
            self._anchor.month,
        ):
            self._set_plan(None)
        self.hand().cursor.go(self._anchor)
        self.refresh_now()

    def go_today(self) -> None:
        """Show today in the view on screen."""
        self.show_mode(self._mode, self.context.clock.today())

    def refresh_now(self) -> None:
        """Read again, now that the place has changed."""
        self.enter()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keys at once where days are shown already, so that they are drawn once."""
        super().showEvent(event)
        if self._sheet is not None:
            self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find room for the header's parts and spread the weeks over the page."""
        super().resizeEvent(event)
        self._fit()
        # The page inside has its new size only after this event: the weeks are spread once more then.
        QTimer.singleShot(0, self, self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Find room anew after a change of scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "bar"):
            self._fit()

    def _make_header(self) -> None:
        self.header.context.hide()
        self.nav = QWidget()
        line = QHBoxLayout(self.nav)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        for words, by, name, key in (
            ("‹", -1, tr("Poprzedni"), "PgUp"),
            ("›", 1, tr("Następny"), "PgDown"),
        ):
            button = Button(words, partial(self.step, by))
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            line.addWidget(button)
        today = Button(tr("Dziś"), self.go_today)
        today.setToolTip(f"{tr('Pokaż dzisiejszy dzień')} (Ctrl+Home)")
        line.addWidget(today)
        line.addSpacing(6)
        self._picks: dict[str, Button] = {}
        for number, (mode, words) in enumerate(_MODES, start=1):
            pick = Button(tr(words), partial(self.show_mode, mode), look="pick")
            pick.setCheckable(True)
            pick.setToolTip(f"{tr(words)} (Ctrl+{number})")
            self._picks[mode] = pick
            line.addWidget(pick)
        line.addSpacing(6)
        self.undo_button = Button(tr("Cofnij"), self.acts.undo)
        self.undo_button.setToolTip(f"{tr('Cofnij ostatnią zmianę kalendarza')} (Ctrl+Z)")
        line.addWidget(self.undo_button)
        self.header.add_state(self.nav)
        self.ics_button = self.add_action(tr("Zapisz do kalendarza (.ics)"), self._save_ics)
        self.print_button = self.add_action(tr("Drukuj…"), self._print)
        for button, key in ((self.ics_button, "Ctrl+S"), (self.print_button, "Ctrl+P")):
            button.setToolTip(f"{button.text()} ({key})")
        self.plan_button = self.add_action(tr("Zaplanuj miesiąc"), self._plan_month, main=True)

    def _make_calendar(self) -> None:
        today = self.context.clock.today()
        self.month, self.hours = MonthView(today), HoursView(today)
        for hand in (self.month.hand, self.hours.hand):
            hand.opened.connect(self._open)
            hand.add_wanted.connect(self._add)
            hand.move_wanted.connect(self._move)
            hand.remove_wanted.connect(self._remove)
        self.month.hand.day_opened.connect(partial(self.show_mode, "day"))
        self.hours.hand.day_opened.connect(lambda day: self._add(day, KEEP))
        self.card = Card()
        self.card.set_margins(1, 4, 1, 6)
        self.card.set_spacing(4)
        self.card.add(self.month)
        self.hours_area = SideScroll(self.hours)
        self.card.add(self.hours_area)
        self.hours_area.hide()
        self.legend = QWidget()
        self._legend_line = FlowLayout(self.legend, gap=16, line_gap=4)
        self._legend_line.setContentsMargins(8, 2, 8, 0)
        self.card.add(self.legend)
        self.bar = QWidget()
        self._bar_line = FlowLayout(self.bar)
        self.bar.hide()
        self.page = ScrollPage((0, _SIDE))
        self.page.set_margins(18, 14, 18, 14)
        self.page.add(self.bar, 0)
        self.page.add(self.card, 0)
        self.add(self.page, 1)

    def _make_side(self) -> None:
        self.proposal, self.counts, self.conditions = ProposalCard(), MonthCard(), ConditionsCard(self)
        self.proposal.hide()
        self.proposal.accepted.connect(self._accept)
        self.proposal.rejected.connect(partial(self._set_plan, None))
        self.proposal.conditions_wanted.connect(self.conditions.begin)
        self.conditions.time_wanted.connect(self.times.add)
        self.counts.again_wanted.connect(self._propose_again)
        for part in (self.proposal, self.counts, self.conditions):
            self.page.add(part, 1)

    def _make_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "PgUp": partial(self.step, -1),
            "PgDown": partial(self.step, 1),
            "Ctrl+Z": self.acts.undo,
            "Ctrl+Home": self.go_today,
            "Ctrl+P": self._print,
            "Ctrl+S": self._save_ics,
            **{
                f"Ctrl+{number}": partial(self.show_mode, mode) for number, (mode, _w) in enumerate(_MODES, 1)
            },
        }
        self.add_keys(keys)

    def _show(self, sheet: CalendarSheet) -> None:
        self._sheet = sheet = self._at_table(sheet)
        self.context.names.know(row.name for row in sheet.families)
        set_shown(self.month, self._mode == "month")
        set_shown(self.hours_area, self._mode != "month")
        self.header.set_words(self._title())
        for mode, pick in self._picks.items():
            pick.setChecked(mode == self._mode)
        self.counts.title.setText(month_title(sheet.year, sheet.month))
        self.counts.show_sheet(sheet, self.context.shown_name)
        self.conditions.show_sheet(sheet)
        words = tr("Zaplanuj od nowa") if is_planned(sheet) else tr("Zaplanuj miesiąc")
        self.plan_button.set_words(words)
        self.plan_button.setToolTip(f"{words} (Ctrl+Enter)")
        if self._plan is not None:
            self.proposal.show_plan(self._plan, sheet.count, self.context.shown_name)
            self.set_main(self.proposal.accept_button)
        self._show_days()
        self._fit()
        self._take_focus()

    def _take_focus(self) -> None:
        takes, self._takes_focus = self._takes_focus, False
        if takes and self.conditions.editor is None:
            (self.month if self._mode == "month" else self.hours).setFocus(Qt.FocusReason.OtherFocusReason)

    def _at_table(self, sheet: CalendarSheet) -> CalendarSheet:
        """Leave other families out while a visit is written at one family's table in private mode."""
        hides = self.context.hides_family
        visits = tuple(row for row in sheet.visits if not hides(row.visit.family))
        return replace(
            sheet, visits=visits, families=tuple(row for row in sheet.families if not hides(row.id))
        )

    def _show_days(self) -> None:
        if self._sheet is None:
            return
        maker = DayMaker(self._sheet, self._by, self.context.shown_name, self.context.shown_text)
        days = maker.days(self._sheet.first, self._sheet.last, self._plan)
        if self._mode == "month":
            self.month.set_days(days)
        else:
            self.hours.set_days(days)
            self.hours_area.fit()
        self._show_legend(maker.legend())

    def _show_legend(self, legend: tuple[Legend, ...]) -> None:
        if legend == self._legend:
            return
        self._legend = legend
        empty(self._legend_line)
        by_district = self._by == "district"
        self._legend_line.addWidget(label(tr("Rejony:") if by_district else tr("Rodziny:"), "second"))
        for one in legend:
            self._legend_line.addWidget(BandKey(one.words, one.mark, one.band))
        for state, words in (("held", "odbyta"), ("failed", "nieodbyta"), ("cancelled", "odwołana")):
            self._legend_line.addWidget(ShapeKey(state, tr(words)))
        self._legend_line.addWidget(ShapeKey("proposed", tr("propozycja")))
        turn = Button(tr("Kolory rodzin") if by_district else tr("Kolory rejonów"), self._turn, look="link")
        self._legend_line.addWidget(turn)

    def _turn(self) -> None:
        self._by = "family" if self._by == "district" else "district"
        self._show_days()

    def _title(self) -> str:
        if self._mode == "month":
            return month_title(self._anchor.year, self._anchor.month)
        first, last = bounds_of(self._mode, self._anchor)
        if self._mode == "day":
            return f"{weekday_short(first).capitalize()} {day_month(first)}"
        begun = day_month(first) if first.month != last.month else str(first.day)
        return f"{begun}–{day_month(last)}"

    def _fit(self) -> None:
        """Put the arrows and views into the header when they fit, otherwise over the calendar."""
        actions = sum(one.sizeHint().width() + 12 for one in self.header.actions_in_order())
        needed = self.header.title.sizeHint().width() + self.nav.sizeHint().width() + actions + 84
        fits = needed <= self.width() and theme().scale <= _LARGEST_IN_HEADER
        if fits == (self.nav.parentWidget() is self.bar):
            if fits:
                self.header.add_state(self.nav)
            else:
                self._bar_line.addWidget(self.nav)
            self.nav.show()
        set_shown(self.bar, not fits)
        around = self.legend.sizeHint().height() + 28 + 18
        taken = self.bar.sizeHint().height() + 14 if not fits else 0
        self.month.set_least_height(self.page.viewport().height() - around - taken)

    def _visit(self, key: str) -> Visit | None:
        rows = self._sheet.visits if self._sheet else ()
        return next((row.visit for row in rows if row.visit.id == key), None)

    def _open(self, key: str) -> None:
        visit, block = self._visit(key), self.hand().block(key)
        if visit is None and block is not None and block.kind == "busy":
            self.times.open(key)
        elif visit is None and block is not None:
            self.notice.tell(
                tr("To propozycja. Przyjmij ją, a potem zmienisz każdą wizytę z osobna."), "info"
            )
        if visit is None or block is None:
            return
        card = VisitCard(self, block, visit)
        card.chosen.connect(partial(self._chosen, visit, block.name))
        card.pinned.connect(lambda on: self.acts.pin(visit, pinned=on))
        card.finished.connect(card.deleteLater)
        card.open()

    def _chosen(self, visit: Visit, name: str, code: str) -> None:
        if code == "record":
            self.context.go("visit", family=visit.family, visit=visit.id)
        elif code == "family":
            self.context.go("family", family=visit.family)
        elif code == "remove":
            self.acts.remove(visit)
        elif code == "call_off":
            dialog = call_off_dialog(self, self.context, name)
            call_off = self.context.services.changes.call_off
            dialog.wanted.connect(
                lambda read: dialog.save(
                    partial(call_off, visit.id, read["failed_reason"], read["failed_note"])
                )
            )
            self._open_dialog(dialog, f"{visit.family}:call_off:{visit.id}")
        else:
            self._ask_time(visit, name)

    def _ask_time(self, visit: Visit, name: str) -> None:
        dialog = time_dialog(self, self.context, f"{tr('Nowy termin')}: {name}", ())
        dialog.show_values(time_values(visit.day, visit.start, visit.end, visit.place))

        def wanted(read: dict[str, Any]) -> None:
            wish = Wish(family=visit.family, label=name, wanted=NextVisit(**read), visit=visit.id)
            self.acts.try_wish(wish, dialog.save)

        dialog.wanted.connect(wanted)
        self._open_dialog(dialog, f"{visit.family}:time:{visit.id}")

    def _add(self, day: date, minute: int) -> None:
        if self._sheet is None:
            return
        families = [(row.id, self.context.shown_name(row.name)) for row in self._sheet.families]
        dialog = time_dialog(self, self.context, tr("Nowa wizyta"), families)
        values: dict[str, object] = {"day": day, "place": "home"}
        if minute != KEEP:
            start = minute // 15 * 15
            end = min(start + self._sheet.limits.visit_minutes, 24 * 60 - 1)
            values |= {"start": _time(start), "end": _time(end)}
        dialog.show_values(values)

        def wanted(read: dict[str, Any]) -> None:
            family = str(read.pop("family"))
            names = dict(families)
            wish = Wish(family=family, label=names.get(family, ""), wanted=NextVisit(**read))
            self.acts.try_wish(wish, dialog.save)

        dialog.wanted.connect(wanted)
        self._open_dialog(dialog, "visit")

    def _open_dialog(self, dialog: RecordDialog, key: str) -> None:
        dialog.keep_as(key)
        dialog.saved.connect(self.acts.keep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _move(self, key: str, day: date, start: int, end: int) -> None:
        visit, block = self._visit(key), self.hand().block(key)
        if visit is not None and block is not None:
            self.acts.move(visit, block.name, day, start, end)

    def _remove(self, key: str) -> None:
        visit = self._visit(key)
        if visit is not None:
            self.acts.remove(visit)

    def _plan_month(self) -> None:
        again = self._sheet is not None and is_planned(self._sheet)
        (self._propose_again if again else self._propose)()

    def _propose(self) -> None:
        self._search(self.context.services.planning.propose, tr("Układam miesiąc"))

    def _propose_again(self) -> None:
        self._search(self.context.services.planning.replan, tr("Układam miesiąc od nowa"))

    def _search(self, plan: Callable[..., MonthPlan], title: str) -> None:
        year, month = self._anchor.year, self._anchor.month

        def work(progress: Callable[[str, float], None], stopped: Callable[[], bool]) -> MonthPlan:
            def found(better: MonthPlan) -> None:
                missing = sum(one.missing for one in better.proposal.unplaced)
                progress(f"{title}: {tr('bez terminu na razie')} {missing}", -1)

            return plan(year, month, cancelled=stopped, found=found)

        self.context.run_long(work, self._set_plan, title=title, owner=self)

    def _set_plan(self, plan: MonthPlan | None) -> None:
        self._plan = plan
        set_shown(self.proposal, plan is not None)
        if plan is not None and self._sheet is not None:
            self.proposal.show_plan(plan, self._sheet.count, self.context.shown_name)
            self._take_to_proposal()
            announce(self.proposal, self.proposal.accessibleDescription())
        self.set_main(self.proposal.accept_button if plan else self.plan_button)
        set_property(self.plan_button, "look", "plain" if plan else "main")
        self._show_days()

    def _take_to_proposal(self) -> None:
        """Show the proposal: beside the calendar, or under it where there is no room."""
        self.page.verticalScrollBar().setValue(0)
        if self.page.is_narrow():
            # The card has its place only after the layout.
            QTimer.singleShot(0, self, partial(self.page.show_from, self.proposal))

    def _drop_stale(self, changes: Any) -> None:
        """Take a proposal away once the calendar that it was made for has changed."""
        if self._plan is not None and changes.kinds & _PLANNED_FROM:
            self._set_plan(None)
            self.notice.tell(
                tr("Kalendarz się zmienił, więc propozycja zniknęła. Zaplanuj jeszcze raz."), "info"
            )

    def _accept(self) -> None:
        plan, self._plan = self._plan, None
        if plan is not None:
            self.save(partial(self.context.services.planning.accept, plan), self._accepted)

    def _accepted(self, change: Change) -> None:
        self._set_plan(None)
        self.acts.keep(change)

    def _save_ics(self) -> None:
        save_ics(self, self._anchor)

    def _print(self) -> None:
        show_papers(self, self.hand().cursor.day)


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
