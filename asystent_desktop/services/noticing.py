"""What the program noticed, in words: copies of a store, clocks that are wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records import Account
from asystent_desktop.services import refilling
from asystent_desktop.services.exchange_views import Noticed
from asystent_desktop.storage import alerts, exchange_log, log

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.alerts import Alert
    from asystent_desktop.storage.repository import Reader

_YEAR = 365
_KEPT = "Niczego to nie zmienia w danych: o wartościach nie decyduje żaden zegar."


def noticed(desk: Desk, reader: Reader) -> tuple[Noticed, ...]:
    """Return what a person has not marked as read, newest first; before that a wrong own clock."""
    now_ms = desk.store.now_ms()
    found = []
    days = (log.clock(reader.connection)[0] - now_ms) // log.DAY_MS
    if days >= 1:
        found.append(_own_clock(days, now_ms))
    if refilling.is_old_copy(reader.connection):
        found.append(_old_copy(now_ms))
    for one in alerts.unseen(reader.connection):
        if one.code != alerts.CLOCK_BACK:
            found.append(_words(desk, reader, one))
    return tuple(found)


def _own_clock(days: int, now_ms: int) -> Noticed:
    return Noticed(
        number=0,
        fact=f"Zegar tego komputera cofnął się o {_span(days)} względem wcześniejszych zapisów.",
        more=f"Sprawdź datę i godzinę w ustawieniach systemu. {_KEPT}",
        at=_moment(now_ms),
    )


def _old_copy(now_ms: int) -> Noticed:
    """Say what to do about a store that began anew; it goes away with the office's answer."""
    return Noticed(
        number=0,
        fact="Ten sejf działa z kopii albo na innym komputerze niż dotąd.",
        more=(
            "Zapisz paczkę dla biura i wczytaj jego odpowiedź: wrócą zapisy, których kopia nie miała. "
            "Drugiej kopii już nie używaj."
        ),
        at=_moment(now_ms),
    )


def _words(desk: Desk, reader: Reader, one: Alert) -> Noticed:
    device = one.subject.partition(":")[0]
    name = _owner(reader, device)
    own = device == desk.store.identity.device
    if one.code == alerts.CLOCK_AHEAD:
        fact = f"Zapisy z paczki mają datę o {_span(int(one.detail['days']))} późniejszą niż ten komputer."
        more = f"Jeden z zegarów jest zły. Sprawdź datę na obu komputerach. {_KEPT}"
    elif one.code == alerts.OLD_COPY:
        fact = "Biuro ma nowsze zapisy z tego laptopa niż ten sejf."
        more = "To starsza kopia. Wczytaj następną paczkę z biura: brakujące zapisy wrócą."
    elif one.code == alerts.OFFICE_ANEW:
        missing = counted(int(one.detail["missing"]), "zapisu", "zapisów", "zapisów")
        fact = f"Biuro odtworzyło swój sejf z kopii, brakuje w nim {missing} z tego laptopa."
        more = "Nic nie zginęło: zapisy czekają tu znowu. Zapisz paczkę dla biura."
    elif one.code == alerts.OWN_COPY:
        fact = "Sejf biura działa z kopii albo na innym komputerze niż dotąd."
        more = (
            "Zapisz paczki dla wszystkich laptopów: kto wczyta swoją, odda z następną to, czego kopia "
            "nie miała. Laptop, który dołączył po zrobieniu kopii, zaproś jeszcze raz."
        )
    elif own:
        fact = "Kopia tego sejfu pracuje na innym komputerze."
        more = "Nic nie zginęło, obie części są zachowane. Ustal z biurem, który laptop zostaje w użyciu."
    else:
        fact = "Ten sam sejf pracuje na dwóch komputerach."
        more = "Nic nie zginęło, obie części są zachowane. Zadzwoń i ustal, który laptop zostaje w użyciu."
    heading = f"{name}: {fact[0].lower()}{fact[1:]}" if name and not own else fact
    return Noticed(number=one.number, fact=heading, more=more, at=_moment(one.at_ms))


def _owner(reader: Reader, device: str) -> str:
    for one in exchange_log.devices(reader.connection):
        if one.id == device:
            account = reader.get(Account, one.account)
            return account.name if account else ""
    return ""


def _span(days: int) -> str:
    """Return a span in the largest fitting unit."""
    if days >= _YEAR:
        return counted(days // _YEAR, "rok", "lata", "lat")
    return counted(days, "dzień", "dni", "dni")


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
