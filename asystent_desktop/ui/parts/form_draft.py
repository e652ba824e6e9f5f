"""What is typed in a form and not saved yet: kept within seconds, shown again when the form is opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from asystent_desktop.services.drafts import FORM

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.form import Form

KEEP_AFTER_MS: Final = 1000


class FormDraft(QObject):
    """The draft of one form under a key, from now until it is saved or given up.

    Only fields that differ from what the form began with are kept. `found` carries the draft of an earlier
    time once the form shows it again.
    """

    found = Signal(object)

    def __init__(self, form: Form, context: Context, key: str, title: str) -> None:
        super().__init__(form)
        self._form, self._context, self._key, self._title = form, context, f"{FORM}:{key}", title
        self._begun = form.typed()
        self._is_kept, self._is_over = False, False
        self._timer = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._timer.timeout.connect(self._keep)
        form.edited.connect(self._wait)
        context.locking.connect(self._put_away)
        context.ask(partial(context.services.drafts.get, self._key), self._show, owner=self)

    def begin_anew(self) -> None:
        """Show again what the form began with, and forget the draft."""
        self._form.retype(self._begun)
        self._forget()

    def dropped_after(self, act: Callable[[], Any]) -> Callable[[], Any]:
        """Return an act that saves the form and then drops its draft, for the writer."""
        drop = partial(self._context.services.drafts.drop, self._key)

        def both() -> Any:
            answer = act()
            drop()
            return answer

        return both

    def give_up(self) -> None:
        """End with the form: it was saved, or the person gave it up. A locked store keeps its draft."""
        if not self._is_over:
            self._is_over = True
            self._forget()

    def _wait(self, _name: str) -> None:
        if not self._timer.isActive() and not self._is_over:
            self._timer.start()

    def _changed(self) -> dict[str, Any]:
        now = self._form.typed()
        return {name: typed for name, typed in now.items() if typed != self._begun[name]}

    def _keep(self) -> None:
        typed = self._changed()
        if not typed:
            self._forget()
            return
        self._is_kept = True
        values = {"title": self._title, "typed": typed}
        keep = self._context.services.drafts.keep
        self._context.save(partial(keep, self._key, FORM, "", values), owner=self)

    def _forget(self) -> None:
        self._timer.stop()
        if self._is_kept:
            self._is_kept = False
            self._context.save(partial(self._context.services.drafts.drop, self._key), owner=self)

    def _put_away(self) -> None:
        """Keep what is typed before the store is locked."""
        if not self._is_over:
            self._is_over = True
            self._timer.stop()
            self._keep()

    def _show(self, draft: Draft | None) -> None:
        if draft is None or self._is_over:
            return
        self._is_kept = True
        typed = {**dict(draft.values.get("typed", {})), **self._changed()}
        self._form.retype({name: one for name, one in typed.items() if name in self._begun})
        self.found.emit(draft)
