"""Reading an office's own spreadsheet of families: bytes in, frozen values and questions out."""

from asystent_desktop.services.register_reading.sheets import read_sheet
from asystent_desktop.services.register_reading.understanding import understand
from asystent_desktop.services.register_reading.values import (
    Address,
    Cell,
    Child,
    ColumnGuess,
    Option,
    PersonName,
    Question,
    RowReading,
    Sheet,
    SkippedRow,
    Target,
    Understanding,
    UnreadableFileError,
    Workbook,
)

__all__ = [
    "Address",
    "Cell",
    "Child",
    "ColumnGuess",
    "Option",
    "PersonName",
    "Question",
    "RowReading",
    "Sheet",
    "SkippedRow",
    "Target",
    "Understanding",
    "UnreadableFileError",
    "Workbook",
    "read_sheet",
    "understand",
]
