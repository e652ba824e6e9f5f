"""Every expected failure, with the Polish sentence that a person reads."""

from __future__ import annotations


class AppError(Exception):
    """Expected failure: `sentence` (Polish) for the user, `details` for the log, no personal data."""

    sentence = "Nie udało się dokończyć tej czynności. Niczego nie zmieniono."

    def __init__(self, sentence: str | None = None, **details: object) -> None:
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)
        self.details = details


class InvalidValueError(AppError):
    """A value breaks the rule of one field; `field` is its code name."""

    sentence = "Ta wartość jest niepoprawna."

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, field=field)
        self.field = field


class RefusedError(AppError):
    """A rule of law or of the office refuses the act."""


class NotFoundError(AppError):
    """No record with that number in this store."""

    sentence = "Nie ma takiego zapisu w tym sejfie. Sprawdź numer."
