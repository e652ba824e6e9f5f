"""Memory that long counts do without."""

from __future__ import annotations

import ctypes
import importlib
import sys

_DROP_RIGHT, _LOCK_MEMORY = 24, 14  # PR_CAPBSET_DROP, CAP_IPC_LOCK


def lock_no_memory() -> None:
    """Let the processes begun from here on lock no memory: SQLCipher asks for it at every few bytes.

    It is half of their time, and a disk that swaps is not among the hostilities.
    """
    if sys.platform == "linux":
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, 0))
        # The limit does not hold for root, whose children lose the right instead.
        ctypes.CDLL(None).prctl(_DROP_RIGHT, _LOCK_MEMORY, 0, 0, 0)
