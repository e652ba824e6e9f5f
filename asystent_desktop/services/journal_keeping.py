"""How long the journal is kept: two years at least, then it is cut at a row that another store vouches for.

Source: Krajowe Ramy Interoperacyjności (Dz.U. 2024 poz. 773): journals of systems are kept for two years. The
row at which the chain was cut stays by its hash, so that the rest still holds; the same row was signed by the
office or seen by a laptop.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from asystent_desktop.storage import anchors, audit, former, looks

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection

_SLACK: Final = timedelta(days=30)
_LIVED: Final = timedelta(days=60)
_LEAST_DAYS: Final = 10


def cut(desk: Desk, connection: Connection) -> tuple[int, date | None]:
    """Cut the journal behind its last vouched row from before two years; return how many went, until when.

    At least one row from before that time stays. Rows of laptops about looking go after the same time.
    """
    limit = desk.store.now_ms() - audit.KEPT_MS
    looks.forget(connection, limit)
    device = desk.store.identity.device
    own = (device, *former.of(connection, device))
    seen = {anchor.number: anchor.hash for one in own for anchor in anchors.of_device(connection, one)}
    last_old = audit.last_before(connection, limit)
    places = [
        number
        for number, said in seen.items()
        if number < last_old and audit.hash_at(connection, number) == said
    ]
    kept_from, _hash = audit.cut_place(connection)
    if not places or max(places) <= kept_from:
        return 0, None
    until = audit.cut(connection, max(places))
    desk.store.note(connection, "CUT", detail=str(max(places)))
    return max(places) - kept_from, datetime.fromtimestamp(until / 1000, UTC).astimezone().date()


def cut_when_due(desk: Desk, connection: Connection) -> None:
    """Cut at an unlock, a month's worth at a time, unless this computer's clock has only just jumped ahead.

    A clock that is wrong by years must not erase anything: the store has to have been worked with on ten
    days of the last sixty.
    """
    now = desk.store.now_ms()
    first = audit.first_at(connection)
    if first is None or first >= now - audit.KEPT_MS - _ms(_SLACK):
        return
    days = {one.at_ms // _ms(timedelta(days=1)) for one in audit.rows(connection, now - _ms(_LIVED))}
    if len(days) >= _LEAST_DAYS:
        cut(desk, connection)


def _ms(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)
