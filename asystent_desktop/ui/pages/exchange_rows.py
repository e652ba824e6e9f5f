"""The rows that both sides of exchange show: bundles in time, files that arrived, records set aside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records import KINDS
from asystent_desktop.ui.parts.card import Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.parts.timeline import TimelineRow
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asystent_desktop.services.exchange import Arrived, BundleRow, Noticed, TakenAll, Waiting
    from asystent_desktop.services.held import Answered
    from asystent_desktop.ui.context import Context

STATES = {
    "saved": ("zapisana", "warn"),
    "delivered": ("dostarczona", "ok"),
    "carried": ("dotarła z następną", "ok"),
    "taken": ("wczytana", "info"),
    "failed": ("nieudana", "bad"),
}
_RECEIPTS = {
    "owed": "czeka na paczkę dla laptopa",
    "sent": "zapisane, bez potwierdzenia",
}
ARRIVED_TONES = {"good": "ok", "known": "quiet", "newer": "warn", "revoked": "warn"}
_MOST_KINDS = 4


def kind_words(kind: str) -> str:
    """Return a kind of record in the plural, as in a count."""
    return KINDS[kind].plural.lower() if kind in KINDS else tr("zapisy z nowszej wersji programu")


def kinds_words(kinds: dict[str, int]) -> str:
    """Return what a bundle held, the most frequent kinds first."""
    listed = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    said = [f"{kind_words(kind)}: {count}" for kind, count in listed[:_MOST_KINDS]]
    return " · ".join(said) + (" …" if len(listed) > _MOST_KINDS else "")


def waiting_row(kind: str, count: int) -> Row:
    """Return one kind of what waits, with its number."""
    return Row(kind_words(kind), right=label(str(count), "strong"))


def next_bundle_row(waiting: Waiting) -> TimelineRow:
    """Return, for the top of the time line, the bundle that is to be made of what waits."""
    changes, fresh = waiting.changes, waiting.unsaved
    new = f"{tr('w tym')} {counted(fresh, 'nowa', 'nowe', 'nowych')}" if fresh < changes else ""
    more = ", ".join(filter(None, (changes_words(changes), new, tr("jeszcze niezapisana"))))
    name = f"{tr('Paczka nr')} {waiting.number}"
    return TimelineRow(tr("teraz"), name, more, (tr("czeka"), "warn"), is_open=True)


def bundle_row(
    context: Context, one: BundleRow, names: dict[str, str], left: frozenset[str] = frozenset()
) -> TimelineRow:
    """Return one bundle of the time line; numbers of the epochs `left` are given again, and say so."""
    rests = _why_at_rest(one, left)
    words, tone = ("nie czeka", "quiet") if rests else STATES.get(one.state, (one.state, "quiet"))
    moment = local_moment(one.at_ms)
    day = tr("dziś") if moment.date() == context.clock.today() else f"{moment:%d.%m.%Y}"
    whose = tr("Paczka") if one.direction == "out" else tr("Z biura: paczka")
    is_receipt = one.direction == "in" and not one.changes
    held = tr("pokwitowanie") if is_receipt else changes_words(one.changes)
    name = f"{whose} {number_words(one, left)}: {held}"
    return TimelineRow(f"{day}\n{moment:%H:%M}", name, tr(rests) or _more(one, names), (tr(words), tone))


def number_words(one: BundleRow, left: frozenset[str]) -> str:
    """Return a bundle's number; one that counts no more is told apart from the same number of today."""
    return f"{tr('nr')} {one.number}" + (f" ({tr('dawna numeracja')})" if one.epoch in left else "")


def changes_words(count: int) -> str:
    """Return how many changes a bundle holds."""
    return counted(count, "zmiana", "zmiany", "zmian") if count else tr("bez zmian")


def receipt_words(state: str) -> str:
    """Return what an office knows of the receipt for a laptop's last bundle; nothing when none is open."""
    return tr(_RECEIPTS[state]) if state else ""


def _why_at_rest(one: BundleRow, left: frozenset[str]) -> str:
    """Return why nothing hangs on a bundle's being confirmed any more; empty when something does."""
    if one.direction == "out" and one.state in {"saved", "carried"} and not one.changes:
        return "Nie niosła zmian, więc nie czeka na pokwitowanie."
    if one.direction == "out" and one.state == "saved" and one.epoch in left:
        return "Czego biuro z niej nie potwierdziło, niosą następne paczki."
    return ""


def _more(one: BundleRow, names: dict[str, str]) -> str:
    """Return what there is to say of a bundle: who confirmed it, why it failed, what it brought."""
    if one.state == "failed":
        return tr(str(one.content.get("reason", "")))
    if one.state == "delivered":
        who = names.get(one.confirmed_by, "")
        receipt = f"{tr('pokwitowanie')} {one.number}-{one.hash[:4].upper()}"
        return " · ".join(filter(None, (f"{tr('Potwierdzenie')}: {who}" if who else "", receipt)))
    return kinds_words(one.kinds)


def arrived_row(one: Arrived, right: QWidget | None) -> Row:
    """Return one file that lies there to be taken."""
    if one.number:
        name = f"{tr('Paczka nr')} {one.number}"
        held = counted(one.changes, "zmiana", "zmiany", "zmian") if one.changes else tr("pokwitowanie")
        more = f"{held} · {kinds_words(dict(one.kinds))}".rstrip(" ·")
    else:
        name, more = one.file.name, tr(one.sentence)
    return Row(name, more, right or Chip(tr(one.words), ARRIVED_TONES.get(one.state, "bad")))


def answer_row(context: Context, one: Answered, read: QWidget | None = None) -> Row:
    """Return what the office said of one own record; `read` is the button that puts a refusal away."""
    family = context.shown_name(one.family_name)
    name = " · ".join(filter(None, (one.kind_label, family)))
    note = f"{tr('Odpowiedź')}: {one.note}" if one.note else ""
    fields = ", ".join(f"{caption}: {context.shown_text(words)}" for caption, words in one.fields[:3])
    words, tone = {"PARKED": ("czeka na aktualizację", "info"), "REFUSED": ("odrzucone", "bad")}.get(
        one.reason, ("zatrzymane", "warn")
    )
    reason = "" if one.reason == "REFUSED" else f"{one.words[0].upper()}{one.words[1:]}."
    chip = Chip(tr(words), tone)
    right = pair(chip, read) if read is not None else chip
    return Row(name, "\n".join(filter(None, (fields, tr(reason), note))), right)


def noticed_row(one: Noticed, right: QWidget | None) -> Row:
    """Return something that the program noticed."""
    return Row(tr(one.fact), tr(one.more), right)


def local_moment(at_ms: int) -> datetime:
    """Return a moment of the store (ms) as local time."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()


def tone_of(done: TakenAll) -> str:
    """Return the tone in which it is said what several files brought."""
    if done.refused and not done.taken:
        return "bad"
    if done.needs_person:
        return "warn"
    return "info" if done.left else "ok"
