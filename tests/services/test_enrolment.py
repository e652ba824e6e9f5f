from __future__ import annotations

from datetime import timedelta

import pytest

from asystent_desktop.errors import AppError
from asystent_desktop.exchange.faults import (
    BundleError,
    ExpiredInvitationError,
    UsedInvitationError,
    VoidInvitationError,
    WrongCodeError,
)
from asystent_desktop.services.bundle import Services
from tests.world import PASSWORD, World


def asks(world: World, code: str | None = None, name: str = "a") -> tuple[Services, str]:
    """A laptop that asks to join, with the right code or another; returns it and the invitation's code."""
    account = world.account("Anna Wiśniewska")
    path = world.folder / f"{name}.zaproszenie"
    invited = world.office.enrolment.invite(account, path)
    opened = world.stores.create_joining(
        world.stores.open_invitation(path), code or invited.code, PASSWORD, folder=world.folder / name
    )
    world.opened.append(opened.services)
    opened.services.enrolment.save_request(world.folder / f"{name}.prosba")
    return opened.services, invited.code


def test_both_sides_show_the_same_eight_words(world: World) -> None:
    laptop, _code = asks(world)
    asked = world.office.enrolment.accept(world.folder / "a.prosba")
    assert asked.words == laptop.enrolment.words()
    assert len(set(asked.words)) >= 6
    assert laptop.enrolment.state == "asked"


def test_five_wrong_codes_void_an_invitation(world: World) -> None:
    asks(world, code="00000-00000")
    for _ in range(4):
        with pytest.raises(WrongCodeError):
            world.office.enrolment.accept(world.folder / "a.prosba")
    with pytest.raises(VoidInvitationError):
        world.office.enrolment.accept(world.folder / "a.prosba")


def test_an_invitation_expires_by_the_clock_of_the_office(world: World) -> None:
    asks(world)
    world.clock.at += timedelta(days=15)
    with pytest.raises(ExpiredInvitationError):
        world.office.enrolment.accept(world.folder / "a.prosba")


def test_an_invitation_lets_one_device_in_once(world: World) -> None:
    laptop, _code = asks(world)
    asked = world.office.enrolment.accept(world.folder / "a.prosba")
    world.office.enrolment.confirm(asked.device, world.folder / "a.odpowiedz")
    with pytest.raises(UsedInvitationError):
        world.office.enrolment.accept(world.folder / "a.prosba")
    assert laptop.enrolment.join(world.folder / "a.odpowiedz").families == 0
    assert laptop.enrolment.state == "joined"


def test_words_that_differ_void_everything(world: World) -> None:
    laptop, _code = asks(world)
    asked = world.office.enrolment.accept(world.folder / "a.prosba")
    world.office.enrolment.reject(asked.device)
    with pytest.raises(VoidInvitationError):
        world.office.enrolment.confirm(asked.device, world.folder / "a.odpowiedz")
    laptop.enrolment.refuse()
    assert laptop.enrolment.state == "refused"


def test_an_answer_to_another_laptop_is_refused(world: World) -> None:
    asks(world)
    asked = world.office.enrolment.accept(world.folder / "a.prosba")
    world.office.enrolment.confirm(asked.device, world.folder / "a.odpowiedz")
    other, _code = asks(world, name="b")
    with pytest.raises(BundleError):
        other.enrolment.join(world.folder / "a.odpowiedz")
    assert other.enrolment.state == "asked"


def test_an_invitation_of_a_false_office_shows_other_words(
    world: World, tmp_path_factory: pytest.TempPathFactory
) -> None:
    false = World(tmp_path_factory.mktemp("falszywe"))
    try:
        account = false.account("Anna Wiśniewska")
        invited = false.office.enrolment.invite(account, false.folder / "f.zaproszenie")
        opened = world.stores.create_joining(
            world.stores.open_invitation(invited.file), invited.code, PASSWORD, folder=world.folder / "f"
        )
        world.opened.append(opened.services)
        opened.services.enrolment.save_request(world.folder / "f.prosba")
        with pytest.raises(AppError):
            world.office.enrolment.accept(world.folder / "f.prosba")
    finally:
        false.close()
