"""The drill: what to do when a laptop is lost, broken, replaced, or its password forgotten, step by step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pick import Picks
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.steps import steps as numbered_steps
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.ui.context import Context

_GUIDES: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    (
        "lost",
        "Zgubiony albo skradziony",
        "Ćwicz to dwa razy w roku. Cel: 30 minut od telefonu.",
        (
            "Użytkownik dzwoni do biura. Zapytaj: kiedy, gdzie, czy był odblokowany, gdzie jest hasło.",
            "Biuro: Urządzenia, wybierz laptop, „Odwołaj laptop…”, powód „Zgubiony albo skradziony”.",
            "Biuro: „Karta zdarzenia (PDF)…” dla inspektora ochrony danych: 72 godziny (art. 33 RODO).",
            "Kopii tego laptopa nie odtwarzaj: jest odwołany. Wystaw nowe zaproszenie (Asystenci).",
            "Nowy laptop dołącza jak pierwszy. Dostanie rodziny z całą historią, którą ma biuro.",
            "Do biura nie dotarło tylko to, czego użytkownik nie wysłał. Zapiszcie to z pamięci.",
        ),
    ),
    (
        "broken",
        "Zepsuty, kopia jest",
        "Potrzebny jest folder kopii (nazwa zaczyna się od „kopia-”) i hasło.",
        (
            "Na nowym laptopie zainstaluj program i otwórz go.",
            "W oknie odblokowania otwórz kopię: wskaż jej folder na pendrivie i wpisz to samo hasło.",
            "Program powie, że to starsza kopia. Zaczyna od nowa numerację, niczego nie kasuje.",
            "Wymiana z biurem: zapisz paczkę i zanieś ją do biura. Prosi ona o wszystko, czego brakuje.",
            "Wczytaj odpowiedź biura. Wrócą także twoje własne zapisy, których kopia nie miała.",
            "Starego dysku nie używaj już nigdy: dwie kopie jednego laptopa biuro zgłosi jako rozwidlenie.",
        ),
    ),
    (
        "no-copy",
        "Zepsuty, kopii nie ma",
        "Biuro ma wszystko, co do niego dotarło.",
        (
            "Biuro: odwołaj stary laptop z powodem „Wymieniony na inny”.",
            "Biuro: wystaw nowe zaproszenie dla tej osoby, podaj jej kod przez telefon.",
            "Nowy laptop dołącza z zaproszeniem; porównajcie osiem słów.",
            "Po wczytaniu odpowiedzi są na nim wszystkie rodziny z historią.",
        ),
    ),
    (
        "moves",
        "Nowy laptop, stary działa",
        "Bez zaproszenia i kodu. Po podejrzeniu wycieku kluczy zacznij od kroku 4, na tym samym laptopie.",
        (
            "Stary laptop: Wymiana z biurem, zapisz paczkę i wczytaj odpowiedź, aż nic nie czeka.",
            "Stary laptop: Ustawienia, „Zrób kopię” na pendrive. Od tej chwili już na nim nie pracuj.",
            "Nowy laptop: zainstaluj program, otwórz kopię z pendrive'a tym samym hasłem.",
            "Nowy laptop: „Wymień laptop…” na tej stronie, zapisz prośbę i zanieś ją do biura.",
            "Biuro: Asystenci, „Wczytaj prośbę laptopa…”, porównajcie osiem słów, zapisz odpowiedź.",
            "Nowy laptop: wczytaj odpowiedź i zapisz paczkę. Stary: Ustawienia, „Zamknij sejf na zawsze”.",
        ),
    ),
    (
        "password",
        "Zapomniane hasło",
        "Hasła nie da się odczytać. Można ustawić nowe.",
        (
            "W oknie odblokowania wybierz „Nie pamiętam hasła”.",
            "Masz kartkę z kodem: przepisz dziewięć grup, ustaw nowe hasło, wydrukuj nowy kod.",
            "Nie masz kodu: przychodzą dwie uprawnione osoby z plikami kluczy. Każda wpisuje swoje hasło.",
            "Ustaw nowe hasło i wydrukuj nowy kod. Otwarcie zapisze się w dzienniku z obiema osobami.",
            "Nie ma ani kodu, ani uprawnionych: nowe zaproszenie. Niewysłanych zapisów nikt nie odzyska.",
        ),
    ),
    (
        "leaves",
        "Pracownik odchodzi",
        "Najpierw jego ostatnia paczka, potem koniec dostępu.",
        (
            "Biuro: „Przekaż rodziny”, zaznacz wszystkie, wybierz osobę i powód.",
            "Zapisz paczki dla laptopów. Odchodzący wczytuje swoją i zapisuje ostatnią paczkę dla biura.",
            "Biuro wczytuje ją i oddaje odpowiedź. Po jej wczytaniu rodziny znikają z tego laptopa.",
            "Na stronie Urządzenia sprawdź, że wszystko oddane, i odwołaj laptop: „Pracownik odszedł”.",
        ),
    ),
)


class RecoveryPage(Page):
    """The guides, one at a time; each step is a sentence with one act."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Gdy coś się stanie"))
        self.picks = Picks([(code, tr(title)) for code, title, _note, _steps in _GUIDES], tr("Co się stało"))
        self.page = ScrollPage((0,))
        self.page.add(self.picks)
        self.note, self.steps = Note(), Card(" ")
        self.page.add(self.note)
        self.page.add(self.steps)
        self.add(self.page, 1)
        self.picks.picked.connect(self._show)
        self._show(self.picks.chosen())

    def _show(self, code: str) -> None:
        _code, title, note, steps = next(one for one in _GUIDES if one[0] == code)
        self.note.say(tr(note))
        self.steps.clear()
        self.steps.title.setText(tr(title))
        self.steps.setAccessibleName(tr(title))
        self.steps.add(numbered_steps([tr(one) for one in steps]))
        if self.context.is_open and self.context.session.is_office:
            go = "handover" if code == "leaves" else "devices"
            words = tr("Przekaż rodziny") if code == "leaves" else tr("Otwórz urządzenia")
            self.steps.add(Button(words, partial(self.context.go, go)))
        elif self.context.is_open and code == "moves":
            self.steps.add(Button(tr("Wymień laptop…"), partial(self.context.go, "replacing")))
