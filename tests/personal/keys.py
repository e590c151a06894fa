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
    "gitlab others": lambda rng: rng.choice(["glrt-", "gldt-", "glptt-", "glcbt-"]) + some(rng, 20, _ALNUM),
    "anthropic": lambda rng: f"sk-ant-api03-{some(rng, 93, _ALNUM)}AA",
    "groq": lambda rng: "gsk_" + some(rng, 52, _ALNUM),
    "xai": lambda rng: "xai-" + some(rng, 80, _ALNUM),
    "replicate": lambda rng: "r8_" + some(rng, 37, _ALNUM),
    "docker": lambda rng: "dckr_pat_" + some(rng, 27, _ALNUM),
    "vault": lambda rng: "hvs." + some(rng, 95, _ALNUM),
    "terraform": lambda rng: f"{some(rng, 14, _ALNUM)}.atlasv1.{some(rng, 64, _ALNUM)}",
    "heroku": lambda rng: "HRKU-AA" + some(rng, 58, _ALNUM),
    "mailchimp": lambda rng: f"{some(rng, 32, _HEX)}-us{rng.randint(1, 21)}",
    "notion": lambda rng: "ntn_" + some(rng, 46, _ALNUM),
    "figma": lambda rng: "figd_" + some(rng, 40, _ALNUM),
    "sentry": lambda rng: "sntrys_eyJ" + some(rng, 120, _ALNUM),
    "atlassian": lambda rng: "ATATT3xFfGF0" + some(rng, 172, _ALNUM) + "=" + some(rng, 8, _HEX.upper()),
    "rubygems": lambda rng: "rubygems_" + some(rng, 48, _HEX),
    "new relic": lambda rng: "NRAK-" + some(rng, 27, _ALNUM[26:]),
    "discord hook": lambda rng: f"https://discord.com/api/webhooks/{some(rng, 18)}/{some(rng, 68, _ALNUM)}",
    "discord": lambda rng: f"M{some(rng, 23, _ALNUM)}.{some(rng, 6, _ALNUM)}.{some(rng, 38, _ALNUM)}",
    "azure app": lambda rng: f"{some(rng, 3, _ALNUM)}{some(rng, 1)}Q~{some(rng, 34, _ALNUM)}",
    "azure link": lambda rng: f"?sv=2023-01-03&sp=r&sig={some(rng, 43, _ALNUM)}%3D",
    "facebook": lambda rng: "EAACEdEose0cBA" + some(rng, 120, _ALNUM),
    "airtable": lambda rng: f"pat{some(rng, 14, _ALNUM)}.{some(rng, 64, _HEX)}",
    "doppler": lambda rng: "dp.pt." + some(rng, 43, _ALNUM),
    "planetscale": lambda rng: "pscale_tkn_" + some(rng, 43, _ALNUM),
    "supabase": lambda rng: "sbp_" + some(rng, 40, _HEX),
    "alibaba": lambda rng: "LTAI" + some(rng, 20, _ALNUM),
    "yandex": lambda rng: "AQVN" + some(rng, 36, _ALNUM),
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
