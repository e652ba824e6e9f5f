"""The office's devices: a lost laptop is revoked, its bundles sealed; two laptops of one person."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange.faults import RevokedSenderError
from asystent_desktop.services import letters
from asystent_desktop.services.bundle import Services
from asystent_desktop.services.exchange_views import ALREADY_TAKEN
from asystent_desktop.storage import audit
from tests.world import World, held

DAY = date(2026, 11, 20)


def device_of(laptop: Services) -> str:
    return laptop.desk.store.identity.device


def codes(services: Services, subject: str) -> list[tuple[str, str]]:
    with services.desk.store.reading() as reader:
        return [(row.code, row.detail) for row in audit.rows_about(reader.connection, subject)]


def test_the_list_says_whose_what_since_when_and_how_guarded(world: World) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    world.family("Adamscy", "Anna Wiśniewska")
    laptop = world.laptop()
    world.exchange(laptop)
    found = world.office.devices.one(device_of(laptop)[:8])
    assert (found.name, found.state, found.families) == (
        "Anna Wiśniewska",
        "active",
        ("Adamscy", "Nowakowie"),
    )
    assert found.protection["memory"] == 64 * 1024
    assert (found.bundles_in, found.forks, found.is_audit_odd) == (1, 0, False)
    assert found.anchored is not None


def test_a_revoked_laptop_is_refused_whole_and_its_bundle_kept_sealed(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.office.enrolment.revoke(device_of(laptop))
    bundle = world.bundle(laptop)
    for _again in range(2):
        with pytest.raises(RevokedSenderError, match="Paczkę odłożono do decyzji kierownika"):
            world.office.exchange.take(bundle)
    sealed = world.office.devices.sealed()
    assert [(one.name, one.is_opened) for one in sealed] == [("Anna Wiśniewska", False)]
    assert sealed[0].size == bundle.stat().st_size
    assert world.office.visits.of_family(family) == ()
    assert ("HELD", "REVOKED") in codes(world.office, device_of(laptop))


def test_what_a_laptop_sent_before_it_was_revoked_needs_no_second_decision(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    before = world.bundle(laptop)
    world.office.exchange.take(before)
    world.office.enrolment.revoke(device_of(laptop))
    assert [one.state for one in world.office.exchange.look([before])] == ["known"]
    assert world.office.exchange.take(before).sentence == ALREADY_TAKEN
    assert world.office.devices.sealed() == ()


def test_several_refusals_for_one_reason_are_said_once(world: World) -> None:
    laptop = world.laptop()
    bundles = [world.bundle(laptop), world.bundle(laptop)]
    world.office.enrolment.revoke(device_of(laptop))
    done = world.office.exchange.take_all(bundles)
    assert done.sentence == f"{bundles[0].name}, {bundles[1].name}: {RevokedSenderError.sentence}"


def test_the_head_opens_a_sealed_bundle_into_records_for_a_decision(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    laptop.visits.record(held(laptop, family, DAY))
    world.office.enrolment.revoke(device_of(laptop))
    with pytest.raises(RevokedSenderError):
        world.office.exchange.take(world.bundle(laptop))
    sealed = world.office.devices.sealed()[0]
    assert world.office.devices.open_sealed(sealed.id) == 1
    assert world.office.visits.of_family(family) == ()
    assert [one.reason for one in world.office.exchange.held()] == ["REVOKED"]
    assert world.office.devices.sealed()[0].is_opened


def test_a_revocation_travels_to_the_other_laptops(world: World) -> None:
    lost, other = world.laptop(), world.laptop("Marek Pawlak")
    world.office.enrolment.revoke(device_of(lost), "LOST")
    other.exchange.take(world.bundle(world.office, other))
    with other.desk.store.reading() as reader:
        assert letters.revoked(reader.connection) == (device_of(lost),)
    assert ("REVOKED", "LOST") in codes(other, device_of(lost))


def test_a_device_is_revoked_once_and_an_unknown_one_never(world: World) -> None:
    device = device_of(world.laptop())
    world.office.enrolment.revoke(device, "LEFT")
    with pytest.raises(RefusedError, match="już odwołane"):
        world.office.enrolment.revoke(device)
    with pytest.raises(NotFoundError):
        world.office.enrolment.revoke("00" * 16)
    found = world.office.devices.one(device)
    assert (found.state, found.reason, found.revoked) == ("revoked", "LEFT", world.clock.now())


def test_families_of_a_lost_laptop_are_handed_on_at_once_with_what_the_office_has(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    lost, other = world.laptop(), world.laptop("Marek Pawlak")
    lost.visits.record(held(lost, family, DAY))
    world.exchange(lost)
    world.office.enrolment.revoke(device_of(lost))
    world.office.register.allocate(family, other.desk.account, world.clock.today())
    other.exchange.take(world.bundle(world.office, other))
    assert len(other.visits.of_family(family)) == 1
    assert world.office.devices.one(device_of(lost)).families == ("Nowakowie",)


def test_the_fact_sheet_is_one_page_with_the_families_and_is_noted(world: World, tmp_path: Path) -> None:
    world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    world.exchange(laptop)
    world.office.enrolment.revoke(device_of(laptop))
    pdf = world.office.devices.fact_sheet(device_of(laptop))
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") == 1
    assert ("EXPORT", "FACTS") in codes(world.office, device_of(laptop))


def test_two_laptops_of_one_person_hold_the_same_families_and_merge_their_work(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="1")
    first, second = world.laptop(), world.laptop()
    assert device_of(first) != device_of(second)
    first.visits.record(held(first, family, DAY))
    second.visits.record(held(second, family, DAY, time(12)))
    first.records.change(family, {"phone": "601 200 300"})
    second.records.change(family, {"district": "Ołbin"})
    for _round in range(2):
        for laptop in (first, second):
            world.exchange(laptop)
    for services in (first, second, world.office):
        assert len(services.visits.of_family(family)) == 2
        values = services.records.view(family).values
        assert (values["phone"], values["district"]) == ("601 200 300", "Ołbin")
    assert len(world.office.devices.all()) == 2


def test_revoking_one_of_two_laptops_leaves_the_other_at_work(world: World) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    lost, kept = world.laptop(), world.laptop()
    world.office.enrolment.revoke(device_of(lost))
    kept.visits.record(held(kept, family, DAY))
    assert world.office.exchange.take(world.bundle(kept)).applied == 1
    with pytest.raises(RevokedSenderError):
        world.office.exchange.take(world.bundle(lost))
