"""Write the example list of families, as a centre might keep it: resources/example/*.xlsx and .csv."""

from __future__ import annotations

import csv
import sys
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "example"
XLSX, CSV = "wykaz-rodzin.xlsx", "wykaz-rodzin.csv"
TITLE = "Wykaz rodzin objętych asystą 2026"
OFFICE = "Miejski Ośrodek Pomocy Społecznej, stan na 30.10.2026 r."
HEADINGS = (
    "Lp.",
    "Nazwisko i imię",
    "Nr sprawy",
    "Adres zam.",
    "Rejon",
    "Tel. kont.",
    "Data przydz.",
    "Sąd/zgoda",
    "Liczba dzieci",
    "Dzieci (imię, data ur.)",
    "Asystent",
    "Uwagi",
)
WIDTHS = (5, 24, 14, 40, 16, 18, 16, 12, 8, 44, 20, 34)
ANNA, EWA, TOM = "Anna Wiśniewska", "Ewa Maj-Sikorska", "Tomasz Król"

Value = str | int | date
# Name, address, district, phone, allocated, route, children, named children, assistant, remarks.
FAMILIES: tuple[tuple[Value, ...], ...] = (
    ("Lewandowska Anna", "50-312 Wrocław, ul. Żeromskiego 61/2", "Ołbin", 601234501, date(2025, 3, 12),
     "zgoda", 2, "Jan 14.05.2015, Ola 03.02.2018", ANNA, ""),
    ("Kozłowska Agata", "ul. Prusa 14 m. 3, 50-319 Wrocław", "Ołbin", "601 234 502", "12.03.2024 r.",
     "zgoda", 1, "Zosia ur. 22.11.2021", ANNA, "kontakt po 15.00"),
    ("NOWAK-WIŚNIEWSKA Maria", "50-335 Wrocław, ul. Sienkiewicza 33A/5", "Ołbin", "601-234-503",
     date(2026, 1, 15), "sąd", 3, "Kacper 2012, Lena ur. 18.07.2016; Antoni (2 l.)", ANNA,
     "III Nsm 214/25"),
    ("Zieliński Piotr", "50-501 Wrocław, ul. Hubska 7/12", "Gaj", "601234504, 71 345 01 04",
     "2024/06/03", "zgoda", 2, "Michał 09.09.2013, Hanna 30.01.2019", EWA, ""),
    ("Kamińska Dorota", "50-541 Wrocław, ul. Świeradowska 51/60", "Gaj", "brak", "15 września 2025",
     "zgoda", 1, "Wiktor 02.04.2020", EWA, "nie odbiera telefonu, zostawić kartkę"),
    ("Szymańska Beata", "50-555 Wrocław, ul. Krynicka 8/3", "Gaj", "601 234 506", date(2025, 10, 1),
     "sąd", 4, "Oliwia 2010, Filip 2012\nMaja 21.06.2017, Nadia 15.12.2022", EWA, "dozór kuratora"),
    ("Woźniak Ewelina", "53-206 Wrocław, ul. Grabiszyńska 151/4", "Grabiszyn", 601234507, "03-11-25",
     "zgoda", 1, "Leon 11.08.2024", TOM, ""),
    ("Dąbrowska Katarzyna", "53-234 Wrocław, ul. Ostrowskiego 5", "Grabiszyn", "tel. 601 234 508",
     date(2024, 11, 18), "zgoda", 2, "Julia 05.05.2014, Igor 17.10.2016", TOM, ""),
    ("Kozłowski Marek", "50-317 Wrocław, ul. Nowowiejska 20/9", "Ołbin", "601 234 509",
     date(2026, 2, 2), "zgoda", 1, "Pola 28.02.2023", ANNA, "samotny ojciec"),
    ("Jankowska Iwona", "adres zastrzeżony", "Gaj", "601 234 510", date(2026, 4, 20), "zgoda", 2,
     "Adam 01.09.2015, Ewa 12.12.2018", EWA, "wizyty tylko w ośrodku"),
    ("Mazur Wioletta", "53-333 Wrocław, ul. Powstańców Śląskich 95/120", "Krzyki", "+48 601 234 511",
     "01/02/26", "zgoda", 1, "Alan 19.03.2021", TOM, ""),
    ("Krawczyk Sylwia", "53-149 Wrocław, ul. Racławicka 15/2", "Krzyki", "601 234 512",
     date(2025, 5, 26), "sąd", 3, "Nikola 2013, Dawid 08.08.2016, Borys 04.04.2020", TOM, ""),
    ("Piotrowska Marta Maria", "51-180 Wrocław, ul. Obornicka 77/31", "Karłowice", "601 234 513",
     date(2025, 9, 8), "zgoda", 1, "Tymon 16.06.2022", ANNA, ""),
    ("Grabowska Jolanta", "51-113 Wrocław, al. Kasprowicza 40", "Karłowice", "601 234 514",
     date(2023, 12, 4), "zgoda", 2, "Szymon 27.07.2011, Weronika 14.02.2014", ANNA,
     "kończymy w grudniu?"),
    ("Pawlak Renata", "Wrocław, ul. Trzebnicka 62/8", "Karłowice", "71 345 02 15", date(2026, 5, 11),
     "zgoda", 0, "", ANNA, "ciąża, termin w styczniu"),
    ("Michalska Edyta", "54-204 Wrocław, ul. Legnicka 58/44", "Popowice", "601 234 516",
     date(2025, 1, 20), "zgoda", 2, "Karol 03.03.2017; Amelia 10.10.2020", EWA, ""),
    ("Król Danuta", "54-238 Wrocław, ul. Popowicka 120/17", "Popowice", "601 234 517", "31.02.2026",
     "zgoda", 1, "Maksymilian 25.01.2019", EWA, ""),
    ("Wieczorek Halina", "54-129 Wrocław, os. Kosmonautów 5 m 7", "Kosmonautów", "601 234 518",
     date(2024, 8, 19), "sąd", 2, "Sandra 2009, Patryk 06.11.2012", EWA, "córka w pieczy"),
    ("Jabłońska Teresa", "54-433 Wrocław, ul. Strzegomska 208/3", "Nowy Dwór", "601 234 519",
     date(2026, 3, 2), "zgoda", 1, "Gabriel 13.04.2018", TOM, ""),
    ("Majewska Aneta", "54-403 Wrocław, ul. Rogowska 52/9", "Nowy Dwór", "601 234 520",
     date(2025, 6, 16), "zgoda", 3, "Laura 2014, Natan 09.01.2017, Róża 30.08.2021", TOM, ""),
    ("Olszewska, Barbara", "50-422 Wrocław, ul. Na Grobli 28/1", "Przedmieście Oławskie", "601 234 521",
     "9 II 2026", "zgoda", 2, "Stanisław 18.05.2016, Jagoda 24.09.2019", ANNA, ""),
    ("Stępień Monika", "50-438 Wrocław, ul. Traugutta 81/6", "Przedmieście Oławskie",
     "601 234 522 (babcia)", date(2026, 6, 22), "zgoda", 1, "Hubert 07.07.2023", EWA, ""),
    ("Adamczyk Iryna", "50-417 Wrocław, ul. Mierniczej 19/5", "Przedmieście Oławskie",
     "+380 67 123 45 23", date(2026, 9, 14), "zgoda", 2, "Maksym 02.12.2013, Sofija 20.03.2017", TOM,
     "potrzebny tłumacz"),
)  # fmt: skip


