"""The change of the database's key itself, the middle of a full re-key."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys
from asystent_desktop.storage.backup import Source
from asystent_desktop.storage.database import key_literal, keyed_connection
from asystent_desktop.storage.faults import DamagedVaultError
from asystent_desktop.storage.keys import Label
from asystent_desktop.storage.plainly import fault_of


def change_key(source: Source, root: bytes) -> None:
    """Encrypt the database anew under the key of a new root; no other connection may be open.

    SQLCipher does it in one transaction: after a crash either the old or the new key opens.
    """
    path = source.folder / headers.DATABASE
    key = keys.derive(root, Label.DATABASE)
    connection = keyed_connection(path, source.key, source.vault_id)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.reset_key(key_literal(key))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    keyed_connection(path, key, source.vault_id).close()


def opens(source: Source) -> bool:
    """Say whether this key opens the database."""
    try:
        keyed_connection(source.folder / headers.DATABASE, source.key, source.vault_id).close()
    except dbapi2.DatabaseError as error:
        if isinstance(fault_of(error), DamagedVaultError):
            return False
        raise
    return True
