"""Is it what it looks like? Check digits, lengths, ranges: one function for each kind of value.

A check answers True (proven), False (not such a value) or None: it may be one, and only words
beside it can tell. The arithmetic is python-stdnum's and phonenumbers', the rules of each number
their issuers'.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import regex

from newslint.patterns import compiled
from newslint.personal.keys import bits, checked_key

Verdict = bool | None
Check = Callable[[str, Sequence[str]], Verdict]
"""Gets the value as written and the regions (ISO 3166 codes) in which to read it."""

_NOT_DIGIT = compiled(r"\D")
_ISSUERS = (
    # ISO/IEC 7812 issuer numbers in use: first digits, and how many digits such a card has.
    (r"4", {13, 16, 19}),
    (r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", {16}),
    (r"3[47]", {15}),
    (r"30[0-5]|3095|3[689]", {14, 16, 19}),
    (r"6011|64[4-9]|65|622", {16, 17, 18, 19}),
    (r"35(?:2[89]|[3-8])", {16, 17, 18, 19}),
    (r"2131|1800", {15}),
    (r"50|5[6-9]|6304|67", {12, 13, 14, 15, 16, 17, 18, 19}),
)
_CARDS = tuple((compiled(first), lengths) for first, lengths in _ISSUERS)
_DOCUMENTED = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"))
)
_OURS = tuple(map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_SMALL_OCTET = 32
_TRUNK = frozenset({"DE", "AT", "CH", "GB", "IE", "FR", "BE", "NL", "SE", "AU", "NZ", "ZA", "IN", "TR", "JP", "BR"})
_BARE = compiled(r"\d++")
_DATE = compiled(
    r"(?:0?[1-9]|[12]\d|3[01])[./ -](?:0?[1-9]|1[0-2])[./ -](?:19|20)?\d\d(?!\d)|(?:19|20)\d\d[./ -](?:0[1-9]|1[0-2])(?!\d)"
    r"|(?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)\d\d(?!\d)"
    r"|(?:1[5-9]|20)\d\d\s?[-–/]\s?(?:1[5-9]|20)?\d\d(?!\d)"
)
_INTERNATIONAL = compiled(r"(?:\+|\b00)\s?[1-9]\d{0,2}(?:[\s./-]?\(?\d{1,5}\)?){2,6}")
_BITS = 3.0


def digits(text: str) -> str:
    """The digits of a number as written.

    >>> digits("4111 1111-1111 1111")
    '4111111111111111'
    """
    return _NOT_DIGIT.sub("", text)


def _email(value: str, _: Sequence[str]) -> Verdict:
    """A domain that ends in letters, and is no file name (photo@2x.png)."""
    domain = value.rpartition("@")[2].casefold()
    return domain.rpartition(".")[2] not in {"png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "js", "css"}


def _iban(value: str, _: Sequence[str]) -> Verdict:
    """Length and account pattern of the country, check digits by ISO 7064 mod 97-10 (ISO 13616)."""
    from stdnum import iban

    return bool(iban.is_valid(value, check_country=False))


def _card(value: str, _: Sequence[str]) -> Verdict:
    """An issuer's first digits, his number of digits, and the Luhn digit (ISO/IEC 7812)."""
    from stdnum import luhn

    number = digits(value)
    known = any(first.match(number) and len(number) in lengths for first, lengths in _CARDS)
    if not known or len(set(number)) < 2 or not luhn.is_valid(number):
        return False
    return None if len(number) < 14 else True


def _ssn(value: str, _: Sequence[str]) -> Verdict:
    """An area, group and serial number that the U.S. Social Security Administration gives out."""
    from stdnum.us import ssn

    good = bool(ssn.is_valid(digits(value)))
    return (None if _BARE.fullmatch(value) else True) if good else False


def _idnr(value: str, _: Sequence[str]) -> Verdict:
    """The German tax number's digits and check digit (§ 139b AO); any eleventh number passes."""
    from stdnum.de import idnr

    return None if idnr.is_valid(value) else False


