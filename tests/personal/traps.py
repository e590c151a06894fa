"""What looks like personal data and is not: sentences with a look-alike at `{}`, by its sort."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from personal.numbers import grouped, luhn, some


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1900, 2029)
    return rng.choice(
        [
            f"{day:02d}.{month:02d}.{year}", f"{year}-{month:02d}-{day:02d}", f"{month:02d}/{day:02d}/{year}", f"{day}.{month}.{year}",
            f"{year}-{month:02d}-{day:02d} {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}",
            f"{day:02d}-{month:02d}-{year}", f"{day:02d} {month:02d} {year}", f"{year}{month:02d}{day:02d}", f"{day:02d}/{month:02d}/{year % 100:02d}",
            f"{year}/{month:02d}/{day:02d}", f"{year}-{month:02d}-{day:02d}T{rng.randint(0, 23):02d}:30:00+01:00",
        ]
    )  # fmt: skip


def _years(rng: random.Random) -> str:
    first = rng.randint(1900, 2010)
    return rng.choice(
        [
            f"{first}-{first + 4}", f"{first}–{first + 4}", f"{first}/{first + 1}", f"{first}-{(first + 4) % 100:02d}",
            f"{first}, {first + 4}, {first + 8} and {first + 12}", f"{first} {first + 4} {first + 8} {first + 12}", f"{first} - {first + 4}",
        ]
    )  # fmt: skip


def _score(rng: random.Random) -> str:
    one = [rng.randint(0, 9) for _ in range(10)]
    return rng.choice(
        [
            "{}-{}, {}-{}, {}-{}".format(*one), "{}:{} ({}:{}, {}:{})".format(*one), "{}-{} {}-{} {}-{}".format(*one),
            f"{rng.randint(80, 130)}-{rng.randint(80, 130)}", "25-21, 22-25, 25-18, 25-20", "{}/{} {}/{} {}/{}".format(*one),
            "2:03:59", f"{rng.randint(200, 700)}-{rng.randint(1, 9)} & {rng.randint(100, 300)}", "6-4 3-6 7-6 (7-5)",
        ]
    )  # fmt: skip


def _isbn(rng: random.Random) -> str:
    body = "978" + rng.choice("013") + some(rng, 8)
    check = -sum(int(d) * (3 if at % 2 else 1) for at, d in enumerate(body)) % 10
    code = body + str(check)
    ten = some(rng, 9) + rng.choice(string.digits + "X")
    return rng.choice(
        [
            grouped(code, (3, 1, 4, 4), "-"), code, grouped(code, (3, 1, 2, 6), "-"), grouped(code, (3, 1, 4, 4), " "),
            grouped(ten, (1, 4, 4), "-"), ten, grouped(ten, (1, 3, 5), " "),
        ]
    )  # fmt: skip


def _doi(rng: random.Random) -> str:
    return rng.choice(
        [
            f"10.{rng.randint(1000, 9999)}/{some(rng, 9)}", f"10.1{some(rng, 3)}/s{some(rng, 5)}-{some(rng, 3)}-{some(rng, 5)}-{rng.randint(0, 9)}",
            f"10.1371/journal.pone.{some(rng, 7)}", f"10.1016/j.cell.{rng.randint(2015, 2024)}.{some(rng, 2)}.{some(rng, 3)}",
        ]
    )  # fmt: skip


def _case(rng: random.Random) -> str:
    year = rng.randint(1998, 2024)
    return rng.choice(
        [
            f"{rng.randint(1, 9)} BvR {some(rng, 4)}/{year % 100:02d}", f"1:{year % 100:02d}-cr-{some(rng, 5)}", f"[{year}] EWHC {some(rng, 4)}",
            f"{year % 100:02d}/{some(rng, 5)}", f"{year}-{some(rng, 6)}", f"{some(rng, 3)}-{some(rng, 2)}-{some(rng, 4)}", f"C-{some(rng, 3)}/{year % 100:02d}",
            f"{year % 100:02d}-{some(rng, 3)}.{some(rng, 3)}", f"{some(rng, 3)} Js {some(rng, 5)}/{year % 100:02d}", f"{some(rng, 3)}-{some(rng, 3)}-{some(rng, 4)}",
        ]
    )  # fmt: skip


def _tracking(rng: random.Random) -> str:
    return rng.choice(
        [
            some(rng, 20), f"1Z{some(rng, 3, string.ascii_uppercase)}{some(rng, 11)}", f"RR{some(rng, 9)}GB", some(rng, 12), f"JD{some(rng, 18)}",
            grouped("9400" + some(rng, 18), (4, 4, 4, 4, 4), " "), grouped(luhn("4" + some(rng, 14)), (4, 4, 4), " "), luhn("5" + "1" + some(rng, 13)),
            some(rng, 10), grouped(some(rng, 12), (4, 4), " "), grouped(some(rng, 10), (3, 3), "-"),
        ]
    )  # fmt: skip


def _votes(rng: random.Random) -> str:
    number = f"{rng.randint(1_000_000, 999_999_999):,}"
    return number.replace(",", rng.choice([",", ".", " ", "\u202f", "\u00a0", "'"]))


def _index(rng: random.Random) -> str:
    whole, part = rng.randint(1000, 39999), some(rng, 2)
    english = f"{whole:,}.{part}"
    return rng.choice(
        [
            english,
            english.translate(str.maketrans(",.", ".,")),
            english.translate(str.maketrans(",.", " ,")),
            f"{whole}.{part}",
        ]
    )


def _version(rng: random.Random) -> str:
    four = f"{rng.randint(1, 120)}.{rng.randint(0, 30)}.{rng.randint(0, 250)}.{rng.randint(0, 250)}"
    return rng.choice(
        [
            four,
            f"{rng.randint(80, 140)}.0.{rng.randint(10, 255)}.{rng.randint(33, 255)}",
            f"v{four}",
            "10.15.7",
            f"{rng.randint(1, 20)}.{rng.randint(0, 20)}.{rng.randint(0, 20)}.{rng.randint(0, 20)}",
        ]
    )


def _helpline(rng: random.Random, lang: str) -> str:
    return rng.choice(
        {
            "en": ["1-800-273-8255", "0800 1111", "116 123", "0808 808 0000", "988", "1-800-799-7233", "0800 068 4141", "(800) 273-8255", "+1 800 273 8255", "0300 123 3393", "0345 678 000"],
            "de": ["0800 111 0 111", "0800 1110222", "116 006", "0800 / 111 0 550", "08000 116 016", "+49 800 1110111", "0900 5 123456", "0180 5 123456", "115"],
            "fr": ["0 800 05 95 95", "3114", "0800 235 236", "116 006", "09 72 39 40 50", "08 92 70 12 39", "0 805 123 456", "3919"],
        }[lang]
    )  # fmt: skip


def _imei(rng: random.Random) -> str:
    number = luhn(rng.choice(["35", "86", "01", "99"]) + some(rng, 12))
    return rng.choice([number, grouped(number, (2, 6, 6), "-"), grouped(number, (6, 2, 6), " ")])


def _serial(rng: random.Random) -> str:
    return rng.choice(
        [
            f"{some(rng, 2, 'ABCEHJ')}{some(rng, 6)}{rng.choice('ABCD')}", some(rng, 13), f"SN-{some(rng, 8)}", f"{some(rng, 4)}-{some(rng, 4)}-{some(rng, 4)}",
            f"{some(rng, 8, '0123456789abcdef')}-{some(rng, 4, '0123456789abcdef')}-4{some(rng, 3, '0123456789abcdef')}-a{some(rng, 3, '0123456789abcdef')}-{some(rng, 12, '0123456789abcdef')}",
            some(rng, 40, "0123456789abcdef"), f"US {rng.randint(5, 11)},{some(rng, 3)},{some(rng, 3)} B2", some(rng, 11), f"{some(rng, 5)}-{some(rng, 4)}",
        ]
    )  # fmt: skip


def _no_key(rng: random.Random) -> str:
    return rng.choice(
        ["AKIAIOSFODNN7EXAMPLE", "ghp_" + "x" * 36, "sk_test_", "hf_token", "AIza...", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", "npm_config_registry", "xoxb-your-token", "dapi-server", "key-signing", "glpat-xxxxxxxxxxxxxxxxxxxx", "SG.1234"]
    )  # fmt: skip


def _no_mail(rng: random.Random) -> str:
    return rng.choice(
        [
            "@harbourboard", "quay@2x.png", "newsroom@gazette.example", "redaktion@hafenblatt.example", "redaction@lequai.example", "press@port.example", "info@museum.example",
            "noreply@ferry.example", "letters@gazette.example", "Mastodon: @ruiz@masto.example", "git@code.example:quay/crane.git", "leserbriefe@hafenblatt.example", "Team@Work",
            "tickets@festival.example", "100@5", "news@gazette.example", "presse@stadt.example", "contact@mairie.example",
        ]
    )  # fmt: skip


def _no_ip(rng: random.Random) -> str:
    return rng.choice(
        [
            "192.0.2.7",
            "198.51.100.23",
            "203.0.113.99",
            "192.168.1.1",
            "10.0.0.138",
            "127.0.0.1",
            "2001:db8::7",
            "::1",
            "255.255.255.0",
            "172.16.4.9",
            "0.0.0.0",
            "fe80::1",
            "00:1a:2b:3c:4d:5e",
            "169.254.10.20",
        ]
    )


def _no_place(rng: random.Random) -> str:
    return rng.choice(
        [
            f"{rng.randint(10, 80)}.{some(rng, 2)}, {rng.randint(1, 20)}.{some(rng, 2)}",
            f"{rng.randint(10, 60)}° and {rng.randint(1, 20)}°",
            f"{rng.randint(91, 99)}.{some(rng, 4)}, {rng.randint(10, 99)}.{some(rng, 4)}",
            "38.7 N",
            "1.2345 to 1.2412",
        ]
    )


def _account(rng: random.Random) -> str:
    return rng.choice(
        [
            f"DE{some(rng, 9)}", f"GB{some(rng, 9)}", f"DE000{some(rng, 6)}{rng.randint(0, 9)}", f"FR{some(rng, 11)}", grouped("732829320", (3, 3), " "), f"HRB {some(rng, 5)}",
            f"US{some(rng, 10)}", grouped("DE12" + some(rng, 18), (4, 4, 4, 4, 4), " "), f"ATU{some(rng, 8)}",
        ]
    )  # fmt: skip


Maker = Callable[[random.Random], str]

TRAPS: dict[str, tuple[Maker | None, dict[str, list[str]]]] = {
    "date": (_date, {
        "en": ["The log of the ferry ends on {} with no word of the storm.", "The stamp on the picture reads {}.", "Born on {}, she grew up on the quay."],
        "de": ["Das Logbuch der Fähre endet am {} ohne ein Wort zum Sturm.", "Der Stempel auf dem Bild lautet {}.", "Geboren am {}, wuchs sie am Kai auf."],
        "fr": ["Le journal du bac s'arrête le {} sans un mot sur la tempête.", "Le cachet sur l'image porte {}.", "Née le {}, elle a grandi sur le quai."],
    }),
    "years": (_years, {
        "en": ["She led the board in {} and again later.", "The club won the cup in {}."],
        "de": ["Sie leitete den Rat {} und später wieder.", "Der Verein holte den Pokal {}."],
        "fr": ["Elle a dirigé le conseil en {} puis plus tard.", "Le club a gagné la coupe en {}."],
    }),
    "score": (_score, {
        "en": ["The harbour side won {} after a long evening.", "It ended {} in front of nine hundred people."],
        "de": ["Die Hafenelf gewann {} nach einem langen Abend.", "Es endete {} vor neunhundert Leuten."],
        "fr": ["L'équipe du port a gagné {} après une longue soirée.", "Le match a fini {} devant neuf cents personnes."],
    }),
    "isbn": (_isbn, {
        "en": ["Her book on lamps (ISBN {}) is out this week.", "The guide, ISBN: {}, costs nine crowns."],
        "de": ["Ihr Buch über Lampen (ISBN {}) ist erschienen.", "Der Führer, ISBN: {}, kostet neun Kronen."],
        "fr": ["Son livre sur les lampes (ISBN {}) vient de paraître.", "Le guide, ISBN : {}, coûte neuf couronnes."],
    }),
    "doi": (_doi, {
        "en": ["The study appeared this week (doi:{}).", "The paper, DOI {}, counts the mussels of the bay.", "It is found at https://doi.org/{} for all."],
        "de": ["Die Studie erschien in dieser Woche (doi:{}).", "Der Aufsatz, DOI {}, zählt die Muscheln der Bucht."],
        "fr": ["L'étude a paru cette semaine (doi:{}).", "L'article, DOI {}, compte les moules de la baie."],
    }),
    "case": (_case, {
        "en": ["The case number is {}, the court said.", "The ruling (docket {}) came on Friday.", "Witnesses should quote case {} when they write."],
        "de": ["Das Aktenzeichen lautet {}, teilte das Gericht mit.", "Das Urteil (Az. {}) fiel am Freitag."],
        "fr": ["Le dossier porte le numéro {}, a dit le tribunal.", "L'arrêt (pourvoi n° {}) date de vendredi."],
    }),
    "tracking": (_tracking, {
        "en": ["The parcel, tracking number {}, never came.", "Order {} was sent to the wrong quay.", "He showed the shipment ID {} at the counter."],
        "de": ["Das Paket mit der Sendungsnummer {} kam nie an.", "Die Bestellnummer {} kannte am Schalter niemand."],
        "fr": ["Le colis, numéro de suivi {}, n'est jamais arrivé.", "La commande {} est partie au mauvais quai."],
    }),
    "votes": (_votes, {
        "en": ["The plan got {} votes in the whole country.", "The island spent {} crowns on the quay.", "Some {} people watched the race."],
        "de": ["Der Plan bekam {} Stimmen im ganzen Land.", "Die Insel gab {} Kronen für den Kai aus."],
        "fr": ["Le plan a obtenu {} voix dans tout le pays.", "L'île a dépensé {} couronnes pour le quai."],
    }),
    "index": (_index, {
        "en": ["The index closed at {} points on Friday.", "Shares took the index to {} before noon."],
        "de": ["Der Index schloss am Freitag bei {} Punkten.", "Das brachte den Index auf {} Zähler."],
        "fr": ["L'indice a fini vendredi à {} points.", "Les actions ont porté l'indice à {} avant midi."],
    }),
    "version": (_version, {
        "en": ["The browser is safe from version {} on.", "The firmware {} mends the fault in the lamp.", "See section {} of the act."],
        "de": ["Der Browser ist ab Version {} sicher.", "Die Firmware {} behebt den Fehler."],
        "fr": ["Le navigateur est sûr à partir de la version {}.", "Le micrologiciel {} corrige la panne."],
    }),
    "helpline": (None, {
        "en": ["If you need to talk, the helpline is open day and night on {}.", "Samaritans can be called free on {}.", "For help, call {}, it is free."],
        "de": ["Hilfe bietet die Telefonseelsorge Tag und Nacht unter {}.", "Das Hilfetelefon ist kostenlos unter {} zu erreichen."],
        "fr": ["Le numéro vert {} répond jour et nuit.", "L'écoute est gratuite au {}."],
    }),
    "imei": (_imei, {
        "en": ["The stolen device has the IMEI {}.", "Its serial, {}, was filed off."],
        "de": ["Das gestohlene Gerät hat die IMEI {}."],
        "fr": ["L'appareil volé porte l'IMEI {}."],
    }),
    "serial": (_serial, {
        "en": ["The crane bears the serial number {}.", "The part, model {}, is no longer made.", "The invoice {} was paid twice."],
        "de": ["Der Kran trägt die Seriennummer {}.", "Die Rechnung {} wurde zweimal bezahlt."],
        "fr": ["La grue porte le numéro de série {}.", "La facture {} a été payée deux fois."],
    }),
    "no key": (_no_key, {
        "en": ["The manual shows {} as a sample.", "The clerk typed {} and nothing came."],
        "de": ["Das Handbuch zeigt {} als Muster."],
        "fr": ["Le manuel montre {} comme modèle."],
    }),
    "no mail": (_no_mail, {
        "en": ["Readers may write to {} until Friday.", "The post named {} and was shared a lot."],
        "de": ["Leser schreiben bis Freitag an {}, bitte.", "Der Beitrag nannte {} und ging herum."],
        "fr": ["Les lecteurs écrivent à {} avant vendredi.", "Le message citait {} et a beaucoup tourné."],
    }),
    "no ip": (_no_ip, {
        "en": ["The manual names {} as a sample.", "The lamp answers at {} in the house."],
        "de": ["Das Handbuch nennt {} als Muster."],
        "fr": ["Le manuel cite {} comme exemple."],
    }),
    "no place": (_no_place, {
        "en": ["The rate moved between {} on Friday.", "The lamp swings by {} in a storm."],
        "de": ["Der Kurs lag am Freitag bei {}."],
        "fr": ["Le cours était vendredi à {}."],
    }),
    "account": (_account, {
        "en": ["The firm, registered as {}, builds cranes.", "The bond (ISIN {}) fell on Friday."],
        "de": ["Die Firma, eingetragen als {}, baut Kräne."],
        "fr": ["La société, immatriculée {}, construit des grues."],
    }),
    "address": (lambda rng: f"{rng.randint(1, 200)} {rng.choice(['Harbour', 'Mill', 'Station', 'Church'])} {rng.choice(['Street', 'Road', 'Lane', 'Avenue'])}", {
        "en": ["The museum of lamps at {} opens on Sunday.", "The board meets at {} on Monday.", "The bakery at {} sells out by ten."],
    }),
    "german address": (lambda rng: f"{rng.choice(['Hafenstraße', 'Mühlenweg', 'Marktplatz', 'Lange Straße'])} {rng.randint(1, 200)}", {
        "de": ["Das Museum in der {} öffnet am Sonntag.", "Der Rat tagt im Saal, {}, am Montag.", "Die Bäckerei {} ist bis zehn ausverkauft."],
    }),
    "french address": (lambda rng: f"{rng.randint(1, 200)}, rue {rng.choice(['du Port', 'des Moulins', 'de la Gare', 'Victor Hugo'])}", {
        "fr": ["Le musée, {}, ouvre dimanche.", "Le conseil se réunit {} lundi.", "La boulangerie du {} vend tout avant dix heures."],
    }),
    "password": (lambda rng: rng.choice(["forgotten by many", "required", "changed every 30 days", "the same for all", "oublié", "vergessen", "min. 8 characters"]), {
        "en": ["The password is {}, the clerk said.", "On the page stood “Password: {}”."],
        "de": ["Auf der Seite stand „Passwort: {}“."],
        "fr": ["La page disait « Mot de passe : {} »."],
    }),
    "prices": (lambda rng: rng.choice([f"€{rng.randint(1, 9)}.{some(rng, 3)}.{some(rng, 3)},{some(rng, 2)}", f"${rng.randint(1, 9)},{some(rng, 3)},{some(rng, 3)}.{some(rng, 2)}", f"£{some(rng, 3)},{some(rng, 3)}-{some(rng, 3)},{some(rng, 3)}", f"{some(rng, 3)} {some(rng, 3)} {some(rng, 3)} kr", f"{rng.randint(1, 9)}-{rng.randint(10, 99)}-{some(rng, 4)} W"]), {
        "en": ["The quay cost {} in the end.", "The winning numbers were 4 8 15 16 23 42, and the prize {}."],
        "de": ["Der Kai kostete am Ende {}.", "Gezogen wurden 4 8 15 16 23 42, der Gewinn war {}."],
        "fr": ["Le quai a coûté {} à la fin.", "Les numéros étaient 4 8 15 16 23 42, et le gain {}."],
    }),
}  # fmt: skip


def trap(rng: random.Random, lang: str) -> tuple[str, str, str]:
    """(its sort, the sentence, the value for its place)."""
    name = rng.choice([key for key, (_, texts) in sorted(TRAPS.items()) if lang in texts])
    make, texts = TRAPS[name]
    value = make(rng) if make else _helpline(rng, lang)
    return name, rng.choice(texts[lang]), value
