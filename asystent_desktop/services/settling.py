"""What follows the taking of a bundle outside its transaction: seal, erased room, refused bundles kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.services import escrow
from asystent_desktop.services.withdrawing import COMPACT_DUE
from asystent_desktop.storage import sealed_bundles, state

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk


def after_taking(desk: Desk) -> None:
    """Renew the seal, take up a new epoch, drop the room of what was given up, follow new officers.

    Each step is done again at the next unlock if the program ends in the middle.
    """
    store = desk.store
    with store.reading() as reader:
        epoch = state.get(reader.connection, "epoch") or ""
        tip = state.get(reader.connection, "own_tip") or ""
        is_due = state.number(reader.connection, COMPACT_DUE)
    if epoch != store.identity.epoch:
        store.reload_identity()
    if is_due:
        store.vault.compact()
        with store.writing() as connection:
            state.put(connection, COMPACT_DUE, 0)
    store.vault.renew_seal(epoch, tip)
    escrow.renew(desk)


def keep_refused(desk: Desk, device: str, data: bytes) -> None:
    """Keep the bundle of a revoked device unread, for the head to decide."""
    with desk.store.writing() as connection:
        if sealed_bundles.keep(connection, device, data, desk.store.now_ms()):
            desk.store.note(connection, "HELD", device, detail="REVOKED")
