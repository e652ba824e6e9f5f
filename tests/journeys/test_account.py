"""The office changes an account; what it writes of the working time is kept by the planning."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from asystent_desktop.records import Account
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.journeys.conftest import Typist
from tests.ui.finding import named
from tests.world import World


def test_the_contract_s_time_is_written_to_the_account(world: World, typist: Typist, qtbot: QtBot) -> None:
    account = world.account("Anna Wiśniewska")
    keyboard = typist.open(world.office)
    keyboard.window.context.go("workers")
    keyboard.settle()
    page = keyboard.page()
    name = "Zmień konto: Anna Wiśniewska"
    qtbot.waitUntil(lambda: any(one.accessibleName() == name for one in page.findChildren(Button)))
    named(page, Button, name).click()
    dialog = keyboard.window.findChildren(RecordDialog)[-1]
    dialog.show_values({"month_minutes": 7200})
    dialog.save_button.click()

    def contract() -> int | None:
        found = [one for one in world.office.records.listed("account") if one.id == account]
        return found[0].month_minutes if isinstance(found[0], Account) else None

    qtbot.waitUntil(lambda: contract() == 7200)