def _svnr(value: str, _: Sequence[str]) -> Verdict:
    """The German pension insurance number (VKVV § 2): area, date of birth, initial, serial, check digit."""
    compact = regex.sub(r"\s", "", value).upper()
    day, month = int(compact[2:4]), int(compact[4:6])
    if not (1 <= day <= 31 or 51 <= day <= 81) or not 1 <= month <= 12:
        return False
    row = compact[:8] + f"{ord(compact[8]) - 64:02d}" + compact[9:11]
    weighed = (int(d) * w for d, w in zip(row, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return sum(n // 10 + n % 10 for n in weighed) % 10 == int(compact[11])


def _passport(value: str, _: Sequence[str]) -> Verdict:
    """The check digit of a German identity card's or passport's serial number (ICAO 9303, 7-3-1)."""
    total = sum(int(char, 36) * (7, 3, 1)[at % 3] for at, char in enumerate(value[:9].upper()))
    return None if total % 10 == int(value[9]) else False


def _nir(value: str, _: Sequence[str]) -> Verdict:
    """The French national number with its key, the complement to 97 (INSEE)."""
    from stdnum.fr import nir

    return bool(nir.is_valid(value))


def _ip(value: str, _: Sequence[str]) -> Verdict:
    """An address of a host: not of documentation (RFC 5737, 3849), of a home network or of the machine itself."""
    value = regex.sub(r"(?<=\.\d{1,3}):\d+\Z", "", value)
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    if any(address in network for network in _DOCUMENTED if network.version == address.version):
        return False
    if address.is_loopback or address.is_unspecified or address.is_link_local:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        if any(address in network for network in _OURS) or value.startswith(("0.", "255.")):
            return False
        return None if all(int(part) < _SMALL_OCTET for part in value.split(".")) else True
    return value.count(":") > 3 or None


def _coordinates(value: str, _: Sequence[str]) -> Verdict:
    """A latitude and a longitude on this globe."""
    numbers = [float(part.replace(",", ".")) for part in regex.findall(r"-?\d{1,3}[.,]\d++", value)]
    return len(numbers) < 2 or (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180)


def _entropy(value: str, _: Sequence[str]) -> Verdict:
    """Characters as mixed as in a random key: at least three bits each (2.6 in one of up to 14), digits and letters."""
    secret = regex.split(r"[\s:=\"'«»]+", value.strip("\"' "))[-1]
    least = _BITS if len(secret) > 14 else 2.6
    return bits(secret) >= least and any(c.isdigit() for c in secret) and any(c.isalpha() for c in secret)


def _spi(value: str, _: Sequence[str]) -> Verdict:
    """The French tax number: three last digits are the rest of the others by 511; one in 511 passes by chance."""
    number = digits(value)
    return None if len(number) == 13 and int(number[:10]) % 511 == int(number[10:]) else False


def _nhs(value: str, _: Sequence[str]) -> Verdict:
    """The check digit modulo 11 of a British health number; any eleventh number passes."""
    from stdnum.gb import nhs

    return None if nhs.is_valid(digits(value)) else False


def _dni(value: str, _: Sequence[str]) -> Verdict:
    """The letter of a Spanish number, its remainder by 23; any twenty-third passes."""
    from stdnum.es import dni, nie

    return None if dni.is_valid(value) or nie.is_valid(value) else False


def _tax_code(value: str, _: Sequence[str]) -> Verdict:
    """The date, the form and the check letter of the Italian code (D.M. 23 December 1976)."""
    from stdnum.it import codicefiscale

    return bool(codicefiscale.is_valid(value))


@lru_cache(maxsize=512)
def _phone_read(value: str, regions: tuple[str, ...]) -> Verdict:
    try:
        import phonenumbers
        from phonenumbers import PhoneNumberType as Type
    except ImportError:
        plain = digits(value)
        return bool(_INTERNATIONAL.fullmatch(value)) and 8 <= len(plain) <= 15
    international = value.startswith("+") or value.startswith("00")
    given = regions or ("US",)
    possible = False
    for region in given:
        dialled = "011" + value[2:] if region == "US" and value.startswith("00") else value
        try:
            number = phonenumbers.parse(dialled, region)
        except phonenumbers.NumberParseException:
            continue
        kind = phonenumbers.number_type(number)
        if kind in {Type.TOLL_FREE, Type.PREMIUM_RATE, Type.SHARED_COST, Type.UAN, Type.VOICEMAIL}:
            return False
        if phonenumbers.is_valid_number(number) and (international or _dialled(value, region)):
            return True
        possible = possible or phonenumbers.is_possible_number(number)
    return None if possible else False


def _dialled(value: str, region: str) -> bool:
    """Whether a national number is written as one dials it there, and so can be told from a figure."""
    if region in _TRUNK:
        return value.lstrip("(").startswith("0") and not _BARE.fullmatch(value)
    if region in {"US", "CA"}:
        core = regex.sub(r",?\s?(?:x|ext\.?)\s?\d++\Z", "", value)
        return regex.fullmatch(r"(?:1[-. ])?(?:\(\d{3}\)\s?|\d{3}([-.]))\d{3}(?(1)\1|-)\d{4}", core) is not None
    return not _BARE.fullmatch(value) and len(regex.findall(r"\d++", value)) > 2


def _phone(value: str, regions: Sequence[str]) -> Verdict:
    """A number that somebody has: right for its region (ITU-T E.164), not a free or premium line, no date."""
    if _DATE.match(value) or not 7 <= len(digits(value)) <= 17:
        return False
    return _phone_read(value, tuple(regions))


CHECKS: Mapping[str, Check] = {
    "email": _email,
    "iban": _iban,
    "card": _card,
    "ssn": _ssn,
    "tax-id": _idnr,
    "pension-id": _svnr,
    "passport": _passport,
    "nir": _nir,
    "ip": _ip,
    "coordinates": _coordinates,
    "entropy": _entropy,
    "key": checked_key,
    "tax-number": _spi,
    "nhs": _nhs,
    "dni": _dni,
    "tax-code": _tax_code,
    "phone": _phone,
}
