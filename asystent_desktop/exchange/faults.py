"""Every way in which a bundle or a paper of enrolment is refused; details hold codes and ids only."""

from __future__ import annotations

from asystent_desktop.errors import AppError, RefusedError


class BundleError(AppError):
    """A bundle is refused as a whole and nothing of it was taken; details: `code`, what was wrong."""


class UnreadableFileError(BundleError):
    """The file itself cannot be read from its drive."""

    sentence = "Nie udało się odczytać pliku. Sprawdź, czy nośnik jest podłączony, i spróbuj ponownie."


class NotABundleError(BundleError):
    """No bundle, or a cut one."""

    sentence = (
        "To nie jest kompletna paczka z tego programu. Skopiuj plik jeszcze raz. Niczego nie zmieniono."
    )


class NotForMeError(BundleError):
    """Sealed to other keys, or written for another office, device or side."""

    sentence = "Ta paczka jest przeznaczona dla kogoś innego. Niczego nie zmieniono."


class AlteredBundleError(BundleError):
    """Signature, hash or structure does not fit."""

    sentence = "Paczka została uszkodzona albo zmieniona po drodze. Nie wczytano jej. Poproś nadawcę o nową."


class UnknownSenderError(BundleError):
    """No key is known for the sender; details: `sender`."""

    sentence = "Nie znam nadawcy tej paczki. Jeśli to nowy laptop, najpierw dokończ jego dołączenie."


class RevokedSenderError(BundleError):
    """The signature is good, but the sender was revoked; details: `sender`, `hash` of the bundle's head."""

    sentence = "To urządzenie zostało odwołane. Paczkę odłożono do decyzji kierownika."


class NewerFrameError(BundleError):
    """Written for a newer reader; details: `reader`, the lowest version able to read it."""

    sentence = (
        "Paczka pochodzi z nowszej wersji programu. Zaktualizuj program i wczytaj ją ponownie. "
        "Paczka się nie zmarnuje."
    )


class TooLargeError(BundleError):
    """More bytes or records than this program reads safely."""

    sentence = "Plik jest większy, niż program potrafi bezpiecznie wczytać (64 MB)."


class PaperError(AppError):
    """A signed object is damaged, forged or meant for someone else; details: `code`, the failing field."""


class BadInvitationError(PaperError):
    """Not an invitation, or not the one that its signer wrote."""

    sentence = "To nie jest zaproszenie z tego programu albo plik jest uszkodzony. Poproś biuro o nowe."


class BadRequestError(PaperError):
    """Not a request to join or to replace a device."""

    sentence = "Prośba o dołączenie jest uszkodzona. Poproś nadawcę, żeby zapisał ją jeszcze raz."


class BadWelcomeError(PaperError):
    """Not the answer of the office whose words were compared, or an answer to another device."""

    sentence = (
        "Ta odpowiedź nie pochodzi z biura, które potwierdziło słowa. Nie wczytano jej. Zadzwoń do biura."
    )


class BadKeySetError(PaperError):
    """A key set that the pinned identity key does not vouch for, or an older one than is pinned."""

    sentence = "Klucze biura w tej paczce są niepoprawne. Zostają dotychczasowe. Zadzwoń do biura."


class BadReceiptError(PaperError):
    """A receipt that no machine of the office signed for this device."""

    sentence = "To potwierdzenie nie pochodzi z twojego biura. Nie uznano go. Niczego nie zmieniono."


class BadRevocationError(PaperError):
    """A revocation without the right signature."""

    sentence = "To odwołanie urządzenia nie pochodzi z twojego biura. Niczego nie zmieniono."


class NotEnoughMemoryError(AppError):
    """The machine cannot give the memory that the code's key needs; never a sign of a wrong code."""

    sentence = "Za mało pamięci. Zamknij inne programy i spróbuj ponownie."


class EnrolmentRefusedError(RefusedError):
    """The office's rules refuse a request to join."""

    sentence = "Biuro odrzuca tę prośbę o dołączenie."


class OtherInvitationError(EnrolmentRefusedError):
    """The request names another invitation, account or office than this one."""

    sentence = (
        "Ta prośba nie pasuje do zaproszenia. Sprawdź, czy wysłano właściwe zaproszenie, i wystaw nowe."
    )


class WrongCodeError(EnrolmentRefusedError):
    """The code typed on the device is not the one that was told; details: `left`, tries before the end."""

    sentence = "Kod się nie zgadza. Poproś, żeby na laptopie wpisano go jeszcze raz."


class VoidInvitationError(EnrolmentRefusedError):
    """Voided by hand, by words that differed, or by five wrong codes."""

    sentence = "To zaproszenie jest unieważnione. Wystaw nowe i podaj nowy kod."


class UsedInvitationError(EnrolmentRefusedError):
    """A device has already joined, or asked to join, with this invitation."""

    sentence = (
        "To zaproszenie zostało już wykorzystane. Jeśli nie wiesz przez kogo, unieważnij je i wystaw nowe."
    )


class ExpiredInvitationError(EnrolmentRefusedError):
    """Older than fourteen days by the office's clock."""

    sentence = "Zaproszenie straciło ważność po 14 dniach. Wystaw nowe i podaj nowy kod."
