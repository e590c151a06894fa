"""The labelled set: made-up articles with the places of their personal data and of their look-alikes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from faker import Faker

from newslint.model import Span
from personal import numbers, papers
from personal.keys import key, password
from personal.phones import phone
from personal.stories import FILLERS, HEADLINES, KINDS, STORIES
from personal.traps import trap

LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article: its personal data and its traps, each a kind and a place."""

    locale: str
    text: str
    values: tuple[tuple[str, Span], ...]
    traps: tuple[tuple[str, Span], ...]


def _email(rng: random.Random, fake: Faker) -> str:
    first, last = (fake.first_name().split()[0], fake.last_name().split()[-1])
    plain = str.maketrans(
        {
            "ä": "ae",
            "ö": "oe",
            "ü": "ue",
            "ß": "ss",
            "é": "e",
            "è": "e",
            "ç": "c",
            "ë": "e",
            "î": "i",
            "ô": "o",
            "'": "",
            "ï": "i",
            "ê": "e",
            "É": "E",
        }
    )
    first, last = first.translate(plain).lower(), last.translate(plain).lower()
    local = rng.choice(
        [
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{first}_{last}{rng.randint(1, 99)}",
            f"{last}.{first}",
            f"{first}{rng.randint(50, 99)}",
            f"{first}-{last}",
            f"{first}+post",
            f"{first[0]}.{last}",
        ]
    )
    domain = rng.choice([fake.free_email_domain(), fake.domain_name(), f"mail.{fake.domain_name()}", "post.example"])
    name, _, end = domain.rpartition(".")
    plainly = f"{local}@{domain}"
    return rng.choice(
        [plainly] * 8
        + [plainly.upper(), f"{local} (at) {domain}", f"{local}[at]{domain}", f"{local} [at] {name} [dot] {end}", f"{local}(at){name}(dot){end}", f"{local}&#64;{domain}", f"mailto:{plainly}"]
    )  # fmt: skip


def _ip(rng: random.Random, fake: Faker) -> str:
    while True:
        four = fake.ipv4_public()
        if (
            not four.startswith(("192.0.2", "198.51.100", "203.0.113", "0.", "255."))
            and max(map(int, four.split("."))) >= 32
        ):
            break
    six = "2a02:" + ":".join(f"{rng.randrange(1, 1 << 16):x}" for _ in range(7))
    short = f"2a00:{rng.randrange(1, 1 << 16):x}:{rng.randrange(1, 1 << 16):x}::{rng.randrange(1, 1 << 16):x}"
    return rng.choice([four, four, four, f"{four}:{rng.choice([80, 8080, 443])}", six, short])


def _address(rng: random.Random, fake: Faker, locale: str) -> str:
    number = rng.randint(1, 190)
    if locale == "de_DE":
        name = rng.choice(["Hafen", "Mühlen", "Birken", "Kirch", "Goethe", "Bahnhof", "Lerchen"])
        end = rng.choice(["straße", "weg", "gasse", "allee", "str.", "platz", "ring", "damm"])
        return rng.choice(
            [
                f"{name}{end} {number}",
                f"{name}{end} {number}{rng.choice('abc')}",
                fake.street_name() + f" {number}",
                f"{name}{end} {number}, {fake.postcode()} {rng.choice(['Neustadt', 'Altenhafen'])}",
            ]
        )
    if locale == "fr_FR":
        kind = rng.choice(["rue", "avenue", "boulevard", "place", "chemin", "impasse", "allée", "quai"])
        name = rng.choice(
            ["du Port", "des Lilas", "Victor Hugo", "de la République", "Jean Jaurès", "Pasteur", "de l'Église"]
        )
        return rng.choice(
            [
                f"{number} {kind} {name}",
                f"{number}, {kind} {name}",
                f"{number} bis {kind} {name}",
                f"{number} {kind} {fake.first_name()} {fake.last_name()}",
            ]
        )
    name = rng.choice([fake.last_name(), "Harbour", "Mill", "Oak", "Church", "Queen's", "High"])
    end = rng.choice(
        ["Street", "Road", "Lane", "Avenue", "Drive", "Close", "Court", "Terrace", "Place", "St", "Ave", "Rd"]
    )
    plain = f"{number} {name} {end}"
    return rng.choice(
        [
            plain,
            plain,
            f"{plain}, Apt {rng.randint(1, 40)}" if locale == "en_US" else f"Flat {rng.randint(1, 30)}, {plain}",
            f"{number}{rng.choice('AB')} {name} {end}",
        ]
    )


