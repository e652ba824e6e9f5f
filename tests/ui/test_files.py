from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QStandardPaths

from asystent_desktop.ui.parts.files import (
    UnreadableError,
    UnwritableError,
    forget_folders,
    read_whole,
    write_private,
)


def test_file_is_for_this_user_alone(tmp_path: Path) -> None:
    place = tmp_path / "plan.pdf"
    write_private(place, b"%PDF")
    assert place.read_bytes() == b"%PDF"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["plan.pdf"]


def test_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "plan.pdf"
    place.mkdir()
    with pytest.raises(UnwritableError) as refused:
        write_private(place, b"%PDF")
    assert str(tmp_path) not in repr(refused.value.details)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.pdf"]


def test_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        read_whole(tmp_path / "nie-ma.paczka")


def test_visited_folders_are_forgotten(qapp: object) -> None:
    QStandardPaths.setTestModeEnabled(True)
    settings = QSettings(QSettings.Scope.UserScope, "QtProject")
    settings.setValue("FileDialog/lastVisited", "/home/anna/rodziny")
    settings.sync()
    forget_folders()
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert kept.value("FileDialog/lastVisited") is None
    QStandardPaths.setTestModeEnabled(False)
