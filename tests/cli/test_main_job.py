"""The main job without a window: an office, its list, a laptop, a month, a visit, a bundle, its receipt."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asystent_desktop import cli
from asystent_desktop.paths import resource
from asystent_desktop.services.stores import Stores
from tests.world import CHEAP, CHEAP_CODE, PASSWORD, World

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on a store with `--json`; returns its object after checking the exit code."""
    monkeypatch.setenv("ASYSTENT_PASSWORD", PASSWORD)

    def one(*words: object, vault: Path, code: int = 0) -> dict[str, Any]:
        stores = Stores(world.clock, cost=CHEAP, code_cost=CHEAP_CODE)
        given = [*map(str, words), "--json", "--vault", str(vault)]
        capsys.readouterr()
        ended = cli.run(given, stores)
        said = capsys.readouterr()
        assert ended == code, said.err
        [line] = said.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found

    return one


def test_from_the_office_s_list_to_the_receipt(run: Run, tmp_path: Path) -> None:
    office, laptop = tmp_path / "biuro", tmp_path / "laptop"
    founded = run("vault", "create", "--office", "MOPS Wzorowo", "--person", "Grażyna Maj", vault=office)
    assert len(founded["recovery_code"].split("-")) == 9

    example = resource("example", "wykaz-rodzin.xlsx")
    assert run("import-register", example, "--dry-run", vault=office)["created"] > 0
    assert run("families", vault=office)["families"] == []
    taken = run("import-register", example, vault=office, code=3)
    again = run("import-register", example, vault=office, code=3)
    assert (again["created"], again["unchanged"]) == (0, taken["created"])
    assert {"row", "column", "problem"} <= taken["questions"][0].keys()

    account = run("record", "new", "account", "name=Anna Nowa", "roles=assistant", vault=office)["id"]
    families = run("families", vault=office)["families"]
    free = [one for one in families if not one["assistant"]] or families
    mine = free[0]["id"]
    for old in run("record", "list", "assignment", vault=office)["records"]:
        if old["fields"]["family"] == mine:
            run("record", "set", old["id"], "until=2026-11-22", vault=office)
    grant = (f"family={mine}", f"account={account}", "since=2026-11-23", "type=main")
    run("record", "new", "assignment", *grant, vault=office)

    invitation, code_file = tmp_path / "a.zaproszenie", tmp_path / "kod.txt"
    code_file.write_text(run("enrol", "invite", account, "-o", invitation, vault=office)["code"])
    asks = ("--invitation", invitation, "--code-file", code_file)
    run("vault", "create", *asks, vault=laptop)
    request, answer = tmp_path / "prosba.paczka", tmp_path / "odpowiedz.paczka"
    run("enrol", "request", "-o", request, vault=laptop)
    asked = run("enrol", "accept", request, vault=office)
    assert len(asked["words"]) == 8
    run("enrol", "confirm", asked["device"], "-o", answer, vault=office)
    joined = run("enrol", "accept", answer, vault=laptop)
    assert joined["words"] == asked["words"]
    run("enrol", "confirm", answer, vault=laptop)
    assert [one["id"] for one in run("families", vault=laptop)["families"]] == [mine]

    proposed = run("plan-month", "2026-12", vault=laptop)
    assert run("visits", "2026-12", vault=laptop)["visits"] == []
    run("plan-month", "2026-12", "--accept", vault=laptop)
    assert len(run("visits", "2026-12", vault=laptop)["visits"]) == len(proposed["visits"]) > 0

    person = run("family", mine, vault=laptop)
    assert person["id"] == mine
    when = ("--date", "2026-11-23", "--start", "09:00", "--end", "10:00")
    what = ("course=Rozmowa o wydatkach.", "areas=c", "others_present=sąsiadka")
    visit = run("visit", "record", "--family", mine, *when, *what, vault=laptop)["id"]

    bundle, receipt = tmp_path / "x.paczka", tmp_path / "y.paczka"
    made = run("bundle", "make", "-o", bundle, vault=laptop)
    taken = run("bundle", "take", bundle, vault=office)
    assert (taken["applied"], taken["already_known"]) == (made["changes"], 0)
    assert run("bundle", "take", bundle, vault=office)["applied"] == 0
    assert run("record", "show", visit, vault=office)["fields"]["course"] == "Rozmowa o wydatkach."
    run("bundle", "make", "-o", receipt, vault=office)
    run("bundle", "take", receipt, vault=laptop)
    assert run("bundle", "waiting", vault=laptop)["changes"] == 0
    for store in (office, laptop):
        assert run("audit", "verify", vault=store)["ok"]
        checked = run("vault", "check", vault=store)
        assert (checked["ok"], checked["problems"]) == (True, [])


