"""Dialogs about secrets: another password, a new recovery code, all keys anew after a suspected leak."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from asystent_desktop.ui.form import FieldBox
from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.recovery_code import RecoveryCode
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.editors import PasswordEdit
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.stores import Opened, Stores
    from asystent_desktop.ui.context import Context

WRONG = "To nie jest obecne hasło."
CHECK_CAPS = "Sprawdź Caps Lock i wielkie litery. Niczego nie zmieniono."
OLD_COPIES = "Kopie na nośnikach, zrobione wcześniej, otwiera nadal stare hasło."


class SecretDialog(QDialog):
    """A current password, what the dialog asks besides, and one act off the GUI thread."""

    done_well = Signal()

    def __init__(self, parent: QWidget, context: Context, title: str, told: str, act: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Asystent rodziny")
        self.setAccessibleName(title)
        self.setMinimumWidth(min(theme().px(520), 1100))
        self.context, self._owner = context, parent
        self.password = PasswordEdit()
        self.password.textEdited.connect(lambda _text: self.check())
        self.password_box = FieldBox(tr("Obecne hasło"), self.password)
        self.problem = Note(tone="bad")
        self.act_button = Button(act, self.begin, look="main", hint="Ctrl+Enter")
        self.act_button.setShortcut("Ctrl+Return")
        self.leave_button = Button(tr("Zrezygnuj"), self.reject, hint="Esc")
        self.missing = label("", "second", wrap=True)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(10)
        self.inside.addWidget(label(told, wrap=True))
        self.inside.addWidget(self.password_box)
        self._set_out(title)
        self.check()

    def stores(self) -> Stores:
        """Return the stores of this machine; RuntimeError in a window without them."""
        if self.context.stores is None:
            raise RuntimeError("no stores")
        return self.context.stores

    def still_missing(self) -> str:
        """Return what is missing in one sentence; nothing when the act can begin."""
        return "" if self.password.text() else tr("Wpisz obecne hasło")

    def check(self) -> None:
        """Let the act begin once nothing is missing."""
        missing = self.still_missing()
        self.missing.setText(missing)
        self.act_button.setEnabled(not missing)
        self.act_button.setAccessibleDescription(missing)

    def begin(self) -> None:
        """Do what the dialog is for; each kind of dialog says what."""
        raise NotImplementedError

    def run(self, call: Callable[[], Any], then: Callable[[Any], object], said: str) -> None:
        """Run the act on the writer and say meanwhile what is being done."""
        self.act_button.setEnabled(False)
        self.leave_button.setEnabled(False)
        self.problem.say(said, tone="info")
        self.context.save(call, then, self._refused, owner=self)

    def finish(self, sentence: str, tone: str = "ok") -> None:
        """Say what was done on the page beneath, and close."""
        self.password.clear()
        self.context.notice(sentence, tone)
        self.done_well.emit()
        self.accept()

    def _set_out(self, title: str) -> None:
        holder, area = QWidget(), QScrollArea()
        holder.setProperty("part", "page")
        column = QVBoxLayout(holder)
        # Room for the focus ring, which is drawn around a control.
        column.setContentsMargins(6, 2, 10, 6)
        column.addLayout(self.inside)
        column.addStretch(1)
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = area
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(10)
        whole.addWidget(label(title, "card", wrap=True))
        whole.addWidget(area, 1)
        whole.addWidget(self.problem)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self.missing, 1)
        line.addWidget(self.leave_button)
        line.addWidget(self.act_button)
        whole.addLayout(line)

    def fit(self) -> None:
        """Be as high as what is inside, within the screen."""
        holder = self.area.widget()
        layout = holder.layout() if holder is not None else None
        wanted = 0
        if layout is not None:
            layout.activate()
            width = self.minimumWidth() - 66
            wanted = max(layout.heightForWidth(width), layout.sizeHint().height()) + theme().px(20)
        self.area.setMinimumHeight(min(wanted, max(self._owner.window().height() - 230, 200)))
        self.adjustSize()

    def open(self) -> None:
        """Show the dialog over its page."""
        self.fit()
        super().open()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, problem: AppError) -> None:
        self.leave_button.setEnabled(True)
        if type(problem).__name__ == "WrongPasswordError":
            self.problem.say(tr(WRONG), tr(CHECK_CAPS), "bad")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            self.password.selectAll()
        else:
            self.problem.say(tr(problem.sentence), tone="bad")
        self.check()


class PasswordDialog(SecretDialog):
    """Zmień hasło."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        told = tr("Nowe hasło działa od razu.") + " " + tr(OLD_COPIES)
        super().__init__(parent, context, tr("Zmień hasło"), told, tr("Zmień hasło"))
        self.fresh = fresh_password(context, self.stores())
        self.fresh.edited.connect(self.check)
        self.inside.addWidget(self.fresh)
        self.check()

    def still_missing(self) -> str:
        """Ask for both passwords."""
        fresh = getattr(self, "fresh", None)
        return super().still_missing() or (fresh.missing() if fresh is not None else "")

    def begin(self) -> None:
        """Change the password."""
        services = self.context.services
        old, new = self.password.text(), self.fresh.password()
        call = partial(self.stores().change_password, services, old, new)
        self.run(call, self._changed, tr("Zmieniam hasło…"))

    def _changed(self, _nothing: object) -> None:
        self.fresh.forget()
        self.finish(f"{tr('Hasło zmienione.')} {tr(OLD_COPIES)}")


