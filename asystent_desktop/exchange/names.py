"""Names of the files that are carried about: no dates, no people, no counters."""

from __future__ import annotations

import secrets
from typing import Final

BUNDLE_SUFFIX: Final = ".paczka"
INVITATION_SUFFIX: Final = ".zaproszenie"
# Crockford's base32: without I, L, O and U, which are misread.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_text(length: int) -> str:
    """Return `length` random base32 characters, five bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def bundle_name() -> str:
    """Return a new file name such as `paczka-7KQ2M9XA.paczka`."""
    return f"paczka-{random_text(8)}{BUNDLE_SUFFIX}"


def invitation_name() -> str:
    """Return a new file name such as `zaproszenie-7KQ2M.zaproszenie`."""
    return f"zaproszenie-{random_text(5)}{INVITATION_SUFFIX}"


def is_bundle(name: str) -> bool:
    """Tell whether a file is called as a bundle is."""
    return name.casefold().endswith(BUNDLE_SUFFIX)
