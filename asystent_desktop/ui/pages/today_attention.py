"""What needs attention, unfinished texts and the month of all families: smaller cards of the first page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from asystent_desktop.checks.counting import summed
from asystent_desktop.polish import counted, month_name, plural, short_date
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import Dot, DotKey, EightDots
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.notice import Meter
from asystent_desktop.ui.parts.text import ElidedLabel, label, line
from asystent_desktop.ui.words import due_words, moment_words, tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.checks.counting import MonthCount
    from asystent_desktop.checks.deadlines import Deadline
    from asystent_desktop.services.today import Attention, MyFamilies, OpenDraft
    from asystent_desktop.ui.context import Context

MOST = 5
COLUMNS = 3
_BESIDE, _APART = 10, 44


class MonthCard(Card):
    """The dots of every family, their sum and what they mean."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Wizyty w każdej rodzinie"))
        self._context = context

    def show_month(self, found: MyFamilies) -> None:
        """Show the month of the families."""
        today = self._context.clock.today()
        if not self.renew(found, today.month, self._context.sight):
            return
        title = f"{month_name(today.month).capitalize()}: {tr('wizyty w każdej rodzinie')}"
        self.title.setText(title)
        self.setAccessibleName(title)
        rows = [row for row in found.rows if not self._context.hides_family(row.id)]
        self.fact.setText(_sum_words(found) if len(rows) == len(found.rows) else "")
        if not rows:
            self.add(label(tr("Tu będą twoje rodziny. Przyjdą w paczce z biura."), "second", wrap=True))
            return
        self.add(_FamilyDots([(self._context.shown_name(row.name), row.count) for row in rows]))
        self.add(line())
        self.add(_legend())


class _FamilyDots(QWidget):
    """Names and dots, in as many columns (three at most) as have room for the whole names."""

    def __init__(self, rows: list[tuple[str, MonthCount]]) -> None:
        super().__init__()
        self._cells: list[tuple[ElidedLabel, EightDots]] = []
        for name, count in rows:
            dots = EightDots()
            dots.show_month(dots_of(count))
            self._cells.append((ElidedLabel(name, "body"), dots))
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_BESIDE)
        self._grid.setVerticalSpacing(6)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._set_out(1)

    def minimumSizeHint(self) -> QSize:
        """Need no more than one column, so that a wide set-out never keeps the page wide."""
        return QSize(self._cells[0][1].sizeHint().width(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the columns for the new width."""
        super().resizeEvent(event)
        names, dots = zip(*self._cells, strict=True)
        widest = max(one.sizeHint().width() for one in names) + max(one.sizeHint().width() for one in dots)
        fit = (self.width() + _APART) // (widest + _BESIDE + _APART)
        self._set_out(min(max(fit, 1), COLUMNS, len(self._cells)))

    def _set_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        high = -(-len(self._cells) // columns)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column * 3, 1 if column < columns else 0)
            # Few dots would else stand nearer to the next name than to their own.
            self._grid.setColumnMinimumWidth(
                column * 3 + 2, _APART - 2 * _BESIDE if column < columns - 1 else 0
            )
        for number, (name, dots) in enumerate(self._cells):
            column, place = divmod(number, high)
            self._grid.addWidget(name, place, column * 3)
            self._grid.addWidget(dots, place, column * 3 + 1)


class AttentionCard(Card):
    """Deadlines, visits that wait to be recorded, months that miss dates; at most five, all overdue ones."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Wymaga uwagi"))
        self._context = context

    def show_attention(self, found: Attention) -> None:
        """Show what needs attention."""
        if not self.renew(found, self._context.clock.today(), self._context.sight):
            return
        hides = self._context.hides_family
        due = [one for one in found.deadlines if not hides(one.family_id or "")]
        late = [one for one in due if one.level == "overdue"]
        urgent = sum(one.level in {"overdue", "urgent"} for one in due)
        self.fact.setText(counted(urgent, "pilna", "pilne", "pilnych") if urgent else "")
        waiting = [one for one in found.waiting if not hides(one.visit.family)]
        missing = [one for one in found.missing if not hides(one.id)]
        shown = due[: max(MOST - bool(waiting) - bool(missing), len(late))]
        for one in shown:
            self.add_row(self._deadline(one, found.names))
        if waiting:
            first = waiting[0]
            go = partial(self._context.go, "visit", family=first.visit.family, visit=first.visit.id)
            words = tr("Wizyta z {} czeka na zapis").format(short_date(first.visit.day))
            name = self._context.shown_name(first.family_name)
            more = f" {tr('i jeszcze')} {len(waiting) - 1}" if len(waiting) > 1 else ""
            self.add_row(Row(words, f"{name}{more}", _named(tr("Zapisz"), go, f"{words}, {name}")))
        if missing:
            self.add_row(self._missing(missing[0].name, missing[0].count.missing, len(missing) - 1))
        if not shown and not waiting and not missing:
            self.add(label(tr("Nic nie czeka. Najbliższe 14 dni bez terminów."), "second", wrap=True))
        if len(due) > len(shown):
            words = f"{tr('Pokaż wszystkie')} ({len(due)})"
            self.add(Button(words, partial(self._context.go, "deadlines"), look="link"))

    def _deadline(self, one: Deadline, names: dict[str, str]) -> Row:
        name = self._context.shown_name(names.get(one.family_id or "", ""))
        chip = Chip(*due_words(one.due, self._context.clock.today()))
        return Row(shown_what(self._context, one.what), name, chip)

    def _missing(self, name: str, count: int, others: int) -> Row:
        words = f"{self._context.shown_name(name)} ({count})"
        if others:
            more = plural(others, "rodzina", "rodziny", "rodzin")
            words += f" {tr('i jeszcze')} {others} {more}"
        plan = Button(tr("Zaplanuj"), partial(self._context.go, "calendar"))
        return Row(tr("Brakuje terminów wizyt"), words, plan)


