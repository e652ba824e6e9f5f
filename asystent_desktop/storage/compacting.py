"""Writing the database anew, so that the room of erased values is gone from the file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from asystent_desktop.storage import header as headers
from asystent_desktop.storage.database import keyed_connection

if TYPE_CHECKING:
    from asystent_desktop.storage.backup import Source


def vacuum(source: Source) -> None:
    """Vacuum on a connection of its own: the engines' connections forbid ATTACH, which VACUUM needs."""
    with closing(
        keyed_connection(source.folder / headers.DATABASE, source.key, source.vault_id)
    ) as connection:
        connection.set_authorizer(_only_its_own)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("VACUUM")


def _only_its_own(action: int, name: str | None, *_rest: str | None) -> int:
    """Let VACUUM attach its nameless temporary database and nothing else."""
    allowed = action != dbapi2.SQLITE_ATTACH or name == ""
    answer: int = dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY
    return answer
