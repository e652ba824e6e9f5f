"""What every tab of a family's page is given: the page that hosts it, and the forms on its records."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from asystent_desktop.errors import AppError
    from asystent_desktop.records.fields import Field, Record
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.ui.context import Context


class FamilyHost(Protocol):
    """The page that the tabs stand on, as they see it."""

    context: Context
    args: dict[str, Any]

    def ask(self, call: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Read for the page."""

    def save(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Save for the page."""

    def show_tab(self, name: str) -> None:
        """Show one tab by its name in code."""

    def show_again(self, tab: FamilyTab) -> None:
        """Fill a tab anew with the family already read."""

    def record(self) -> None:
        """Begin the note of a visit."""


class FamilyTab(ScrollPage):
    """One tab. `show_family` is called when the tab comes on screen or what it shows has changed.

    `OF` is the kind of records that it is there for: a household that can have none goes without the tab.
    """

    OF: ClassVar[str] = ""

    def __init__(self, host: FamilyHost, widths: Sequence[int] = (0,)) -> None:
        super().__init__(widths)
        self.host, self.context = host, host.context

    def show_family(self, data: FamilyData) -> None:
        """Show the family; the tab is empty when this is called."""

    def may_write(self) -> bool:
        """Tell whether the account of this session writes about families at all."""
        return bool(self.context.session.roles & {"assistant", "coordinator", "head", "clerk"})

    def form(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, Any]], Any],
        values: Mapping[str, Any] | None = None,
        about: str = "",
    ) -> RecordDialog:
        """Open a form; `act` saves what was read, off the GUI thread, and may refuse it.

        `about` is the record of the form where a family has several forms of that title.
        """
        dialog = RecordDialog(self, title, fields, self.context)
        if values:
            dialog.show_values(values)
        dialog.keep_as(f"{self.host.args.get('family', '')}:{about or title}")
        dialog.wanted.connect(lambda read: dialog.save(partial(act, read)))
        dialog.open()
        return dialog

    def edit(self, record: Record, names: Sequence[str], title: str = "") -> RecordDialog:
        """Open a form on some fields of a record."""
        fields = [record.INFO.by_name[name] for name in names if name in record.INFO.by_name]
        change = partial(self.context.services.records.change, record.id)
        values = {one.name: getattr(record, one.name) for one in fields}
        said = title or record.INFO.label
        return self.form(said, fields, change, values, f"{record.id}:{said}")

    def add_record(
        self, title: str, kind: type[Record], names: Sequence[str], given: Mapping[str, Any]
    ) -> RecordDialog:
        """Open a form for a new record; `given` are values that the person does not type."""
        create = self.context.services.records.create
        fields = [kind.INFO.by_name[name] for name in names]
        return self.form(title, fields, lambda read: create(kind.INFO.name, {**read, **given}))
