"""Keeping None, True, False and NotImplemented alive under PySide6 6.12 on Python 3.11."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_FIRST_WITH_IMMORTAL_CONSTANTS: Final = (3, 12)
_ENOUGH: Final = 1 << 60
_held: list[bool] = []


def hold_constants() -> None:
    """Give the interpreter's constants more references than any session can drop; done once.

    PySide6 6.12 returns them without taking a reference, as is right from Python 3.12 on, where they are
    immortal. On 3.11 each call that returns nothing drops one reference to None (measured: exactly one a
    call), and after some ten thousand calls Python ends with "deallocating None". 6.11.3 does not do so, but
    has no separate wheel for PDF. To be removed with Python 3.11, or once PySide6 takes references there.
    """
    if sys.version_info >= _FIRST_WITH_IMMORTAL_CONSTANTS or _held or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(constant)).value += _ENOUGH
    _held.append(True)
