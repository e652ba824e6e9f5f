"""Settings: version, licences, and the numbers of this store."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from asystent_desktop import __version__
from asystent_desktop.polish import counted
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.reading import Reading
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import size_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.backup import StoreFacts
    from asystent_desktop.services.settings import SettingsView
    from asystent_desktop.ui.context import Context

_PARTS = (
    *(
        "PySide6-Essentials",
        "PySide6-Addons",
        "shiboken6",
        "SQLAlchemy",
        "sqlcipher3",
        "argon2-cffi",
        "cryptography",
    ),
    *(
        "pyrage",
        "reportlab",
        "highspy",
        "numpy",
        "holidays",
        "icalendar",
        "python-stdnum",
        "rapidfuzz",
        "openpyxl",
    ),
    *("XlsxWriter", "platformdirs"),
)


# Licences of parts whose packages do not name them; read in their repositories.
_UNTOLD = {"sqlcipher3": "zlib (SQLCipher: BSD-3-Clause)", "pyrage": "MIT"}


class AboutCard(SettingsCard):
    """O programie."""

    NAME = "about"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("O programie"), f"{tr('wersja')} {__version__}")
        self.set_spacing(6)
        told = tr("Dane tylko na tym komputerze i w paczkach dla biura; program nie łączy się z internetem.")
        self.add(label(told, wrap=True))
        self.numbers = label("", "second", wrap=True)
        self.add(self.numbers)
        self.licences = Button(tr("Licencje"), self._show_licences, look="link")
        line = QHBoxLayout()
        line.addWidget(self.licences)
        line.addStretch(1)
        self.add_layout(line)

    def show_view(self, _view: SettingsView) -> None:
        """Ask for the numbers of the store."""
        self.context.ask(self.context.services.backup.facts, self._show_facts, _nothing, owner=self)

    def _show_facts(self, facts: StoreFacts) -> None:
        entries = counted(facts.operations, "zapis", "zapisy", "zapisów")
        audit = counted(facts.audit_entries, "wpis", "wpisy", "wpisów")
        self.numbers.setText(
            f"{tr('Sejf')} „{facts.label}”: {entries}, {tr('dziennik')} {audit}, "
            f"{size_words(facts.size_bytes)}, {tr('wersja danych')} {facts.version}, {tr('urządzenie')} "
            f"{facts.device[:8]}. {_anchor_words(facts)}"
        )

    def _show_licences(self) -> None:
        window = QDialog(self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.setWindowTitle(tr("Licencje"))
        window.resize(theme().px(620), min(theme().px(520), 680))
        reading = Reading(tr("Licencje"))
        reading.show_markdown(licences())
        column = QVBoxLayout(window)
        column.setContentsMargins(16, 12, 16, 16)
        column.addWidget(reading, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(Button(tr("Zamknij"), window.accept, hint="Esc"))
        column.addLayout(line)
        window.open()


def licences() -> str:
    """Return the licences of the program and of the parts that it uses, as Markdown."""
    rows = [f"| {name} | {version} | {licence} |" for name, version, licence in map(_part, _PARTS) if version]
    return "\n".join(
        (
            "# Licencje",
            "",
            f"Asystent rodziny {__version__}: **EUPL-1.2**. Pismo Lato: **SIL Open Font License 1.1**.",
            "",
            "| Część | Wersja | Licencja |",
            "|---|---|---|",
            *rows,
        )
    )


def _part(name: str) -> tuple[str, str, str]:
    """Return a part's name, version and licence; no version when it is not installed here."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return name, "", ""
    listed = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License")
    ]
    licence = told["License-Expression"] or ", ".join(listed) or (told["License"] or "").split("\n")[0]
    return name, told["Version"], licence or _UNTOLD.get(name, "")


def _anchor_words(facts: StoreFacts) -> str:
    """Return when the office last confirmed the audit: from then on a change of it is found."""
    if facts.role == "office":
        return ""
    if facts.anchored_at is None:
        return tr("Biuro nie potwierdziło jeszcze dziennika.")
    return f"{tr('Biuro potwierdziło dziennik')} {facts.anchored_at.astimezone():%d.%m.%Y}."


def _nothing(_problem: object) -> None:
    """Leave the numbers out."""
