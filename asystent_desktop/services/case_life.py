"""The life of a spell of work: which state may follow which, and what each asks for.

Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 11 (interview, application, consent,
allocation), art. 15 ust. 1 pkt 16 (monitoring); KRO art. 109 §2 pkt 1 (a court's order in place of consent).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.checks.dates_order import check_case_dates
from asystent_desktop.checks.family import check_ground
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.records import SupportCase
from asystent_desktop.records.codes import label
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.desk import Desk

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "referred": ("interview", "rejected"),
    "interview": ("applied", "rejected"),
    "applied": ("waiting_consent", "allocated", "rejected"),
    "waiting_consent": ("allocated", "rejected"),
    "allocated": ("active",),
    "active": ("suspended", "closed"),
    "suspended": ("active", "closed"),
    "closed": ("monitoring", "archived"),
    "monitoring": ("archived",),
    "archived": (),
    "rejected": (),
}
ASKS: Final[Mapping[str, tuple[str, ...]]] = {
    "interview": ("interview_on",),
    "applied": ("application_on",),
    "waiting_consent": (),
    "allocated": ("entry_route", "decision_on", "consent_on", "court_order_on", "court_signature"),
    "active": ("work_start",),
    "suspended": ("suspended_from", "suspended_to", "remark"),
    "closed": ("work_end", "closing_reason", "remark"),
    "monitoring": (),
    "archived": (),
    "rejected": ("remark",),
}
"""Fields that the form of a step shows."""

_NEEDS: Final[Mapping[str, Mapping[str, str]]] = {
    "interview": {"interview_on": "Podaj datę wywiadu."},
    "applied": {"application_on": "Podaj datę wniosku."},
    "allocated": {"decision_on": "Podaj datę decyzji o przydziale."},
    "active": {"work_start": "Podaj, od kiedy trwa praca z rodziną."},
    "suspended": {
        "suspended_from": "Podaj, od kiedy praca jest zawieszona.",
        "remark": "Napisz, dlaczego praca jest zawieszona.",
    },
    "closed": {
        "work_end": "Podaj ostatni dzień pracy.",
        "closing_reason": "Wybierz powód zakończenia.",
        "remark": "Napisz krótkie podsumowanie pracy.",
    },
    "rejected": {"remark": "Napisz, dlaczego pracy nie podjęto."},
}
_DATES = ("received_on", "interview_on", "application_on", "decision_on", "work_start", "work_end")


class CaseLife:
    """What the office does with the state of a spell of work."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def steps(self, case: SupportCase) -> tuple[tuple[str, str], ...]:
        """Return the states that may follow, as (code, words)."""
        return tuple((one, label("case_state", one)) for one in NEXT.get(case.state, ()))

    def move(self, case_id: str, state: str, values: Mapping[str, Any]) -> Saved:
        """Bring a spell of work into its next state with what that state asks for.

        RefusedError for a state that can't follow; InvalidValueError for what is missing or out of order
        (C14), without a consent or a court's order (C18, C19).
        """
        self._desk.refuse_unless_allowed(SupportCase.INFO, frozenset({"state", *values}), is_new=False)
        with self._desk.store.reading() as reader:
            case = reader.one(SupportCase, case_id)
        if state not in NEXT.get(case.state, ()):
            now, wanted = label("case_state", case.state), label("case_state", state)
            raise RefusedError(f"Po stanie „{now}” nie może być „{wanted}”. Odśwież stronę i wybierz inny.")
        whole = {**case.values(), **values}
        for name, sentence in _NEEDS.get(state, {}).items():
            if not whole[name] or (name == "remark" and not values.get(name)):
                raise InvalidValueError(name, sentence)
        self._check(state, whole)
        written = {name: value for name, value in values.items() if getattr(case, name) != value}
        if state == "active" and case.state == "suspended":
            written["suspended_to"] = whole["suspended_to"] or self._desk.today()
        unit = Unit((Write(SupportCase.INFO, case_id, {**written, "state": state}),))
        return Saved(id=case_id, changes=self._desk.store.save(unit))

    def _check(self, state: str, whole: Mapping[str, Any]) -> None:
        found = check_case_dates({name: whole[name] for name in _DATES})
        if state == "allocated":
            found += check_ground(whole["entry_route"], whole["consent_on"], whole["court_order_on"])
        since, until = whole["suspended_from"], whole["suspended_to"]
        if state == "suspended" and since and until and until < since:
            raise InvalidValueError("suspended_to", "Koniec zawieszenia jest wcześniejszy niż początek.")
        for one in found:
            raise InvalidValueError(one.field, one.sentence)
