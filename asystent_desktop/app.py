"""Everything is put together here once: fonts and theme, stores, the window and what stands before it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from asystent_desktop import crashes
from asystent_desktop.exchange.names import is_bundle
from asystent_desktop.paths import data_dir, resource, state_dir
from asystent_desktop.services.doorbell import Doorbell
from asystent_desktop.services.stores import Stores
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.day_watch import DayWatch
from asystent_desktop.ui.file_drops import FileDrops
from asystent_desktop.ui.footer import footer_sentences
from asystent_desktop.ui.front import Front
from asystent_desktop.ui.garbage import Garbage, end_objects
from asystent_desktop.ui.handed_files import HandedFiles
from asystent_desktop.ui.look import Looks
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.privacy_net import PrivacyNet
from asystent_desktop.ui.theme import apply_theme
from asystent_desktop.ui.waiting_forms import WaitingForms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMessageLogContext, QtMsgType


def run_window(arguments: Sequence[str] = ()) -> int:
    """Open the window and return when it is closed."""
    crashes.keep_log(data_dir() / "app.log")
    crashes.tell_plainly()
    qInstallMessageHandler(_no_messages)
    files = [Path(one).absolute() for one in arguments if is_bundle(one)]
    bell = Doorbell(state_dir())
    answers = bell.answer()
    if files and not answers and bell.ring(files):
        return 0
    looks = Looks(state_dir() / "look.json")
    app = make_application([sys.argv[0], *arguments], looks.look.scale)
    window, front = make_window(Stores(), looks, files, bell if answers else None)
    looks.dress(window)
    window.show()
    front.start()
    code = app.exec()
    looks.keep_size(window)
    front.close()
    end_objects()
    bell.close()
    return code


def make_application(arguments: Sequence[str], scale: int = 100) -> QApplication:
    """Return the application, dressed in a size of type (percent) and speaking Polish."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(arguments))
    app.setApplicationName("asystent-rodziny")
    app.setApplicationDisplayName("Asystent rodziny")
    QLocale.setDefault(QLocale(QLocale.Language.Polish, QLocale.Country.Poland))
    translator = QTranslator(app)
    folders = (str(resource("translations")), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if any(translator.load("qtbase_pl", folder) for folder in folders):
        app.installTranslator(translator)
    apply_theme(app, scale)
    Garbage(app)
    return app


def make_window(
    stores: Stores,
    looks: Looks | None = None,
    files: Sequence[Path] = (),
    bell: Doorbell | None = None,
) -> tuple[MainWindow, Front]:
    """Return the window with what stands before it; no store is read from the disk yet.

    `files` are bundles that the person opened; they are offered once a store is open, as are those that are
    opened later and heard from `bell`.
    """
    context = Context(clock=stores.clock)
    context.stores = stores
    if looks is not None:
        context.looks = looks
    window = MainWindow(context, PAGES, footer_sentences)
    DayWatch(context, window)
    PrivacyNet(context, window)
    WaitingForms(context, window)
    front = Front(window, context, stores, data_dir() / "pokaz")
    drops = FileDrops(window, context, files)
    drops.waits.connect(front.expect)
    front.expect(len(files))
    if bell is not None:
        HandedFiles(window, bell, drops).listen()
    context.opened.connect(partial(_copy_of_the_day, context))
    return window, front


def _copy_of_the_day(context: Context) -> None:
    """Make the day's copy after the first unlock of a day, behind whatever is saved first."""

    def tell(made: object) -> None:
        # The footer tells of the copy as soon as it is there; without one it has just been read.
        if made is not None:
            context.copies_changed.emit()

    context.save(context.services.backup.daily, tell, owner=context)


def _no_messages(_kind: QtMsgType, _where: QMessageLogContext, _text: str | None) -> None:
    """Keep Qt's own messages off the screen and the log: they may hold paths and text."""
