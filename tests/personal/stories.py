"""Sentences of made-up news in which a value stands at `{}`; none was written with a rule in view."""

from __future__ import annotations

from personal import papers

FILLERS = {
    "en": [
        "The harbour board met on Monday evening to talk about the second quay, which has waited for a decision since spring.",
        "Several skippers said that the cranes had stood still for most of the week because of the wind.",
        "“We were told that the ferry would come back in March, and we are still waiting,” said the owner of a bakery.",
        "The council will vote on the plan after the summer break, and the mayor expects a narrow result.",
        "Fishermen from the north of the bay brought in fewer mussels than in any of the last ten winters.",
        "A spokesman for the port said that the repairs would be finished before the first storms of autumn.",
        "The museum of lamps opened a new room on Sunday with lenses from three old lighthouses.",
        "Residents had asked for a footbridge across the canal, but the money was spent on the road instead.",
        "The court will go on with the case on Thursday, when two more witnesses are to be heard.",
        "Police asked anyone who had seen the boat that night to speak to the officers at the pier.",
    ],
    "de": [
        "Der Hafenausschuss hat am Montagabend über den zweiten Kai beraten, auf den die Stadt seit dem Frühjahr wartet.",
        "Mehrere Schiffer sagten, die Kräne hätten wegen des Windes fast die ganze Woche stillgestanden.",
        "„Uns wurde gesagt, dass die Fähre im März wiederkommt, und wir warten noch immer“, sagte die Besitzerin einer Bäckerei.",
        "Der Rat stimmt nach der Sommerpause über den Plan ab, und die Bürgermeisterin rechnet mit einem knappen Ergebnis.",
        "Die Fischer im Norden der Bucht brachten weniger Muscheln ein als in den letzten zehn Wintern.",
        "Ein Sprecher des Hafens sagte, dass die Arbeiten vor den ersten Herbststürmen beendet sein würden.",
        "Das Museum der Lampen öffnete am Sonntag einen neuen Raum mit Linsen aus drei alten Leuchttürmen.",
        "Die Anwohner hatten um einen Steg über den Kanal gebeten, doch das Geld floss in die Straße.",
        "Das Gericht setzt die Verhandlung am Donnerstag fort und will dann zwei weitere Zeugen hören.",
        "Die Polizei bat alle, die das Boot in der Nacht gesehen haben, sich an der Wache zu melden.",
    ],
    "fr": [
        "Le conseil du port s'est réuni lundi soir pour parler du second quai, que la ville attend depuis le printemps.",
        "Plusieurs patrons de bateaux ont dit que les grues étaient restées immobiles presque toute la semaine à cause du vent.",
        "« On nous avait dit que le bac reviendrait en mars, et nous attendons toujours », a dit la propriétaire d'une boulangerie.",
        "Le conseil votera le plan après l'été, et le maire s'attend à un résultat serré.",
        "Les pêcheurs du nord de la baie ont rapporté moins de moules que pendant les dix derniers hivers.",
        "Un porte-parole du port a dit que les travaux seraient terminés avant les premières tempêtes d'automne.",
        "Le musée des lampes a ouvert dimanche une nouvelle salle avec les lentilles de trois vieux phares.",
        "Les habitants avaient demandé une passerelle sur le canal, mais l'argent est allé à la route.",
        "Le tribunal poursuivra l'audience jeudi et doit alors entendre deux autres témoins.",
        "La police demande à ceux qui ont vu le bateau cette nuit-là de se présenter au poste du quai.",
    ],
}

HEADLINES = {
    "en": ["Harbour board puts off vote on quay", "Bakers win prize for the longest loaf", "Ferry stays in dock until spring"],
    "de": ["Hafenrat verschiebt Abstimmung über Kai", "Bäcker gewinnen Preis für das längste Brot", "Fähre bleibt bis zum Frühjahr im Dock"],
    "fr": ["Le conseil du port reporte le vote sur le quai", "Les boulangers primés pour le plus long pain", "Le bac reste à quai jusqu'au printemps"],
}  # fmt: skip

