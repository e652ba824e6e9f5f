"""The fact sheet of a lost or stolen device, for the office's data-protection officer.

Source: rozporządzenie (UE) 2016/679 (RODO), art. 33 ust. 1 (72 hours from awareness), ust. 3 (what the
notice holds) and ust. 5 (the register of breaches), art. 34 (people whose data it is), art. 35 (the
risk assessment).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asystent_desktop.polish import short_date
from asystent_desktop.typeset import open_kit
from asystent_desktop.typeset.sheets import as_of
from asystent_desktop.typeset.text import plain

TITLE = "Karta zdarzenia: utrata urządzenia"
_REASONS: Final = {
    "LOST": "zgubiony albo skradziony",
    "LEFT": "pracownik odszedł",
    "REPLACED": "wymieniony na inny",
    "LEAKED": "podejrzenie, że ktoś poznał hasło",
    "": "urządzenie czynne",
}
_DISK: Final = {
    "yes": "zaszyfrowany (według programu)",
    "no": "program nie stwierdził szyfrowania",
    "unknown": "nie wiadomo, czy zaszyfrowany: zapytaj użytkownika",
}
_STEPS: Final = (
    "Zapytaj użytkownika: kiedy i gdzie, czy laptop był włączony i odblokowany, czy hasło było przy nim.",
    "Jeżeli był odblokowany albo ktoś obcy zna hasło: potraktuj dane wymienionych rodzin jak ujawnione.",
    "Inspektor ochrony danych ocenia ryzyko na podstawie oceny skutków (art. 35 RODO).",
    "Zgłoszenie do Prezesa UODO najpóźniej 72 godziny od stwierdzenia naruszenia, chyba że ryzyko jest mało "
    "prawdopodobne (art. 33 ust. 1 RODO); wysokie ryzyko: zawiadom także rodziny (art. 34 RODO).",
    "Wpisz zdarzenie do rejestru naruszeń (art. 33 ust. 5 RODO), także gdy go nie zgłaszasz.",
    "Wystaw nowe zaproszenie. Rodziny można przekazać innej osobie od razu.",
)
_PROTECTION: Final = (
    "Dane na urządzeniu są zaszyfrowane (SQLCipher, AES-256, losowy klucz). Klucz otwiera hasło użytkownika, "
    "co najmniej 15 znaków, sprawdzane na liście znanych haseł, przez Argon2id, albo wydrukowany kod "
    "odzyskiwania. Bez hasła i bez kodu treści nie odczyta nikt. Odwołanie nie kasuje danych na urządzeniu: "
    "sprawia, że biuro nie przyjmie już od niego żadnej paczki."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFacts:
    """What the office's records say of a device; `office` is its name and address; times are local."""

    office: tuple[str, str]
    printed_at: datetime
    owner: str
    device: str
    joined: datetime
    revoked: datetime | None
    reason: str
    last_in: datetime | None
    last_out: datetime | None
    families: tuple[str, ...]
    program: str
    memory_mib: int
    passes: int
    disk: str


def build(facts: DeviceFacts, *, large: bool = False) -> bytes:
    """Return the page as PDF."""
    kit = open_kit(as_of(TITLE, facts.office, facts.printed_at), large=large)
    cost = f"Argon2id, {facts.memory_mib} MiB, przebiegi: {facts.passes}" if facts.passes else "nieznana"
    return kit.pdf(
        [
            *kit.title(TITLE, f"urządzenie {facts.device[:8]}"),
            kit.facts(
                [
                    ("Użytkownik", plain(facts.owner)),
                    ("Numer", plain(facts.device)),
                    ("Dołączony", plain(_when(facts.joined))),
                    (
                        "Odwołany",
                        plain(f"{_when(facts.revoked)} · {_REASONS.get(facts.reason, facts.reason)}"),
                    ),
                    (
                        "Wymiana",
                        plain(f"paczka z niego: {_when(facts.last_in)}, dla niego: {_when(facts.last_out)}"),
                    ),
                    ("Hasło", plain(f"{cost}; program {facts.program or 'nieznany'}")),
                    ("Dysk", plain(_DISK.get(facts.disk, facts.disk))),
                ]
            ),
            kit.heading("Rodziny na urządzeniu", f"{len(facts.families)}"),
            kit.paragraph(plain(", ".join(facts.families) or "Żadnych rodzin na nim nie było.")),
            kit.heading("Jak były chronione"),
            kit.box(plain(_PROTECTION)),
            kit.heading("Co teraz"),
            kit.steps([plain(sentence) for sentence in _STEPS]),
            kit.heading("Ustalenia"),
            kit.tick_line("włączony i odblokowany"),
            kit.tick_line("zablokowany albo wyłączony"),
            kit.tick_line("hasło lub kod mogły być przy nim"),
        ]
    )


def _when(moment: datetime | None) -> str:
    return f"{short_date(moment.date())} {moment:%H:%M}" if moment else "nie"