def rows() -> list[tuple[Value, ...]]:
    """Return the whole list, title, headings, families, totals and note, as they stand in the file."""
    made: list[tuple[Value, ...]] = [(TITLE,), (OFFICE,), (), HEADINGS]
    for number, family in enumerate(FAMILIES, start=1):
        name, *others = family
        case = f"AR.{number}.2026" if number != 19 else ""
        made.append((number, name, case, *others))
        if number == 12:
            made.append(())
    children = sum(family[6] for family in FAMILIES if isinstance(family[6], int))
    made.append(("", "Razem", "", "", "", "", "", "", children))
    made.append(())
    made.append(("", "* sporządzono na podstawie teczek rodzin"))
    return made


def write_xlsx(path: Path) -> None:
    """Write the list as a workbook with a second, unrelated sheet."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": TITLE, "created": datetime(2026, 10, 30, 8)})  # noqa: DTZ001
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
        sheet = book.add_worksheet("Rodziny 2026")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows()):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value != "":
                    sheet.write(number, column, value, bold if row is HEADINGS else plain)
        sheet.merge_range(0, 0, 0, len(HEADINGS) - 1, TITLE, bold)
        other = book.add_worksheet("Dyżury")
        other.write_column(0, 0, ["Dyżury asystentów", "poniedziałek", "środa"])
        other.write_column(1, 1, [ANNA, EWA])


def csv_bytes() -> bytes:
    """Return the list as Excel saves it in Poland: semicolons, cp1250, days as text."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows():
        cells = [f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value) for value in row]
        writer.writerow(cells + [""] * (len(HEADINGS) - len(cells)))
    return text.getvalue().encode("cp1250")


def main() -> int:
    """Write both files into the folder given as the only argument, or into resources/example."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    write_xlsx(folder / XLSX)
    (folder / CSV).write_bytes(csv_bytes())
    print(folder / XLSX, folder / CSV, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
