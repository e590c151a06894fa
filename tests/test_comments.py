"""Threads of readers' comments are found in many layouts and languages; what only looks like one is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from newslint.engine import Engine
from newslint.model import Block, FurnitureClass, Role

BODIES = {
    "en": "The harbour board voted on Monday to build a second quay beside the old one.\n\nThe work begins in spring, and the town will pay for half of it, the mayor said.\n\n",
    "de": "Der Hafenrat hat am Montag beschlossen, neben dem alten einen zweiten Kai zu bauen.\n\nDie Arbeit beginnt im Frühjahr, und die Stadt zahlt die Hälfte, sagte die Bürgermeisterin.\n\n",
    "fr": "Le conseil du port a décidé lundi de construire un second quai près de l'ancien.\n\nLes travaux commencent au printemps, et la ville en paie la moitié, a dit la maire.\n\n",
    "es": "La junta del puerto decidió el lunes construir un segundo muelle junto al viejo.\n\nLas obras empiezan en primavera, y la ciudad paga la mitad, según dijo la alcaldesa.\n\n",
    "it": "Il consiglio del porto ha deciso lunedì di costruire un secondo molo accanto al vecchio.\n\nI lavori cominciano in primavera, e la città ne paga la metà, ha detto la sindaca.\n\n",
    "nl": "Het havenbestuur heeft maandag besloten om naast de oude een tweede kade te bouwen.\n\nHet werk begint in het voorjaar, en de stad betaalt de helft, zei de burgemeester.\n\n",
    "pt": "O conselho do porto decidiu na segunda-feira construir um segundo cais junto ao velho.\n\nA obra começa na primavera, e a cidade paga a metade, disse a prefeita.\n\n",
}  # fmt: skip

THREADS = {
    "relative": ("en", "2 Comments\nanna_k 3 hours ago\nI said so all along, you can't trust them!\nReply\nQuayFan 2 hours ago\n@anna_k my thoughts exactly\nReply\n"),
    "says": ("en", "3 Responses to Harbour board votes\nAnna says:\n12 March 2024 at 10:04\nGreat article, thanks.\nReply\nBen says:\n12 March 2024 at 11:15\nI don't agree with you at all.\nReply\n"),
    "posted-by": ("en", "Comments (2)\nPosted by anna_k on 12 March 2024 at 10:04\nI live next to it and my windows shake.\nPosted by Ben on 12 March 2024 at 10:30\nYou should have thought of that before!\n"),
    "removed": ("en", "Comments (3)\nanna_k\n3 hours ago\nThis comment has been removed by a moderator\nBen\n2 hours ago\nWhat did she say? I missed it.\nReply\n"),
    "wrote": ("de", "Kommentare\nam 12.03.2024 um 10:04 schrieb Kaimauer:\nIch habe das von Anfang an gesagt, danke!\nAntworten\nam 12.03.2024 um 11:30 schrieb Möwe7:\nStimmt, aber wer soll das bezahlen?\nAntworten\n"),
    "signed-below": ("de", "Kommentare (2)\nIch finde, der alte Kai war schön genug, und du hast recht damit, lieber Autor.\nKommentar von Anna — 2024-03-12 @ 10:04 | Antworten\nDanke dir, das freut mich wirklich sehr!\nKommentar von Ben — 2024-03-12 @ 11:04 | Antworten\n"),
    "name-over-time": ("de", "Rolf Kaimann\n29.07.2023 // 12:56\nIch fahre da jeden Tag vorbei, und es stinkt euch allen!\nAntworten\nMöwe\n23.07.2023 // 12:59\nNa ja, so schlimm ist es doch nicht ...\nAntworten\n"),
    "par": ("fr", "2 commentaires\nPar Anne Quai, le mercredi 15 mai 2019 à 08h07\nMerci pour cet article, je suis d'accord avec vous.\nPar Jean Mole 214, le mercredi 15 mai 2019 à 09h23\nBravo ! Moi, je n'y crois pas...\n"),
    "dijo": ("es", "Se han publicado 2 comentarios\nRamón dijo:\nYo creo que no hace falta otro muelle, gracias.\n26 abril 2022 a las 14:02\n/ Responder\nrebelde dijo:\nRamón, no estoy de acuerdo contigo, ojalá lo hagan.\n26 abril 2022 a las 15:11\n/ Responder\n"),
    "commenti": ("it", "2 commenti\nmolo_blu 3 ore fa\nIo lo dicevo da anni, bravi tutti!\nRispondi\nGabbiano 2 ore fa\nMah, secondo me costa troppo.\nRispondi\n"),
    "reacties": ("nl", "2 reacties\nKadeKees\n12 maart 2024 om 10:04\nIk vind het onzin, jullie ook?\nReageer\nMeeuw\n12 maart 2024 om 11:04\nNou, ik ben het eens met het bestuur.\nReageer\n"),
    "comentarios": ("pt", "2 comentários\nCais Velho há 3 horas\nEu acho que vocês estão errados!\nResponder\nGaivota há 2 horas\nConcordo com você, parabéns.\nResponder\n"),
}  # fmt: skip

SILENT = {
    "live-blog": "14:05 Anna Keller\nThe board has gone in, and the doors are closed.\n\n14:30 Ben Quayle\nThe vote has begun, and the mayor waits in the yard.\n\n15:10 Anna Keller\nThe board has voted for the quay by nine to two.\n",
    "interview": "Anna Keller: You have built quays all your life.\n\nBen Quayle: I have, and I would do it again.\n\nAnna Keller: What do you say to those who disagree?\n\nBen Quayle: Come and look at it!\n",
    "letters": "I have read your report on the quay, and I do not agree with you at all.\n\nAnna Keller, Porto\n\nYour report made me laugh, and I thank you for it.\n\nBen Quayle, Lisbon\n",
    "embedded-post": "The mayor wrote:\n\nAnna Keller\n@anna_keller\n3h\nI am proud of my town today!\n\nShe deleted the post on Tuesday, and the board did not say why that was so.\n",
    "forum-quote": "In a forum of the town, one user was angry:\n\nQuayFan wrote on 12 March 2024 at 10:04:\nI can't believe you did that to us!\n\nThe board answered on Tuesday that it had asked everybody in town before the vote.\n",
    "teasers": "Anna Keller 3 hours ago\nNew quay opens to ships from the north\nBen Quayle 5 hours ago\nSchool budget passes by one vote\n",
}  # fmt: skip


def comments(engine: Engine, text: str) -> list[Block]:
    return [
        block
        for article in engine.articles(text)
        for block in engine.segmenter.blocks(article)
        if block.furniture is FurnitureClass.COMMENTS
    ]


@pytest.mark.parametrize("layout", THREADS)
def test_a_thread_is_found_whole(layout: str, engine: Engine) -> None:
    language, thread = THREADS[layout]
    found = comments(engine, "Quay\n\n" + BODIES[language] + thread)
    assert [block.text for block in found] == thread.splitlines()
    assert all(block.role is Role.FURNITURE for block in found)


@pytest.mark.parametrize("layout", THREADS)
def test_a_thread_is_one_finding(layout: str, engine: Engine) -> None:
    language, thread = THREADS[layout]
    text = "Quay\n\n" + BODIES[language] + thread
    found = [item for item in engine.check_text(text) if item.code == "CMT004"]
    assert [item.span.of(text) for item in found] == [thread.strip()]
    assert "2 comments" in found[0].message


@pytest.mark.parametrize("trap", SILENT)
def test_look_alikes_are_no_thread(trap: str, engine: Engine) -> None:
    text = "Harbour board votes on new quay\n\n" + BODIES["en"] + SILENT[trap]
    assert not [block.text for block in comments(engine, text)]


def test_the_probability_stays_the_models(engine: Engine) -> None:
    text = "Quay\n\n" + BODIES["en"] + THREADS["relative"][1]
    assert any(block.probability < 0.9 for block in comments(engine, text))


@pytest.mark.parametrize(("name", "recall", "precision"), [("seen", 0.95, 0.95), ("kept", 0.75, 0.95)])
def test_marked_pages(engine: Engine, name: str, recall: float, precision: float) -> None:
    pages: Any = yaml.safe_load((Path(__file__).parent / "comments" / f"{name}.yaml").read_text(encoding="utf-8"))
    found = []
    for page in pages:
        lines = page["text"].splitlines()
        marked = [line.startswith("> ") for line in lines]
        text = "\n\n".join(line.removeprefix("> ") for line in lines)
        told = [
            block.furniture is FurnitureClass.COMMENTS
            for article in engine.articles(text)
            for block in engine.segmenter.blocks(article)
        ]
        found += zip(marked, told, strict=True)
        if not any(marked):
            assert not any(told), page["layout"]
    right = sum(both == (True, True) for both in found)
    assert right >= recall * sum(marked for marked, _ in found)
    assert right >= precision * sum(told for _, told in found)
