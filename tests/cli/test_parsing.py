"""What the command line refuses before any command runs: a plain sentence and a code."""

from __future__ import annotations

import pytest

from asystent_desktop import cli
from asystent_desktop.services.stores import Stores


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        ("deadlines --days abc", 1, "--days: „abc” nie jest liczbą całkowitą."),
        (
            "visit record --family 1 --date 2026-13-01",
            1,
            "--date: „2026-13-01” nie jest datą. Napisz np. 2026-12-01.",
        ),
        ("plan-month", 2, "Brakuje: RRRR-MM. Pomoc: asystent plan-month --help."),
        ("bundle take", 2, "Brakuje: PLIK. Pomoc: asystent bundle take --help."),
        ("families --kolor", 2, "Nie wiadomo, co znaczy: --kolor. Pomoc: asystent --help."),
        ("families --vault", 2, "Po --vault brakuje wartości. Pomoc: asystent families --help."),
        ("conflicts choose", 2, "Nie ma „choose”. Możliwe: settle. Pomoc: asystent conflicts --help."),
        (
            "conflicts settle 1 --keep 1 --text x",
            2,
            "--text i --keep wykluczają się. Pomoc: asystent conflicts settle --help.",
        ),
    ],
)
def test_a_refusal_is_one_plain_sentence(
    capsys: pytest.CaptureFixture[str], typed: str, code: int, said: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(typed.split(), Stores())
    assert ended.value.code == code
    assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize("typed", ["--help", "bundle --help", "bundle make --help"])
def test_the_help_has_no_english_headings(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    with pytest.raises(SystemExit):
        cli.run(typed.split(), Stores())
    told = capsys.readouterr().out
    assert told.startswith(f"Użycie: {' '.join(['asystent', *typed.split()[:-1]])} ")
    assert "opcje:" in told
    for english in ("usage", "options", "positional", "show this"):
        assert english not in told
