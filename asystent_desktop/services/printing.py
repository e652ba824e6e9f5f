"""Papers: what can be printed, and each one made in memory from the records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.polish import month_in
from asystent_desktop.services.printouts.base import Printed, Sources, Wanted, pages_of
from asystent_desktop.typeset import bind

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.services.cases import Cases
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.printouts.base import Printout
    from asystent_desktop.typeset import Document

__all__ = ["Printed", "Printing", "Wanted"]


def _quiet(_words: str, _share: float) -> None:
    """Tell nobody how far it is."""


class Printing:
    """What a person prints."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._sources = Sources(desk=desk, cases=cases)

    def papers(self) -> tuple[Printout, ...]:
        """Return what can be printed, in the order of the registry."""
        from asystent_desktop.services.printouts import PRINTOUTS  # with every layout: only when asked

        return PRINTOUTS

    def printout(self, paper: str) -> Printout:
        """Return a printout by its name; NotFoundError names the known ones."""
        for one in self.papers():
            if one.name == paper:
                return one
        known = ", ".join(one.name for one in self.papers())
        raise NotFoundError(f"Nie ma wydruku „{paper}”. Znane wydruki: {known}.")

    def make(self, paper: str, wanted: Wanted) -> Printed:
        """Make a paper in memory; NotFoundError for an unknown one, RefusedError when it can't be made."""
        printout = self.printout(paper)
        if wanted.large and not printout.has_large:
            raise RefusedError(f"{printout.title}: ten wydruk nie ma dużego druku.")
        if wanted.initials and not printout.has_initials:
            raise RefusedError(f"{printout.title}: tego wydruku nie da się zrobić z samymi inicjałami.")
        made = printout.make(self._sources, wanted)
        return Printed(
            paper=paper,
            name=made.name,
            title=printout.title,
            pdf=made.pdf,
            pages=pages_of(made.pdf),
            family=made.family,
            findings=made.findings,
            signers=made.signers,
            is_draft=made.is_draft,
        )

    def make_all(
        self,
        paper: str,
        wanted: Wanted,
        progress: Callable[[str, float], None] = _quiet,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Printed:
        """Make a paper of all households of this store (or of one) for the month of `day`, in one file.

        Households without that paper in the month are left out; NotFoundError when none has it.
        """
        printout = self.printout(paper)
        if printout.batch is None:
            raise RefusedError(f"{printout.title}: ten wydruk robi się pojedynczo.")
        month = wanted.day or self._sources.desk.today()
        rows = [one for one in self._sources.cases.rows() if wanted.family in {"", one.id}]
        documents: list[Document] = []
        for number, row in enumerate(rows):
            if is_stopped():
                raise RefusedError("Przerwano. Niczego nie zapisano.")
            progress("", number / len(rows))
            try:
                documents += printout.batch(self._sources, replace(wanted, family=row.id, day=month))
            except RefusedError:  # nothing to print of this household: another's paper is no worse for it
                continue
        if not documents:
            raise NotFoundError(f"{month_in(month.month).capitalize()} {month.year} nie ma czego wydrukować.")
        pdf = bind(documents)
        name = f"{printout.batch_name}-{month:%Y-%m}.pdf"
        return Printed(
            paper=paper,
            name=name,
            title=printout.title,
            pdf=pdf,
            pages=pages_of(pdf),
            family=wanted.family,
            papers=len(documents),
        )

    def plan(self, plan_id: str, *, large: bool = False) -> Printed:
        """Make the paper of one version of a plan."""
        return self.make("support-plan", Wanted(record=plan_id, large=large))

    def note_export(self, family_id: str, *, printed: bool) -> None:
        """Write into the audit that a paper of this family left the program."""
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "PRINT" if printed else "EXPORT", family_id)