def test_a_list_that_names_families_alone_is_taken_over(run: Run, tmp_path: Path) -> None:
    office, rows = tmp_path / "biuro", tmp_path / "lista.csv"
    run("vault", "create", "--office", "GOPS Łąka", "--person", "Grażyna Maj", vault=office)
    rows.write_text("Rodzina;Telefon;Asystent\nŻółwińscy;601 200 300;Anna Nowa\n;602 200 300;\n", "cp1250")
    taken = run("import-register", rows, vault=office)
    assert (taken["created"], [one["row"] for one in taken["skipped"]]) == (1, [3])
    assert [one["name"] for one in run("families", vault=office)["families"]] == ["Żółwińscy"]


def test_the_sixteenth_family_is_refused_without_a_reason(run: Run, tmp_path: Path) -> None:
    office, rows = tmp_path / "biuro", tmp_path / "lista.csv"
    run("vault", "create", "--office", "OPS Próba", "--person", "Grażyna Maj", vault=office)
    names = (f"Kowal{chr(97 + number)}ska Anna;ul. Polna {number};Jan Bąk" for number in range(16))
    rows.write_text("\n".join(("Nazwisko i imię;Adres;Asystent", *names)), "utf-8")
    assert run("import-register", rows, vault=office, code=3)["created"] == 16
    left = next(one for one in run("families", vault=office)["families"] if not one["assistant"])
    accounts = run("record", "list", "account", vault=office)["records"]
    account = next(one["id"] for one in accounts if one["fields"]["name"] == "Jan Bąk")
    for work in run("record", "list", "support_case", vault=office)["records"]:
        run("record", "set", work["id"], "work_start=2026-11-02", vault=office)
    wanted = ("record", "new", "assignment", f"family={left['id']}", f"account={account}", "since=2026-11-23")
    assert "15" in run(*wanted, vault=office, code=1)["error"]
    run(*wanted, "over_limit_reason=zastępstwo do końca roku", vault=office)


@pytest.mark.parametrize(
    "words",
    [
        ("families",),
        ("vault", "info"),
        ("plan-month", "2026-13"),
        ("import-register", "nie-ma.xlsx"),
        ("record", "show", "0" * 32),
        ("print", "no-such-paper", "-o", "x.pdf"),
        ("visit", "record", "--family", "0" * 32),
    ],
)
def test_what_cannot_be_done_is_one_plain_sentence(
    run: Run, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "biuro"
    if words[0] not in {"families", "vault"}:
        run("vault", "create", "--office", "MOPS", "--person", "Grażyna Maj", vault=office)
    monkeypatch.chdir(tmp_path)
    said = run(*words, vault=office, code=1)
    assert set(said) == {"error"}
    assert said["error"].endswith(".")
    assert "Error" not in said["error"]


def test_a_bundle_that_is_not_there_takes_nothing(run: Run, tmp_path: Path) -> None:
    office = tmp_path / "biuro"
    run("vault", "create", "--office", "MOPS", "--person", "Grażyna Maj", vault=office)
    said = run("bundle", "take", tmp_path / "nie-ma.paczka", vault=office, code=1)
    assert said["applied"] == 0
    assert len(said["refused"]) == 1


def test_a_wrong_password_changes_nothing(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = tmp_path / "biuro"
    run("vault", "create", "--office", "MOPS", "--person", "Grażyna Maj", vault=office)
    monkeypatch.setenv("ASYSTENT_PASSWORD", "nie to hasło, na pewno nie")
    assert "hasło" in run("families", vault=office, code=1)["error"].casefold()


def test_wrong_usage_has_its_own_code() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(["plan-month"], Stores())
    assert ended.value.code == 2
