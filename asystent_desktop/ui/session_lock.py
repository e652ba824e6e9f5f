"""Locking with the computer: when it goes to sleep or its own screen is locked, where the system says so."""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

_SERVICE = "org.freedesktop.login1"


class SessionLock(QObject):
    """Listens to logind on the system bus, a local socket; without one the idle lock remains."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            manager = f"{_SERVICE}.Manager"
            bus.connect(
                _SERVICE,
                "/org/freedesktop/login1",
                manager,
                "PrepareForSleep",
                self,
                SLOT("sleeps(bool)").encode(),
            )
            bus.connect(_SERVICE, "", f"{_SERVICE}.Session", "Lock", self, SLOT("screen_locks()").encode())

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        """Lock before sleep; waking up needs nothing."""
        if begins:
            self.locked.emit()

    @Slot()
    def screen_locks(self) -> None:
        """Lock with the screen."""
        self.locked.emit()
