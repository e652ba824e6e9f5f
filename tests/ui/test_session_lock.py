from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.session_lock import SessionLock

LOGIND = "org.freedesktop.login1"
BUS = """<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


@pytest.fixture
def address() -> Iterator[str]:
    """A bus of its own, as a desktop's system bus; its socket's path must be short."""
    with tempfile.TemporaryDirectory(prefix="bus") as folder:
        config = Path(folder) / "bus.conf"
        config.write_text(BUS.format(socket=Path(folder) / "s"))
        command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, stderr=subprocess.DEVNULL
        ) as daemon:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
            for name in ("logind", "program"):
                QDBusConnection.disconnectFromBus(name)
            daemon.terminate()


@pytest.mark.parametrize(
    ("path", "interface", "name", "arguments"),
    [
        ("/org/freedesktop/login1", "Manager", "PrepareForSleep", [True]),
        ("/org/freedesktop/login1/session/_31", "Session", "Lock", []),
    ],
)
def test_what_logind_says_on_the_bus_locks_the_store(
    qtbot: QtBot, address: str, path: str, interface: str, name: str, arguments: list[bool]
) -> None:
    logind = QDBusConnection.connectToBus(address, "logind")
    assert logind.registerService(LOGIND)
    lock = SessionLock(bus=QDBusConnection.connectToBus(address, "program"))
    heard = QSignalSpy(lock.locked)

    def said_and_heard() -> bool:
        # Said again until it is heard: the bus takes up the wish to listen at its own pace.
        message = QDBusMessage.createSignal(path, f"{LOGIND}.{interface}", name)
        message.setArguments(arguments)
        return logind.send(message) and heard.count() > 0

    qtbot.waitUntil(said_and_heard)


def test_waking_up_locks_nothing(qtbot: QtBot) -> None:
    lock = SessionLock()
    with qtbot.assertNotEmitted(lock.locked):
        lock.sleeps(False)
