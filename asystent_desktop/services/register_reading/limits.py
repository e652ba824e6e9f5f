"""How large a list may be: far above any centre's register, far below what stops a laptop."""

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 50_000
MAX_COLUMNS = 200

TOO_MANY_ROWS = (
    "Ten arkusz ma ponad 50 000 wierszy. Zostaw w nim tylko listę rodzin i zapisz go pod nową nazwą."
)
TOO_MANY_COLUMNS = (
    "Ten arkusz ma ponad 200 kolumn. Zostaw w nim tylko kolumny z danymi rodzin i zapisz go pod nową nazwą."
)
