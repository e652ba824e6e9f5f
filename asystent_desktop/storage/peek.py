"""What can be seen of a store that stays closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from asystent_desktop.storage import header as headers
from asystent_desktop.storage import slots
from asystent_desktop.storage.faults import DamagedVaultError, NewerVersionError, system_fault


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCard:
    """What a closed store shows; unreadable ones have no label. Nothing of it is verified yet."""

    label: str = ""
    created_on: date | None = None
    vault_id: str = ""
    format: int = 0
    password_slots: tuple[str, ...] = ()
    readable: bool = False


def peek(folder: Path) -> HeaderCard:
    """Return what the unlock screen may show of a closed store; NotAVaultError without a header."""
    try:
        header = headers.read(folder).header
    except DamagedVaultError:
        return HeaderCard()
    except OSError as error:
        raise system_fault(error) or error from error
    except NewerVersionError as error:
        return HeaderCard(format=int(str(error.details["format"])))
    return HeaderCard(
        label=header.label,
        created_on=header.created,
        vault_id=header.vault,
        format=headers.VERSION,
        password_slots=tuple(dict.fromkeys(slot.id for slot in header.of_type(slots.PASSWORD))),
        readable=True,
    )
