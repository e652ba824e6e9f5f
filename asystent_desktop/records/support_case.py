"""One spell of work with a family."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import DESK, Record, codes, field, kind
from asystent_desktop.records.types import Code, Day, Note, Ref, Text


@kind("support_case", "Okres pracy", "Okresy pracy", creators=DESK)
class SupportCase(Record):
    """One spell of work with a family; a family may have several over the years.

    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 8-11, 15.
    """

    family: str = field("Rodzina", Ref(("family",)), index=True)
    case_number: str = field(
        "Nr sprawy",
        Text(40),
        default="",
        search=True,
        index=True,
        office_writes=True,
        import_as=("nr sprawy", "numer sprawy", "znak sprawy", "sygnatura sprawy", "nr akt", "nr teczki"),
    )
    state: str = field("Stan", Code("case_state"), default="referred", office_writes=True)
    entry_route: str = field(
        "Droga wejścia",
        Code("entry_route"),
        default="consent",
        office_writes=True,
        import_as=("sąd/zgoda", "droga wejścia", "podstawa"),
    )
    referral_source: str = field("Kto zgłosił", Code("referral_source"), default="", office_writes=True)
    received_on: date | None = field(
        "Data zgłoszenia",
        Day(),
        default=None,
        office_writes=True,
        import_as=("data zgłoszenia", "zgłoszenie"),
    )
    reasons: tuple[str, ...] = field(
        "Powody", codes("reason"), default=(), office_writes=True, import_as=("powód", "powody", "przyczyna")
    )
    interview_on: date | None = field("Wywiad", Day(), default=None, office_writes=True)
    application_on: date | None = field("Wniosek", Day(), default=None, office_writes=True)
    decision_on: date | None = field("Decyzja o przydziale", Day(), default=None, office_writes=True)
    consent_on: date | None = field(
        "Zgoda rodziny", Day(), default=None, import_as=("data zgody", "zgoda z dnia")
    )
    court_signature: str = field(
        "Sygnatura postanowienia",
        Text(40),
        default="",
        office_writes=True,
        import_as=("sygnatura", "sygn. akt", "postanowienie"),
    )
    court_order_on: date | None = field("Data postanowienia", Day(), default=None, office_writes=True)
    work_start: date | None = field(
        "Początek pracy",
        Day(),
        default=None,
        office_writes=True,
        import_as=(
            "data przydziału",
            "data przydz.",
            "praca od",
            "data rozpoczęcia",
            "od kiedy",
            "przydział",
            "przydzielono",
            "przydzielono dnia",
            "objęto asystenturą",
        ),
    )
    work_end: date | None = field(
        "Koniec pracy",
        Day(),
        default=None,
        office_writes=True,
        import_as=("praca do", "data zakończenia", "zakończono"),
    )
    suspended_from: date | None = field("Zawieszona od", Day(), default=None, office_writes=True)
    suspended_to: date | None = field("Zawieszona do", Day(), default=None, office_writes=True)
    closing_reason: str = field("Powód zakończenia", Code("closing_reason"), default="", office_writes=True)
    remark: str = field("Uwaga", Note(4000), default="", office_writes=True)