def _coordinates(rng: random.Random) -> str:
    north, east = rng.uniform(36, 58), rng.uniform(0.5, 24)
    minutes = f"{rng.randint(1, 59)}′", f"{rng.randint(1, 59)}″"
    return rng.choice(
        [
            f"{north:.5f}, {east:.5f}", f"{north:.4f}° N, {east:.4f}° E", f"{north:.6f},{east:.6f}", f"{int(north)}°{minutes[0]}{minutes[1]}N {int(east)}°{minutes[0]}{minutes[1]}E",
            f"{int(north)}° {minutes[0]} {minutes[1]} N, {int(east)}° {minutes[0]} {minutes[1]} E", f"-{north:.5f}, {east:.5f}", f"{int(north)}°{rng.randint(1, 59)}'{rng.randint(1, 59)}.{rng.randint(0, 9)}\"N {int(east)}°{rng.randint(1, 59)}'{rng.randint(1, 59)}.{rng.randint(0, 9)}\"E",
            f"N {north:.4f}, E {east:.4f}",
        ]
    )  # fmt: skip


def value(kind: str, rng: random.Random, fake: Faker, locale: str) -> str:
    """A value of a kind as somebody of that country writes it."""
    makers = {
        "iban": numbers.iban, "card": numbers.card, "ssn": numbers.ssn, "nino": numbers.nino, "tax": numbers.tax_id,
        "pension": numbers.pension_id, "passport": numbers.passport, "nir": numbers.nir, "spi": numbers.tax_number_fr,
        "key": key, "credential": password, "coordinates": _coordinates, **papers.MAKERS,
    }  # fmt: skip
    if kind in makers:
        return makers[kind](rng)
    match kind:
        case "email":
            return _email(rng, fake)
        case "phone":
            return phone(rng, locale)
        case "ip":
            return _ip(rng, fake)
    return _address(rng, fake, locale)


def _filled(sentence: str, inner: str, fake: Faker) -> tuple[str, int]:
    """The sentence with the value in its place, and where it begins."""
    named = sentence.replace("{name}", fake.name())
    return named.replace("{}", inner), named.index("{}")


def articles(seed: int, count: int, per_article: int = 3) -> list[Labelled]:
    """`count` articles in four countries by turns, each with as many values as traps."""
    rng = random.Random(seed)
    fakes = {locale: Faker(locale) for locale in LOCALES}
    for fake in fakes.values():
        fake.seed_instance(seed)
    kinds = {locale: list(names) for locale, names in KINDS.items()}
    made = []
    for number in range(count):
        locale = LOCALES[number % len(LOCALES)]
        lang, fake = locale[:2], fakes[locale]
        lines = [(text, "", "", 0, 0) for text in rng.sample(FILLERS[lang], 3)]
        for _ in range(per_article):
            kinds[locale].append(kind := kinds[locale].pop(0))
            inner = value(kind, rng, fake, locale)
            text, at = _filled(rng.choice(STORIES[kind][lang]), inner, fake)
            lead = len("mailto:") if inner.startswith("mailto:") else 0
            lines.append((text, "value", kind, at + lead, at + len(inner)))
            name, sentence, inner = trap(rng, lang)
            text, at = _filled(sentence, inner, fake)
            lines.append((text, "trap", name, at, at + len(inner)))
        rng.shuffle(lines)
        body, values, traps = rng.choice(HEADLINES[lang]) + "\n", [], []
        for text, what, name, start, end in lines:
            body += "\n"
            if what:
                (values if what == "value" else traps).append((name, Span(len(body) + start, len(body) + end)))
            body += text + "\n"
        made.append(Labelled(locale, body, tuple(values), tuple(traps)))
    return made
