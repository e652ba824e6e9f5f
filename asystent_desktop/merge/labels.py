"""Domain-separation labels: each key and each signature serves one purpose, for ever.

Every label begins with `ar/`. One that stands in front of data to be hashed or signed ends in a zero byte, so
that it cannot run into the data; one that names a derived key (HKDF `info`) does not.
"""

from __future__ import annotations

from typing import Final

OPERATION: Final = b"ar/op/v1\0"
VALUE: Final = b"ar/val/v1\0"
FRAME: Final = b"ar/frame/sig/v1\0"
RECEIPT: Final = b"ar/receipt/v1\0"
STREAM: Final = b"ar/stream/v1\0"
AUDIT: Final = b"ar/audit/v1\0"
HEADER: Final = b"ar/header/v1\0"
RECOVERY_CHECK: Final = b"ar/recovery/check/v1\0"

KEY_SET: Final = b"ar/keyset/v1\0"
INVITATION: Final = b"ar/invite/v1\0"
ENROLMENT_WORDS: Final = b"ar/enrol/words/v1\0"
ESCROW_WORDS: Final = b"ar/escrow/words/v1\0"
CERTIFICATE: Final = b"ar/certificate/v1\0"
DEVICE_REVOCATION: Final = b"ar/revoke/device/v1\0"
MACHINE_REVOCATION: Final = b"ar/revoke/machine/v1\0"
REPLACEMENT: Final = b"ar/replace/v1\0"

DATABASE_KEY: Final = b"ar/db/v1"
HEADER_KEY: Final = b"ar/header/mac/v1"
SEAL_KEY: Final = b"ar/seal/v1"
PASSWORD_KEY: Final = b"ar/kek/password/v1"
RECOVERY_KEY: Final = b"ar/kek/recovery/v1"
ESCROW_KEY: Final = b"ar/kek/escrow/v1"
ENROLMENT_KEY: Final = b"ar/enrol/mac/v1"