class NewCodeDialog(SecretDialog):
    """Nowy kod odzyskiwania: the code, printing, two groups typed back."""

    def __init__(
        self, parent: QWidget, context: Context, title: str = "", told: str = "", act: str = ""
    ) -> None:
        self.code: RecoveryCode | None = None
        self._opened: Opened | None = None
        super().__init__(
            parent,
            context,
            title or tr("Nowy kod odzyskiwania"),
            told or tr("Dotychczasowy kod przestanie działać, gdy tylko pokaże się nowy."),
            act or tr("Pokaż nowy kod"),
        )

    def still_missing(self) -> str:
        """Ask for the password first, then for the two groups."""
        return super().still_missing() if self.code is None else self.code.missing()

    def begin(self) -> None:
        """Make the code, or check what was typed back."""
        if self.code is None:
            self.make()
        elif self._opened is not None:
            call = partial(self.stores().check_code_back, self._opened, self.code.groups())
            self.run(call, self._checked, tr("Sprawdzam…"))

    def make(self) -> None:
        """Make the new code."""
        call = partial(self.stores().new_code, self.context.services, self.password.text())
        self.run(call, self.show_code, tr("Tworzę nowy kod…"))

    def show_code(self, opened: Opened) -> None:
        """Show the new code in place of the password."""
        self._opened = opened
        self.password.clear()
        while (item := self.inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
        stores = self.stores()
        paper = partial(stores.recovery_paper, label=opened.label)
        self.code = RecoveryCode(self.context, opened.recovery_code, stores.asked_groups(), paper)
        self.code.edited.connect(self.check)
        self.inside.addWidget(self.code)
        self.problem.say("")
        self.leave_button.setEnabled(True)
        self.leave_button.set_words(tr("Dokończę później"))
        self.act_button.set_words(tr("Kod zapisany"))
        self.check()
        self.code.start()
        # Once more when the new parts have been laid out.
        QTimer.singleShot(0, self, self.fit)

    def reject(self) -> None:
        """Leave; a code that was shown but not typed back will be asked for at the next opening."""
        if self._opened is not None:
            sentence = tr("Nowy kod nie jest potwierdzony. Przy następnym otwarciu program pokaże inny.")
            self.context.notice(sentence, "warn")
            self.done_well.emit()
        super().reject()

    def _checked(self, fits: bool) -> None:
        self.leave_button.setEnabled(True)
        self.problem.say("")
        if fits:
            self.finish(self.said_when_done())
        elif self.code is not None:
            self.code.say_wrong()
            self.check()

    def said_when_done(self) -> str:
        """Return what is said on the page once the code was typed back."""
        return tr("Nowy kod odzyskiwania działa. Stary już nic nie otwiera.")


class RekeyDialog(NewCodeDialog):
    """Podejrzewam wyciek: a new password, all data under a new key, a new code, new copies."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        told = tr(
            "Program ustali nowe hasło, zaszyfruje cały sejf od nowa innym kluczem, zrobi nową kopię "
            "i usunie stare kopie z tego komputera. Może to potrwać kilka minut. Kopie na nośnikach "
            "dalej otwiera stare hasło: zniszcz je. O podejrzeniu powiedz w biurze."
        )
        self.fresh: NewPassword | None = None
        super().__init__(parent, context, tr("Podejrzewam wyciek"), told, tr("Zaszyfruj od nowa"))
        self.fresh = fresh_password(context, self.stores())
        self.fresh.edited.connect(self.check)
        self.inside.addWidget(self.fresh)
        self.check()

    def still_missing(self) -> str:
        """Ask for both passwords first."""
        missing = super().still_missing()
        if self.code is not None or self.fresh is None:
            return missing
        return missing or self.fresh.missing()

    def make(self) -> None:
        """Change the password and the key; the new code comes after it."""
        if self.fresh is not None:
            call = partial(
                self.stores().rekey, self.context.services, self.password.text(), self.fresh.password()
            )
            self.run(call, self.show_code, tr("Szyfruję sejf od nowa… Nie wyłączaj komputera."))

    def said_when_done(self) -> str:
        """Return what is said on the page once all is done."""
        said = tr("Sejf jest zaszyfrowany od nowa. Zrób teraz kopię na czystym nośniku.")
        if self.context.session.is_office:
            return said
        return f"{said} {tr('Klucze do paczek wymień w „Gdy coś się stanie”: Wymień laptop.')}"


def fresh_password(context: Context, stores: Stores) -> NewPassword:
    """Return the two fields of a new password, checked against the names of this session."""
    session = context.session
    names = [name for name in (session.name, session.office_name) if name]
    return NewPassword(partial(_problems, stores, names), stores.suggest_password)


def _problems(stores: Stores, names: list[str], password: str) -> tuple[str, ...]:
    return stores.password_problems(password, names)