class DraftsCard(Card):
    """Texts that were not finished; the card is there only when there are some."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Niedokończone wpisy"))
        self._context = context
        self.hide()

    def show_drafts(self, drafts: tuple[OpenDraft, ...], today: date) -> None:
        """Show the unfinished texts, the newest first."""
        if not self.renew(drafts, today, self._context.sight):
            return
        shown = [one for one in drafts if not self._context.hides_family(one.family)]
        self.setVisible(bool(shown))
        self.fact.setText(str(len(shown)))
        for one in shown:
            name = self._context.shown_name(one.family_name)
            at = moment_words(one.draft.at_local, today)
            words = f"„{one.words}…”" if one.words and not self._context.private else ""
            go = partial(self._context.go, "visit", family=one.family, visit=one.visit)
            button = _named(tr("Wróć do wpisu"), go, f"{tr('Wróć do wpisu')}: {name}")
            self.add_row(Row(name, " ".join(filter(None, (at, words))), button))


class MineCard(Card):
    """The number of families against the limit of the law; never the office's waiting list."""

    def __init__(self) -> None:
        super().__init__(tr("Moje rodziny"))

    def show_number(self, found: MyFamilies, *, at_office: bool = False) -> None:
        """Show the number, and where new families come from."""
        if not self.renew(len(found.rows), found.limit, at_office):
            return
        words = f"{len(found.rows)} {tr('z najwyżej')} {found.limit}"
        self.fact.setText(words)
        self.add(Meter(len(found.rows), found.limit, f"{tr('Moje rodziny')}: {words}"))
        more = (
            tr("Przydziały są na stronie „Asystenci”.")
            if at_office
            else tr("Nowe przydziały przyjdą w paczce z biura.")
        )
        self.add(label(more, "second", wrap=True))


def shown_what(context: Context, what: str) -> str:
    """Return the words of a deadline; a person's own words after "Cel:" or "Działanie:" are hidden."""
    kind, colon, own = what.partition(": ")
    return f"{kind}: {context.shown_text(own)}" if colon else tr(what)


def _named(words: str, go: partial[None], name: str) -> Button:
    button = Button(words, go)
    button.setAccessibleName(name)
    return button


def _sum_words(found: MyFamilies) -> str:
    count = summed(row.count for row in found.rows)
    said = [
        counted(count.held, "odbyta", "odbyte", "odbytych"),
        counted(count.planned, "zaplanowana", "zaplanowane", "zaplanowanych") if count.planned else "",
        f"{count.missing} {tr('bez terminu')}" if count.missing else "",
        counted(count.failed, "nieodbyta", "nieodbyte", "nieodbytych") if count.failed else "",
    ]
    return " · ".join(filter(None, said))


def _legend() -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, gap=16, line_gap=2)
    for dot, words in (
        (Dot.HELD, tr("odbyta")),
        (Dot.PLANNED, tr("zaplanowana")),
        (Dot.FREE, tr("bez terminu")),
        (Dot.FAILED, tr("nieodbyta, nie liczy się do celu")),
    ):
        flow.addWidget(DotKey(dot, words))
    return holder
