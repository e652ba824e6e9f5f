"""Locking with the computer: when it goes to sleep or its own screen is locked, where the system says so."""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SERVICE = "org.freedesktop.login1"


class SessionLock(QObject):
    """Listens to logind on the system bus, a local socket; without one the idle lock remains."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = bus or QDBusConnection.systemBus()
        if self._bus.isConnected():
            self._listen("/org/freedesktop/login1", "Manager", "PrepareForSleep", SLOT("sleeps(bool)"))
            self._listen("", "Session", "Lock", SLOT("screen_locks()"))

    def _listen(self, path: str, interface: str, name: str, slot: str) -> None:
        # PySide takes the text of SLOT alone; its description of types asks for bytes, which it refuses.
        self._bus.connect(_SERVICE, path, f"{_SERVICE}.{interface}", name, self, slot)  # type: ignore[call-overload]

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """Lock before sleep; waking up needs nothing."""
        if begins:
            self.locked.emit()

    @Slot()
    def screen_locks(self) -> None:
        """Lock with the screen."""
        self.locked.emit()
