"""Telephone numbers that are in use by form, in the ways that people of four countries write them."""

from __future__ import annotations

import random

import phonenumbers

from personal.numbers import grouped, some

_US = [
    "201",
    "206",
    "212",
    "213",
    "215",
    "305",
    "312",
    "347",
    "404",
    "415",
    "503",
    "512",
    "602",
    "617",
    "702",
    "713",
    "718",
    "773",
    "808",
    "917",
]
_GB = {"20": "78", "121": "23", "161": "28", "131": "26", "1223": "35", "1865": "27", "1904": "46", "1392": "24"}
_DE = ["30", "40", "89", "69", "221", "211", "351", "421", "4421", "461", "6221", "7531", "8031", "3831", "2041"]
_MOBILE_DE = ["151", "152", "157", "160", "162", "170", "171", "172", "173", "175", "176", "177", "178", "179"]


def _american(rng: random.Random) -> tuple[str, str]:
    area, middle, last = rng.choice(_US), rng.choice("23456789") + some(rng, 2), some(rng, 4)
    by = rng.choice("-. ")
    plain = [
        f"({area}) {middle}-{last}", f"({area}){middle}-{last}", f"{area}-{middle}-{last}", f"{area}.{middle}.{last}",
        f"{area} {middle} {last}", f"1-{area}-{middle}-{last}", f"+1 {area}{by}{middle}{by}{last}",
        f"+1 ({area}) {middle}-{last}", f"+1{area}{middle}{last}", f"1 ({area}) {middle}-{last}", f"{area}-{middle}-{last}",
        f"+1-{area}-{middle}-{last}", f"{area}\u2011{middle}\u2011{last}",
    ]  # fmt: skip
    written = rng.choice(plain)
    if rng.random() < 0.12:
        written += rng.choice([" ext. 12", " x204", ", ext. 7", " ext 31"])
    return written, f"+1{area}{middle}{last}"


def _british(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.45:
        area = "7" + rng.choice("45789") + some(rng, 2)
        rest = some(rng, 6)
        forms = [
            f"0{area} {rest}", f"0{area}{rest}", f"0{area} {rest[:3]} {rest[3:]}", f"+44 {area} {rest}", f"+44{area}{rest}",
            f"+44 (0){area} {rest}", f"0044 {area} {rest}", f"+44 (0) {area} {rest[:3]} {rest[3:]}", f"0{area}-{rest}",
        ]  # fmt: skip
        return rng.choice(forms), f"+44{area}{rest}"
    area = rng.choice([*_GB, "20", "20"])
    rest = rng.choice(_GB[area]) + some(rng, 10 - len(area) - 1)
    half = grouped(rest, (len(rest) - 4,) if len(rest) > 6 else (3,), " ")
    forms = [
        f"0{area} {half}", f"(0{area}) {half}", f"0{area}-{half}", f"0{area} {rest}", f"+44 {area} {half}", f"+44 (0){area} {half}",
        f"+44 (0) {area} {half}", f"0044 {area} {half}", f"+44{area}{rest}", f"0{area}{rest}", f"(0{area}){rest}",
    ]  # fmt: skip
    return rng.choice(forms), f"+44{area}{rest}"


def _german(rng: random.Random) -> tuple[str, str]:
    mobile = rng.random() < 0.4
    area = rng.choice(_MOBILE_DE if mobile else _DE)
    rest = rng.choice("23456789") + some(rng, 6 if mobile else rng.choice([4, 5, 5, 6, 6, 7]))
    two = grouped(rest[::-1], (2,) * (len(rest) // 2), " ")[::-1]
    three = grouped(rest, (3, 2) if len(rest) > 6 else (3,), " ")
    forms = [
        f"0{area} {rest}", f"0{area}/{rest}", f"0{area} / {rest}", f"0{area} / {two}", f"0{area}-{rest}", f"(0{area}) {rest}",
        f"(0{area}) {two}", f"0{area} {two}", f"0{area}/{two}", f"+49 {area} {rest}", f"+49 (0){area} {rest}", f"+49{area}{rest}",
        f"+49 ({area}) {two}", f"+49-{area}-{rest}", f"0049 {area} {rest}", f"+49 (0) {area} {three}", f"0{area} {three}",
        f"0{area} – {rest}", f"+49 (0){area}/{rest}", f"0{area}{rest}", f"+49 {area} / {two}", f"0{area}\u2013{rest}",
    ]  # fmt: skip
    written = rng.choice(forms)
    if not mobile and " " not in rest and rng.random() < 0.1:
        written += f"-{some(rng, 2)}"
        rest += written[-2:]
    return written, f"+49{area}{rest}"


def _french(rng: random.Random) -> tuple[str, str]:
    lead = rng.choice("12345667")
    rest = {"7": rng.choice("345678") + some(rng, 7)}.get(lead, rng.choice("23456") + some(rng, 7))
    pairs = [rest[at : at + 2] for at in range(0, 8, 2)]
    forms = [
        f"0{lead} {' '.join(pairs)}", f"0{lead}.{'.'.join(pairs)}", f"0{lead}-{'-'.join(pairs)}", f"0{lead}{rest}",
        f"+33 {lead} {' '.join(pairs)}", f"+33 (0){lead} {' '.join(pairs)}", f"+33{lead}{rest}", f"0033 {lead} {' '.join(pairs)}",
        f"0{lead}\u00a0" + "\u00a0".join(pairs), f"0{lead} {' '.join(pairs)}", f"+33 (0) {lead} {' '.join(pairs)}",
        f"+33.{lead}.{'.'.join(pairs)}", f"0{lead}/{'/'.join(pairs)}", f"0{lead}\u202f" + "\u202f".join(pairs),
    ]  # fmt: skip
    return rng.choice(forms), f"+33{lead}{rest}"


def _abroad(rng: random.Random) -> tuple[str, str]:
    return rng.choice(
        [
            (f"+41 44 {a} {b} {c}", f"+4144{a}{b}{c}")
            for a, b, c in [(rng.choice("234567") + some(rng, 2), some(rng, 2), some(rng, 2))]
        ]
        + [(f"+43 1 {a}", f"+431{a}") for a in [rng.choice("2345678") + some(rng, 6)]]
        + [
            (f"+34 91 {a} {b} {c}", f"+3491{a}{b}{c}")
            for a, b, c in [(rng.choice("234578") + some(rng, 2), some(rng, 2), some(rng, 2))]
        ]
        + [(f"+39 06 {a}", f"+3906{a}") for a in [rng.choice("34578") + some(rng, 7)]]
        + [(f"+31 20 {a} {b}", f"+3120{a}{b}") for a, b in [(rng.choice("2345678") + some(rng, 2), some(rng, 4))]]
        + [(f"+353 1 {a} {b}", f"+3531{a}{b}") for a, b in [(rng.choice("246789") + some(rng, 2), some(rng, 4))]]
    )


_MAKERS = {"en_US": _american, "en_GB": _british, "de_DE": _german, "fr_FR": _french}


def phone(rng: random.Random, locale: str) -> str:
    """A number that its country could have given out, as somebody there would write it; now and then a foreign one."""
    while True:
        written, number = (_abroad if rng.random() < 0.08 else lambda r: _MAKERS[locale](r))(rng)
        kind = phonenumbers.number_type(parsed := phonenumbers.parse(number))
        if phonenumbers.is_valid_number(parsed) and kind in {0, 1, 2}:
            return written
