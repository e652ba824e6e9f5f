from __future__ import annotations

from pathlib import Path

from asystent_desktop.services.doorbell import Doorbell


def test_what_is_rung_is_heard_once_by_the_one_that_answers(tmp_path: Path) -> None:
    first, second = Doorbell(tmp_path), Doorbell(tmp_path)
    assert first.answer()
    assert not second.answer()
    files = (tmp_path / "paczka-A.paczka", tmp_path / "paczka-Ą.paczka")
    assert second.ring(files)
    assert first.heard() == files
    assert first.heard() == ()
    assert list(first.folder.iterdir()) == []


def test_the_next_window_answers_when_the_first_is_gone_and_hears_what_came_between(tmp_path: Path) -> None:
    first, second = Doorbell(tmp_path), Doorbell(tmp_path)
    assert first.answer()
    first.close()
    second.ring((tmp_path / "a.paczka",))
    assert second.answer()
    assert second.heard() == (tmp_path / "a.paczka",)


def test_what_the_program_did_not_write_is_taken_away_and_not_believed(tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    assert bell.answer()
    for name, told in (("a", b"["), ("b", b"17"), ("c", b'[3, {"x": 1}]')):
        (bell.folder / f"{name}.json").write_bytes(told)
    assert bell.heard() == ()
    assert list(bell.folder.iterdir()) == []


def test_without_a_folder_nothing_is_rung_and_nothing_raised(tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file where a folder should be")
    bell = Doorbell(tmp_path / "state")
    assert not bell.answer()
    assert not bell.ring((tmp_path / "a.paczka",))
    assert bell.heard() == ()
