"""The office's sealing of escrow halves, as the tests need it."""

from __future__ import annotations

from typing import Any

import pyrage

from asystent_desktop.storage.slots import Officer


def new_officers() -> tuple[dict[str, Any], list[Officer]]:
    """Return the secret keys of three officers by id, and what of them is public."""
    secret = {name: pyrage.x25519.Identity.generate() for name in ("o1", "o2", "o3")}
    return secret, [Officer(id=name, recipient=str(key.to_public())) for name, key in secret.items()]


def seal(half: bytes, recipient: str) -> bytes:
    """Encrypt one half to one officer."""
    return bytes(pyrage.encrypt(half, [pyrage.x25519.Recipient.from_str(recipient)]))


def unseal(sealed: bytes, secret: Any) -> bytes:
    """Decrypt one half with the officer's key."""
    return bytes(pyrage.decrypt(sealed, [secret]))
