"""Sealing to a password in the age format, with work that is chosen and not measured.

The age library measures how fast the machine is at that moment: a busy one would seal with less work, and a
fast one with more than a slow one agrees to do. Opening is the library's. Source: age-encryption.org/v1,
the scrypt recipient.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from secrets import token_bytes
from typing import Final

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

STANDARD_WORK: Final = 18
"""log2 of scrypt's N: 256 MiB of memory, about a second."""
_CHUNK: Final = 64 * 1024
_ONLY_CHUNK: Final = bytes(11) + b"\x01"


def seal(content: bytes, password: str, work: int = STANDARD_WORK) -> bytes:
    """Return an age file that the password opens; `content` in one chunk of 64 KiB, else ValueError."""
    if len(content) > _CHUNK:
        raise ValueError("content of more than one chunk")
    file_key, salt, nonce = token_bytes(16), token_bytes(16), token_bytes(16)
    label = b"age-encryption.org/v1/scrypt" + salt
    wrapping = Scrypt(salt=label, length=32, n=1 << work, r=8, p=1).derive(password.encode())
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_text(salt), work, _text(wrapped))
    mark = hmac.digest(_derived(file_key, None, b"header"), head, "sha256")
    sealed = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(_ONLY_CHUNK, content, None)
    return head + b" " + _text(mark) + b"\n" + nonce + sealed


def opened(data: bytes, password: str) -> bytes | None:
    """Return what the password opens, or None for another password or another file."""
    try:
        content: bytes = pyrage.passphrase.decrypt(data, password)
    except pyrage.DecryptError:
        return None
    return content


def _derived(key: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
