"""Identity papers and health numbers of the four countries and two neighbours: how they are made, what is said of them."""

from __future__ import annotations

import random
import string

from personal.numbers import grouped, some

_UPPER = string.ascii_uppercase


def travel(rng: random.Random) -> str:
    """A British, American or French passport: nine digits, a letter with eight, or two, two letters and five."""
    return rng.choice(
        [
            str(rng.randint(1, 9)) + some(rng, 8),
            rng.choice("ACEY") + some(rng, 8),
            some(rng, 2) + some(rng, 2, _UPPER) + some(rng, 5),
        ]
    )


def french_card(rng: random.Random) -> str:
    """The French card: of 1995 twelve digits with year, month and department, of 2021 nine characters."""
    old = f"{rng.randint(0, 21):02d}{rng.randint(1, 12):02d}{rng.randint(1, 95):02d}{some(rng, 6)}"
    new = (
        rng.choice("DTX") + some(rng, 1) + rng.choice("CFGHJKLMNPRTVWXYZ") + some(rng, 6, "CFGHJKLMNPRTVWXYZ0123456789")
    )
    return rng.choice([old, new])


def nhs(rng: random.Random) -> str:
    """Nine digits and the check digit modulo 11 that the NHS Data Dictionary gives."""
    while True:
        body = str(rng.randint(4, 7)) + some(rng, 8)
        check = -sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            number = body + str(check)
            return rng.choice([number, grouped(number, (3, 3), " "), grouped(number, (3, 3), "-")])


def spanish(rng: random.Random) -> str:
    """Eight digits (or X, Y, Z and seven) and the letter of their remainder by 23."""
    if rng.random() < 0.6:
        number = some(rng, 8)
        return number + rng.choice(["", "", "-"]) + "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]
    first, number = rng.choice("XYZ"), some(rng, 7)
    letter = "TRWAGMYFPDXBNJZSQVHLCKE"[int("XYZ".index(first).__str__() + number) % 23]
    return rng.choice([f"{first}{number}{letter}", f"{first}-{number}-{letter}"])


def italian(rng: random.Random) -> str:
    """Six letters of the name, birth date, place and a check letter (D.M. 23 December 1976)."""
    body = (
        some(rng, 6, "BCDFGLMNPRSTV") + f"{rng.randint(30, 99)}" + rng.choice("ABCDEHLMPRST")
        + f"{rng.randint(1, 28):02d}" + rng.choice("ABCDEFGHIL") + some(rng, 3)
    )  # fmt: skip
    odd = dict(zip(string.digits + _UPPER, [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23], strict=True))  # fmt: skip
    even = {char: at % 10 if at < 10 else at - 10 for at, char in enumerate(string.digits + _UPPER)}
    total = sum(odd[char] if at % 2 == 0 else even[char] for at, char in enumerate(body))
    return body + _UPPER[total % 26]


PAPERS: dict[str, dict[str, list[str]]] = {
    "travel": {
        "en": [
            "Her passport, number {}, was found on the boat.",
            "The list gave {name}, passport no. {}, and a date of birth.",
            "He had shown a passport ({}) that was not his, the court heard.",
            "The copy of the passport showed {} and a picture of {name}.",
        ],
        "fr": [
            "Son passeport, numéro {}, a été retrouvé sur le bateau.",
            "La liste donnait {name}, passeport n° {}, et une date de naissance.",
            "La copie du passeport portait {} et une photo de {name}.",
        ],
    },
    "french card": {
        "fr": [
            "La carte d'identité de {name}, n° {}, était dans le bateau.",
            "Sur la copie de la carte nationale d'identité, on lisait {} en clair.",
            "Sa CNI ({}) figurait dans le dossier.",
            "La pièce d'identité numéro {} appartient à {name}.",
        ]
    },
    "nhs": {
        "en": [
            "The letter gave the NHS number of {name}, {}, and the date of the visit.",
            "His NHS number ({}) stood on every page.",
            "The leaked file begins: {name}, NHS no. {}.",
        ]
    },
    "spanish": {
        "en": [
            "The form gave her DNI, {}, and her address in the port.",
            "A man with the Spanish identity number {} had rented the boat.",
            "The contract names {name}, NIE {}, as the owner.",
        ],
        "fr": [
            "Le contrat nomme {name}, DNI {}, comme propriétaire.",
            "Son NIE espagnol, {}, figurait dans le dossier.",
        ],
        "de": ["Der Vertrag nennt {name}, NIE {}, als Eigentümer.", "Seine spanische DNI {} stand in der Akte."],
    },
    "italian": {
        "en": [
            "The contract gives the tax code {} for {name}.",
            "On the form stood {} beside the name of the skipper.",
        ],
        "fr": ["Le contrat donne le code {} pour {name}.", "Sur le formulaire, on lisait {} à côté du nom."],
        "de": ["Der Vertrag nennt den Steuercode {} für {name}.", "Auf dem Formular stand {} neben dem Namen."],
    },
}
KINDS = {
    "en_US": ["travel", "spanish", "italian"],
    "en_GB": ["travel", "nhs", "italian"],
    "de_DE": ["spanish", "italian"],
    "fr_FR": ["travel", "french card", "spanish"],
}
CODES = {"travel": "PII017", "french card": "PII018", "nhs": "PII019", "spanish": "PII020", "italian": "PII021"}
MAKERS = {"travel": travel, "french card": french_card, "nhs": nhs, "spanish": spanish, "italian": italian}