STORIES: dict[str, dict[str, list[str]]] = {
    "email": {
        "en": [
            "{name} asked anyone with pictures of the storm to send them to {} before Friday.",
            "The letter was signed by {name} and gave the address {}, which the clerk read out.",
            "In the leaked list, the entry “{name}, {}” stood between two of her neighbours.",
            "She wrote from {} to the skipper of the ferry, according to the file.",
            "The account {} had been opened a day before the fire, an officer told the court.",
            "“Just write to {},” {name} told the crowd on the pier.",
            "The complaint ({}) was copied to the mayor and to two members of the council.",
            "The baker can be reached at <{}> until the end of the month, he said.",
        ],
        "de": [
            "{name} bat um Bilder des Sturms an {} bis Freitag.",
            "Der Brief war von {name} unterschrieben und nannte die Adresse {}, die der Schreiber verlas.",
            "In der Liste stand „{name}, {}“ zwischen zwei Nachbarn.",
            "Sie schrieb von {} aus an den Kapitän der Fähre, wie aus der Akte hervorgeht.",
            "Das Konto {} war einen Tag vor dem Brand eröffnet worden, sagte ein Beamter.",
            "Die Beschwerde ({}) ging auch an den Bürgermeister.",
        ],
        "fr": [
            "{name} a demandé des photos de la tempête à {} avant vendredi.",
            "La lettre était signée par {name} et donnait l'adresse {}, lue par le greffier.",
            "Dans la liste figurait « {name}, {} » entre deux voisins.",
            "Elle a écrit depuis {} au capitaine du bac, selon le dossier.",
            "Le compte {} avait été ouvert la veille de l'incendie, a dit un agent.",
            "La plainte ({}) a aussi été envoyée au maire.",
        ],
    },
    "phone": {
        "en": [
            "{name} can be reached at {} after six in the evening, the note said.",
            "The card in the wallet gave the number {} and a name that nobody knew.",
            "She called {} four times that night, the records of the network show.",
            "The advertisement named a skipper and his mobile, {}, and nothing else.",
            "“My number is {}, ring me whenever you like,” {name} had written on the wall.",
            "A message sent to {} at noon told him where the boat lay.",
            "The flyer said: Tel. {}, ask for {name}.",
            "The man dialled {} from a telephone box beside the pier, the court heard.",
            "His phone, {}, was found under a bench by the canal.",
            "Neighbours were asked to text {name} on {} about the missing cat.",
        ],
        "de": [
            "{name} ist nach 18 Uhr unter {} zu erreichen, stand auf dem Zettel.",
            "Auf der Karte in der Brieftasche standen die Nummer {} und ein Name, den niemand kannte.",
            "Sie wählte in der Nacht viermal die {}, wie das Protokoll zeigt.",
            "In der Anzeige standen ein Schiffer und sein Handy: {}.",
            "„Ruf mich an: {}“, hatte {name} an die Wand geschrieben.",
            "Eine Nachricht an {} verriet ihm am Mittag, wo das Boot lag.",
            "Auf dem Aushang stand: Tel. {}, nach {name} fragen.",
            "Sein Telefon ({}) lag unter einer Bank am Kanal.",
            "Wer die Katze gesehen hat, soll sich bei {name} melden, Telefon {}.",
        ],
        "fr": [
            "{name} est joignable au {} après 18 heures, disait le mot.",
            "La carte trouvée dans le portefeuille donnait le numéro {} et un nom inconnu.",
            "Elle a appelé le {} quatre fois cette nuit-là, selon les relevés.",
            "L'annonce nommait un patron de bateau et son portable : {}.",
            "« Appelle-moi au {} », avait écrit {name} sur le mur.",
            "Un message envoyé au {} lui a dit à midi où était le bateau.",
            "L'affichette disait : Tél. {}, demander {name}.",
            "Son téléphone ({}) était sous un banc près du canal.",
        ],
    },
    "iban": {
        "en": [
            "The rent went to {}, an account that {name} had opened in spring.",
            "On the back of the invoice somebody had written {} with a pencil.",
            "The transfer to {} was stopped by the bank on Tuesday.",
            "{name} gave the number of her account as {}, the file shows.",
            "The list of accounts began with IBAN {} and ran to four pages.",
        ],
        "de": [
            "Die Miete ging auf {}, ein Konto, das {name} im Frühjahr eröffnet hatte.",
            "Auf die Rückseite der Rechnung hatte jemand {} geschrieben.",
            "Die Überweisung auf {} hielt die Bank am Dienstag an.",
            "{name} nannte als Kontonummer {}, wie die Akte zeigt.",
            "Die Liste begann mit der IBAN {} und hatte vier Seiten.",
        ],
        "fr": [
            "Le loyer allait sur {}, un compte que {name} avait ouvert au printemps.",
            "Au dos de la facture, quelqu'un avait écrit {} au crayon.",
            "Le virement vers {} a été arrêté par la banque mardi.",
            "{name} a donné le numéro de compte {}, selon le dossier.",
            "La liste commençait par l'IBAN {} et comptait quatre pages.",
        ],
    },
    "card": {
        "en": [
            "The card of {name}, {}, was used at a petrol station on Sunday night.",
            "A screenshot that went round showed {} and the name of a baker.",
            "He paid for the ropes with {}, a card that was not his, the court heard.",
            "The file held the credit card {} with its date.",
            "Among the leaked rows was {}, which belongs to a skipper.",
        ],
        "de": [
            "Mit der Karte von {name}, {}, wurde am Sonntag an einer Tankstelle bezahlt.",
            "Ein Bild, das herumging, zeigte {} und den Namen eines Bäckers.",
            "Er bezahlte die Taue mit {}, einer Karte, die ihm nicht gehörte.",
            "In der Datei stand die Kreditkarte {} mit ihrem Datum.",
        ],
        "fr": [
            "La carte de {name}, {}, a servi dimanche dans une station-service.",
            "Une image qui circulait montrait {} et le nom d'un boulanger.",
            "Il a payé les cordages avec {}, une carte qui n'était pas la sienne.",
            "Le fichier contenait la carte bancaire {} avec sa date.",
        ],
    },
    "ssn": {
        "en": [
            "The form gave the social security number of {name} as {}.",
            "Her Social Security card, {}, was found in the boat.",
            "The leaked file listed {name} with SSN {} and an old address.",
            "He had used {}, the Social Security number of a dead man, the jury heard.",
            "The page held a name, a date of birth and a Social Security number: {}.",
        ]
    },
    "nino": {
        "en": [
            "The form gave the National Insurance number of {name} as {}.",
            "Her payslip, with {} in its corner, was pinned to the wall.",
            "He had worked under {}, the number of a dead man, the court heard.",
            "The leaked list named {name}, {}, and the town of birth.",
        ]
    },
    "tax": {
        "de": [
            "In dem Brief stand die Steuer-ID von {name}: {}.",
            "Seine Steueridentifikationsnummer {} stand auf jeder Seite.",
            "Das Formular nannte die steuerliche Identifikationsnummer {} und das Geburtsdatum.",
            "Die IdNr. {} gehört einem Schiffer, wie das Amt bestätigte.",
            "Die Steuernummer ({}) war nicht geschwärzt.",
        ]
    },
    "pension": {
        "de": [
            "In dem Brief stand die Rentenversicherungsnummer von {name}: {}.",
            "Der Ausweis mit der Nummer {} lag im Boot.",
            "Die Liste nannte {name}, {}, und den Geburtsort.",
            "Seine Sozialversicherungsnummer {} stand auf jeder Seite.",
        ]
    },
    "passport": {
        "de": [
            "Der Personalausweis mit der Nummer {} gehört {name}.",
            "Sein Reisepass ({}) lag im Boot.",
            "Auf der Kopie des Ausweises war {} zu lesen.",
            "Die Passnummer {} war nicht geschwärzt.",
            "Die Ausweisnummer lautet {}, stand in der Akte.",
        ]
    },
    "nir": {
        "fr": [
            "Le formulaire donnait le numéro de sécurité sociale de {name} : {}.",
            "Sa carte Vitale, {}, était dans le bateau.",
            "La liste nommait {name}, {}, et la ville de naissance.",
            "Il avait travaillé sous le numéro {}, celui d'un mort, a appris le tribunal.",
        ]
    },
    "spi": {
        "fr": [
            "Le numéro fiscal de {name}, {}, figurait sur chaque page.",
            "La lettre donnait le numéro fiscal {} et la date de naissance.",
            "Son avis d'impôt (numéro fiscal : {}) était dans le bateau.",
            "Le SPI {} appartient à un patron de bateau, a confirmé le service des impôts.",
        ]
    },
    "ip": {
        "en": [
            "The threat was sent from {} at noon, an officer told the court.",
            "The comment came from the address {} and was deleted within an hour.",
            "The log of the server shows {} eleven times that night.",
            "{name} had signed in from {}, the operator of the forum said.",
        ],
        "de": [
            "Die Drohung kam mittags von {}, sagte ein Beamter vor Gericht.",
            "Der Kommentar kam von der Adresse {} und war nach einer Stunde gelöscht.",
            "Das Protokoll des Servers zeigt {} elfmal in der Nacht.",
            "{name} hatte sich von {} aus angemeldet, sagte der Betreiber.",
        ],
        "fr": [
            "La menace est partie de {} à midi, a dit un agent au tribunal.",
            "Le commentaire venait de l'adresse {} et a été effacé en une heure.",
            "Le journal du serveur montre {} onze fois cette nuit-là.",
            "{name} s'était connecté depuis {}, a dit l'exploitant du forum.",
        ],
    },
    "address": {
        "en": [
            "{name}, who lives at {}, said that the noise began in March.",
            "Her home at {} was searched on Tuesday morning.",
            "The accused, of {}, was fined by the magistrates on Friday.",
            "He moved to {} two years ago and kept to himself, neighbours said.",
            "The file gave {} as the residence of the skipper.",
            "{name}, 34, of {}, denied the charge.",
        ],
        "de": [
            "{name}, wohnhaft {}, sprach von Lärm seit März.",
            "Seine Wohnung in der {} wurde am Dienstag durchsucht.",
            "Die Angeklagte wohnt in der {} und schweigt.",
            "Er zog vor zwei Jahren in die {} und blieb für sich.",
            "Gemeldet ist der Schiffer in der {}, heißt es in der Akte.",
        ],
        "fr": [
            "{name}, qui habite {}, parle de bruit depuis mars.",
            "Son domicile, {}, a été fouillé mardi matin.",
            "L'accusée, domiciliée {}, se tait.",
            "Il avait emménagé {} il y a deux ans, disent les voisins.",
            "Le patron du bateau réside {}, selon le dossier.",
        ],
    },
    "coordinates": {
        "en": ["The picture was taken at {}, its data shows.", "He had sent the position {} to his brother."],
        "de": ["Das Bild entstand bei {}, wie seine Daten zeigen.", "Er hatte die Position {} an seinen Bruder geschickt."],
        "fr": ["L'image a été prise à {}, d'après ses données.", "Il avait envoyé la position {} à son frère."],
    },
    "key": {
        "en": [
            "The page showed the key {} for a whole day.",
            "In the code that went round stood {} in plain sight.",
            "A file on the server held {} and nothing else.",
        ],
        "de": [
            "Die Seite zeigte einen Tag lang den Schlüssel {} im Klartext.",
            "In dem Code, der herumging, stand {} offen da.",
        ],
        "fr": ["La page a montré la clé {} pendant un jour.", "Dans le code qui circulait, on lisait {} en clair."],
    },
    "credential": {
        "en": [
            "The note under the keyboard said password: {} and was seen by all.",
            "The settings read api_key = \"{}\" until Monday.",
            "His password was {}, the officer read out.",
            "The form sent PASSWORD={} in the clear.",
        ],
        "de": [
            "Auf dem Zettel stand Passwort: {} für alle zu lesen.",
            "Das Passwort lautete {} und hing an der Wand.",
            "In den Einstellungen stand api_key=\"{}\" bis Montag.",
        ],
        "fr": [
            "Le mot disait mot de passe : {} à la vue de tous.",
            "Le mot de passe était {} depuis des années.",
            "Les réglages disaient api_key = \"{}\" jusqu'à lundi.",
        ],
    },
}  # fmt: skip

