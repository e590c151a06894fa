"""Numbers with their check digits, as issuers make them; each function draws one from a seeded source."""

from __future__ import annotations

import random
import string

_SPACES = (" ", " ", " ", "\u00a0", "\u202f")


def some(rng: random.Random, count: int, alphabet: str = string.digits) -> str:
    return "".join(rng.choice(alphabet) for _ in range(count))


def grouped(text: str, sizes: tuple[int, ...], by: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return by.join([*parts, text[at:]] if text[at:] else parts)


def luhn(body: str) -> str:
    """The body with its Luhn digit."""
    total = 0
    for at, char in enumerate(reversed(body)):
        number = int(char) * (2 if at % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return body + str(-total % 10)


def card(rng: random.Random) -> str:
    """Issuer, length and Luhn digit of ISO/IEC 7812; grouped as it is embossed, or typed without blanks."""
    first, length, sizes = rng.choice(
        [
            ("4", 16, (4, 4, 4)), ("4", 16, (4, 4, 4)), ("51", 16, (4, 4, 4)), ("55", 16, (4, 4, 4)), ("2221", 16, (4, 4, 4)),
            ("2543", 16, (4, 4, 4)), ("34", 15, (4, 6)), ("37", 15, (4, 6)), ("6011", 16, (4, 4, 4)), ("65", 16, (4, 4, 4)),
            ("3530", 16, (4, 4, 4)), ("3589", 16, (4, 4, 4)), ("36", 14, (4, 6)), ("3005", 14, (4, 6)), ("6304", 16, (4, 4, 4)),
        ]
    )  # fmt: skip
    number = luhn(first + some(rng, length - 1 - len(first)))
    return grouped(number, sizes, rng.choice((*_SPACES, "-", "-", "", "")))


_ACCOUNTS = {
    # ISO 13616 registry: length of digits, of a bank's letters.
    "DE": ("", 18), "GB": ("LLLL", 14), "FR": ("", 23), "AT": ("", 16), "CH": ("", 17), "ES": ("", 20), "NL": ("LLLL", 10),
    "IE": ("LLLL", 14), "BE": ("", 12), "IT": ("L", 22), "PL": ("", 24), "LU": ("", 16), "NO": ("", 11), "PT": ("", 21),
}  # fmt: skip


def iban(rng: random.Random) -> str:
    """An account of any country with mod-97 check digits, in fours or in one piece."""
    country = rng.choice(["DE", "DE", "GB", "FR", *_ACCOUNTS])
    letters, count = _ACCOUNTS[country]
    body = some(rng, len(letters), string.ascii_uppercase) + some(rng, count)
    rest = "".join(str(int(char, 36)) for char in body + country + "00")
    code = f"{country}{98 - int(rest) % 97:02d}{body}"
    return grouped(code, (4,) * (len(code) // 4), rng.choice((*_SPACES, "", "")))


def ssn(rng: random.Random) -> str:
    area = rng.choice([number for number in range(1, 899) if number != 666])
    number = f"{area:03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"
    return number if rng.random() < 0.75 else number.replace("-", rng.choice([" ", "\u2011"]))


def nino(rng: random.Random) -> str:
    """Two letters, six digits, a letter, as HMRC writes it: in pairs, in one piece, or in three."""
    first, second = rng.choice("ABCEGHJKLMNOPRSTWXYZ"), rng.choice("ABCEGHJKLMNPRSTWXYZ")
    if first + second in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}:
        first = "A"
    digits, last = some(rng, 6), rng.choice("ABCD")
    pairs = grouped(digits, (2, 2), " ")
    return rng.choice(
        [f"{first}{second} {pairs} {last}", f"{first}{second}{digits}{last}", f"{first}{second} {digits} {last}"]
    )


def tax_id(rng: random.Random) -> str:
    """A German tax number: ten digits of which one comes twice, and a check digit (ISO 7064 mod 11,10)."""
    pool = rng.sample(string.digits, 9)
    ten = [*pool, rng.choice(pool)]
    rng.shuffle(ten)
    while ten[0] == "0":
        rng.shuffle(ten)
    product = 10
    for char in ten:
        total = (int(char) + product) % 10 or 10
        product = total * 2 % 11
    number = "".join(ten) + str((11 - product) % 10)
    return rng.choice([number, grouped(number, (2, 3, 3), " ")])


def pension_id(rng: random.Random) -> str:
    """Area, date of birth, initial, serial number and check digit (VKVV section 2)."""
    area = rng.choice(["02", "08", "13", "15", "21", "38", "50", "65"])
    born = f"{rng.randint(1, 28):02d}{rng.randint(1, 12):02d}{rng.randint(30, 99):02d}"
    initial, serial = rng.choice(string.ascii_uppercase), f"{rng.randint(0, 99):02d}"
    row = f"{area}{born}{ord(initial) - 64:02d}{serial}"
    weighed = (int(d) * w for d, w in zip(row, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    check = sum(number // 10 + number % 10 for number in weighed) % 10
    return rng.choice([f"{area} {born} {initial} {serial}{check}", f"{area}{born}{initial}{serial}{check}"])


def passport(rng: random.Random) -> str:
    """A German document's serial number with its check digit (ICAO 9303)."""
    body = rng.choice("CFGHJKLMNPRTVWXYZ") + some(rng, 8, "CFGHJKLMNPRTVWXYZ0123456789")
    total = sum(int(char, 36) * (7, 3, 1)[at % 3] for at, char in enumerate(body))
    return body + str(total % 10)


def nir(rng: random.Random) -> str:
    """Sex, year, month, department, municipality, order and the key of INSEE."""
    department = rng.choice([f"{number:02d}" for number in range(1, 96) if number != 20] + ["2A", "2B"])
    body = f"{rng.choice('12')}{some(rng, 2)}{rng.randint(1, 12):02d}{department}{rng.randint(1, 600):03d}{rng.randint(1, 900):03d}"
    plain = int(body.replace("2A", "19").replace("2B", "18"))
    number = body + f"{97 - plain % 97:02d}"
    return rng.choice([number, grouped(number, (1, 2, 2, 2, 3, 3), rng.choice(_SPACES))])


def tax_number_fr(rng: random.Random) -> str:
    """The numéro fiscal: ten digits from 0 to 3 on, and their remainder modulo 511."""
    body = rng.choice("0123") + some(rng, 9)
    number = f"{body}{int(body) % 511:03d}"
    return rng.choice([number, grouped(number, (2, 2, 3, 3), " ")])
