"""Invented names and sentences of the demonstration office; nobody's data, and no PESEL at all."""

from __future__ import annotations

from typing import Final

OFFICE: Final = ("Miejski Ośrodek Pomocy Społecznej", "ul. Przykładowa 6", "50-001", "Wzorowo")
UNIT: Final = "Zespół Asystentów Rodziny"
HEAD: Final = "Grażyna Maj"
ASSISTANTS: Final = ("Anna Wiśniewska", "Marek Pawlak")
COORDINATOR: Final = "Robert Sikorski"
SOCIAL_WORKERS: Final = ("Katarzyna Lis", "Tomasz Król", "Iwona Bąk")
COURT_OFFICER: Final = "Tadeusz Rutkowski"
PASSWORD: Final = "Ogród za starym domem"  # noqa: S105 - the password of a demonstration store is no secret

FAMILIES: Final = (
    ("Lewandowscy", "Lewandowska", "Joanna", "Lewandowski", "Piotr"),
    ("Nowakowie", "Nowak", "Ewa", "", ""),
    ("Zielińscy", "Zielińska", "Renata", "Zieliński", "Adam"),
    ("Wójcik Marta", "Wójcik", "Marta", "", ""),
    ("Kaczmarkowie", "Kaczmarek", "Barbara", "Kaczmarek", "Jan"),
    ("Szymańscy", "Szymańska", "Dorota", "Szymański", "Paweł"),
    ("Dąbrowscy", "Dąbrowska", "Halina", "Dąbrowski", "Marcin"),
    ("Kozłowska Agata", "Kozłowska", "Agata", "", ""),
    ("Jankowscy", "Jankowska", "Monika", "Jankowski", "Rafał"),
    ("Mazur Beata", "Mazur", "Beata", "", ""),
    ("Krawczykowie", "Krawczyk", "Elżbieta", "Krawczyk", "Leszek"),
    ("Piotrowscy", "Piotrowska", "Sylwia", "Piotrowski", "Daniel"),
    ("Grabowscy", "Grabowska", "Alina", "Grabowski", "Łukasz"),
    ("Nowak-Wiśniewscy", "Nowak-Wiśniewska", "Izabela", "Wiśniewski", "Kamil"),
    ("Pawłowscy", "Pawłowska", "Teresa", "Pawłowski", "Norbert"),
    ("Michalska Ewelina", "Michalska", "Ewelina", "", ""),
    ("Królowie", "Król", "Danuta", "Król", "Zbigniew"),
    ("Wieczorkowie", "Wieczorek", "Magdalena", "Wieczorek", "Artur"),
    ("Jabłońscy", "Jabłońska", "Urszula", "Jabłoński", "Karol"),
    ("Wróbel Kinga", "Wróbel", "Kinga", "", ""),
    ("Majewscy", "Majewska", "Lidia", "Majewski", "Olaf"),
    ("Olszewscy", "Olszewska", "Natalia", "Olszewski", "Igor"),
    ("Stępniowie", "Stępień", "Wanda", "Stępień", "Józef"),
    ("Malinowscy", "Malinowska", "Żaneta", "Malinowski", "Witold"),
    ("Ćwiklińscy", "Ćwiklińska", "Alicja", "Ćwikliński", "Wojciech"),
    ("Łukaszewicz Olena", "Łukaszewicz", "Olena", "", ""),
)
FOSTER: Final = (
    ("Sikorowie", "Sikora", "Maria", "Sikora", "Henryk"),
    ("Borkowscy", "Borkowska", "Irena", "", ""),
)
FOSTER_CHILDREN: Final = ("Witkowska", "Rogalski")
"""Last names of the children in the foster families, in their order."""
CHILDREN: Final = (
    ("Oliwia", "K"),
    ("Kacper", "M"),
    ("Maja", "K"),
    ("Filip", "M"),
    ("Hania", "K"),
    ("Szymon", "M"),
    ("Lena", "K"),
    ("Wiktor", "M"),
    ("Zuzanna", "K"),
    ("Antoni", "M"),
)
DISTRICTS: Final = ("Nadrzecze", "Ogrody", "Plac Targowy")
STREETS: Final = (
    "ul. Lipowa",
    "ul. Żurawia",
    "ul. Ogrodowa",
    "ul. Świetlista",
    "ul. Młyńska",
    "ul. Kasztanowa",
    "ul. Źródlana",
    "ul. Polna",
    "ul. Topolowa",
)