STORIES |= papers.PAPERS

KINDS = {
    "en_US": ["email", "email", "phone", "phone", "phone", "iban", "card", "card", "ssn", "ssn", "ip", "address", "coordinates", "key", "key", "credential"],
    "en_GB": ["email", "email", "phone", "phone", "phone", "iban", "iban", "card", "nino", "nino", "ip", "address", "coordinates", "key", "key", "credential"],
    "de_DE": ["email", "email", "phone", "phone", "phone", "iban", "iban", "card", "tax", "pension", "passport", "tax", "pension", "passport", "ip", "address", "coordinates", "key", "credential"],
    "fr_FR": ["email", "email", "phone", "phone", "phone", "iban", "iban", "card", "nir", "nir", "spi", "ip", "address", "coordinates", "key", "credential"],
}  # fmt: skip

KINDS = {locale: [*kinds, *papers.KINDS[locale]] for locale, kinds in KINDS.items()}

CODES = papers.CODES | {
    "email": "PII001", "phone": "PII002", "iban": "PII003", "card": "PII004", "ssn": "PII005", "nino": "PII006", "tax": "PII007",
    "pension": "PII008", "passport": "PII009", "nir": "PII010", "ip": "PII011", "address": "PII012", "coordinates": "PII013",
    "key": "PII014", "credential": "PII015", "spi": "PII016",
}  # fmt: skip
VALIDATED = (
    "email",
    "iban",
    "card",
    "ssn",
    "nino",
    "tax",
    "pension",
    "passport",
    "nir",
    "spi",
    "ip",
    "key",
    *papers.CODES,
)
