"""The real window in its settings, as a person drives it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.context import Context
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.look import Looks
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.pages.settings import SettingsPage
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.parts.editors import Choice
from tests.ui.finding import button, named, spoken, type_text
from tests.world import PASSWORD, World

FRESH = "zielony parasol na moście"


class Stage:
    """The real window on a laptop that has joined, in its settings."""

    def __init__(self, qtbot: QtBot, world: World, *, is_office: bool = False) -> None:
        self.qtbot, self.world = qtbot, world
        if is_office:
            services = world.office
        else:
            world.family("Nowakowie", "Anna Wiśniewska")
            services = world.laptop()
        self.folder = services.desk.store.vault.folder
        services.desk.store.vault.confirm_code()
        services.close()
        self.context = Context(world.clock)
        self.context.stores = world.stores
        self.context.looks = Looks(world.folder / "look.json")
        self.window = MainWindow(self.context, PAGES, footer_sentences)
        qtbot.addWidget(self.window)
        self.front = Front(self.window, self.context, world.stores, world.folder / "pokaz")
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.front.start()
        self.open(PASSWORD)

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        self.qtbot.waitUntil(lambda: not self.context.tasks.is_busy())

    def door(self) -> UnlockPage:
        """The door on screen."""
        [found] = [one for one in self.window.findChildren(UnlockPage) if one.isVisible()]
        return found

    def open(self, password: str) -> None:
        """Unlock at the door and go to the settings."""
        self.settle()
        self.try_password(password)
        if self.window.place_name != "settings":
            self.go("settings")

    def try_password(self, password: str) -> None:
        """Choose the store at the door and try a password."""
        door = self.door()
        choice = next(one for one in door.findChildren(Choice) if spoken(one) == "Sejf")
        choice.set_value(str(self.folder))
        choice.edited.emit()
        door.password.setText(password)
        door.unlock()
        self.settle()

    def go(self, name: str, **args: object) -> None:
        """Go to a page."""
        self.context.go(name, **args)
        self.settle()

    @property
    def page(self) -> SettingsPage:
        """The settings on screen."""
        page = self.window.page()
        assert isinstance(page, SettingsPage)
        return page

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Press the button with these words."""
        place = within or self.page
        self.qtbot.waitUntil(lambda: bool(shown_buttons(place, words)))
        button(place, words).click()
        self.settle()

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        [found] = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return found

    def type_into(self, words: str, text: str, within: QWidget) -> None:
        """Type into the field that is called so."""
        field = named(within, QLineEdit, words)
        field.clear()
        type_text(field, text)

    def notice(self) -> str:
        """What the page says."""
        return self.page.notice.words().replace("\u00a0", " ")


def shown_buttons(place: QWidget, words: str) -> list[QAbstractButton]:
    """The visible buttons with these words; parts added to a card show themselves a moment later."""
    return [one for one in place.findChildren(QAbstractButton) if one.text() == words and one.isVisible()]