STRENGTHS: Final = (
    ("a", "Dzieci są blisko z mamą, chętnie opowiadają o szkole."),
    ("f", "Tata pracuje od września i utrzymuje pracę."),
    ("e", "Babcia mieszka w tym samym domu i pomaga przy dzieciach."),
    ("d", "Mieszkanie jest czyste, obowiązki są podzielone."),
)
DEFICITS: Final = (
    ("c", "Zadłużenie za mieszkanie, brak planu wydatków."),
    ("a", "Brak stałego rytmu dnia, dzieci spóźniają się do szkoły."),
    ("h", "Nieotwierane pisma z urzędów, minione terminy."),
    ("b", "Opuszczone szczepienia i wizyty kontrolne młodszego dziecka."),
)
GOALS: Final = (
    (
        "c",
        "Spłata długu za mieszkanie",
        "ugoda jest podpisana i trzy raty są zapłacone w terminie",
        (("Spisać wszystkie długi i stałe koszty", -50), ("Porozmawiać ze spółdzielnią o ratach", 7)),
    ),
    (
        "a",
        "Stały rytm dnia dzieci",
        "dzieci są w szkole i przedszkolu na czas przez 6 tygodni",
        (("Powiesić plan dnia na lodówce", -40), ("Odrabiać lekcje przed kolacją", None)),
    ),
    (
        "h",
        "Sprawy urzędowe załatwione w terminie",
        "wszystkie pisma są otwarte, a odpowiedzi wysłane",
        (("Założyć teczkę na pisma", -20), ("Złożyć wniosek o dodatek mieszkaniowy", 24)),
    ),
)
COURSES: Final = (
    (
        "c",
        "Przejrzeliśmy zeszyt wydatków z dwóch tygodni. Policzyliśmy koszty stałe na następny miesiąc.",
    ),
    ("a", "Rozmowa o porannym wstawaniu. Dzieci pokazały plan dnia, starsze odczytało go na głos."),
    ("h", "Otworzyliśmy pisma z urzędu i ustaliliśmy, na które trzeba odpowiedzieć najpierw."),
    ("b", "Umówiliśmy wizytę kontrolną w przychodni. Książeczka zdrowia jest na miejscu."),
    ("d", "Wspólnie ugotowany obiad, dzieci nakryły do stołu. Rozmowa o podziale obowiązków."),
    ("g", "Konsultacja: jak spokojnie stawiać granice. Ćwiczyliśmy krótkie komunikaty."),
    ("f", "Przygotowaliśmy życiorys i przejrzeliśmy oferty pracy z urzędu."),
    ("e", "Rozmowa o zajęciach w świetlicy, zapis na czwartki po południu."),
)
FAMILY_DID: Final = (
    "Mama sama sprawdziła zeszyt i opłaciła rachunek.",
    "Rodzice zadzwonili do szkoły przed spotkaniem.",
    "Zeszyt wydatków prowadzony codziennie.",
    "",
)
AGREEMENTS: Final = (
    ("Prowadzić zeszyt wydatków", "rodzice"),
    ("Przynieść rachunek za prąd", "mama"),
    ("Powiesić plan dnia na lodówce", "dzieci z mamą"),
    ("Zanieść wniosek o dodatek mieszkaniowy", "mama"),
    ("Umówić poradnię", "asystent"),
    ("Zapytać w szkole o zajęcia wyrównawcze", "tata"),
)
HOUSING: Final = "Mieszkanie komunalne, 2 pokoje. Wilgoć w małym pokoju."
HOUSING_TWICE: Final = (
    "Mieszkanie komunalne, 2 pokoje. Wilgoć w małym pokoju, zgłoszona do administracji w listopadzie.",
    "Mieszkanie komunalne, 2 pokoje. Wilgoć w małym pokoju i w kuchni; od października grzeją prądem.",
)
