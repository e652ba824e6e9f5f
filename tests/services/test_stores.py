from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from asystent_desktop.paths import data_dir
from asystent_desktop.services.stores import OfficeStart
from tests.world import PASSWORD, World


def test_stores_of_one_machine_are_told_apart_at_the_door(world: World) -> None:
    start = OfficeStart(office_name="MOPS Wzorowo", person_name="Grażyna Maj")
    for _ in range(2):
        opened = world.stores.create_office(start, PASSWORD)
        paper = world.stores.recovery_paper(opened.recovery_code, label=opened.label)
        assert opened.label in PdfReader(BytesIO(paper)).pages[0].extract_text()
        opened.services.close()
    shown = world.stores.create_office(start, PASSWORD, folder=data_dir() / "pokaz" / "biuro", is_demo=True)
    shown.services.close()
    assert sorted(one.label for one in world.stores.cards()) == ["Sejf 1", "Sejf 2"]
    assert [one.label for one in world.stores.cards(data_dir() / "pokaz")] == ["Pokaz: biuro"]
