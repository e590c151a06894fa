"""Keys and tokens of services by their published forms, with the check sums of those that have one."""

from __future__ import annotations

import base64
import json
import random
import string
import zlib

from personal.numbers import some

_ALNUM = string.ascii_letters + string.digits
_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase
_URL = _ALNUM + "_-"
_HEX = "0123456789abcdef"


def summed(body: str) -> str:
    """The body with its CRC-32 in six digits to base 62, as GitHub and npm do it."""
    number, code = zlib.crc32(body.encode()), ""
    while number:
        number, digit = divmod(number, 62)
        code = _BASE62[digit] + code
    return body + code.rjust(6, "0")


def _web_token(rng: random.Random) -> str:
    def part(value: dict[str, str]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    head, body = part({"alg": "HS256", "typ": "JWT"}), part({"sub": some(rng, 10), "name": some(rng, 8, _ALNUM)})
    return f"{head}.{body}.{some(rng, 43, _URL[:-2])}"


def _private_key(rng: random.Random) -> str:
    kind = rng.choice(["RSA ", "", "EC ", "OPENSSH "])
    return f"-----BEGIN {kind}PRIVATE KEY-----MII{some(rng, 90, _ALNUM + '+/')}-----END {kind}PRIVATE KEY-----"


_MAKERS = {
    "amazon": lambda rng: rng.choice(["AKIA", "ASIA"]) + some(rng, 16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
    "github": lambda rng: rng.choice(["ghp_", "gho_", "ghs_"]) + summed(some(rng, 30, _ALNUM)),
    "github fine": lambda rng: f"github_pat_{some(rng, 22, _ALNUM)}_{some(rng, 59, _ALNUM)}",
    "gitlab": lambda rng: "glpat-" + some(rng, 20, _ALNUM),
    "slack": lambda rng: f"xoxb-{some(rng, 12)}-{some(rng, 12)}-{some(rng, 24, _ALNUM)}",
    "slack hook": lambda rng: (
        f"https://hooks.slack.com/services/T{some(rng, 9, _ALNUM[26:])}/B{some(rng, 9, _ALNUM[26:])}/{some(rng, 24, _ALNUM)}"
    ),
    "stripe": lambda rng: rng.choice(["sk_live_", "rk_live_", "sk_test_"]) + some(rng, rng.choice([24, 99]), _ALNUM),
    "google": lambda rng: "AIza" + some(rng, 34, _URL) + some(rng, 1, _ALNUM),
    "google oauth": lambda rng: "GOCSPX-" + some(rng, 27, _URL) + some(rng, 1, _ALNUM),
    "sendgrid": lambda rng: f"SG.{some(rng, 22, _ALNUM)}.{some(rng, 43, _ALNUM)}",
    "npm": lambda rng: "npm_" + summed(some(rng, 30, _ALNUM)),
    "hugging face": lambda rng: "hf_" + some(rng, 34, string.ascii_letters),
    "model service": lambda rng: f"sk-proj-{some(rng, 48, _ALNUM)}",
    "digitalocean": lambda rng: "dop_v1_" + some(rng, 64, _HEX),
    "telegram": lambda rng: f"{rng.randint(1, 9)}{some(rng, 8)}:AA{some(rng, 32, _URL)}{some(rng, 1, _ALNUM)}",
    "shopify": lambda rng: "shpat_" + some(rng, 32, _HEX),
    "pypi": lambda rng: "pypi-AgEIcHlwaS5vcmc" + some(rng, 140, _ALNUM),
    "postman": lambda rng: f"PMAK-{some(rng, 24, _HEX)}-{some(rng, 34, _HEX)}",
    "grafana": lambda rng: f"glsa_{some(rng, 32, _ALNUM)}_{some(rng, 8, _HEX)}",
    "mailgun": lambda rng: "key-" + some(rng, 32, _HEX),
    "square": lambda rng: "sq0atp-" + some(rng, 22, _ALNUM),
    "databricks": lambda rng: "dapi" + some(rng, 32, _HEX),
    "azure": lambda rng: "AccountKey=" + some(rng, 86, _ALNUM + "+/") + "==",
    "web token": _web_token,
    "private key": _private_key,
}


def key(rng: random.Random) -> str:
    """A key of any of the services."""
    return _MAKERS[rng.choice(sorted(_MAKERS))](rng)


def password(rng: random.Random) -> str:
    """A password as people and generators make them."""
    word = rng.choice(["Mussels", "harbour", "Gezeiten", "marée", "Quay", "Leuchtturm", "lighthouse"])
    return rng.choice(
        [
            f"{word}{some(rng, 3)}{rng.choice('!?#$')}{some(rng, 2, string.ascii_letters)}",
            some(rng, 12, _ALNUM) + some(rng, 2),
            f"{some(rng, 4, _ALNUM)}7-{some(rng, 4, _ALNUM)}-{some(rng, 4, _ALNUM)}q",
            f"{word.lower()}{rng.randint(10, 99)}{rng.choice(string.ascii_uppercase)}{some(rng, 3, _ALNUM)}",
        ]
    )
