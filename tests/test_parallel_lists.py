"""Lists that are content stay, whatever stands around the article: the dearest mistake of any cleaner."""

from __future__ import annotations

import pytest

from newslint.engine import Engine
from newslint.fixing import fix_text

MENU = [
    *("Skip to content", "Menu", "Search", "Sign in", "Subscribe", "News", "Sport", "Business", "Opinion", "Culture"),
    *("Travel", "Weather", "Podcasts", "Crossword", "Obituaries", "Gardening", "Letters", "Sign in", "Subscribe"),
]
FOOT = [
    *("Share", "Facebook", "Twitter", "Email", "Comments", "Related topics", "Harbour", "Most read", "1"),
    *("Old crane to be moved to the museum at last", "2", "What the tide tables do not tell you", "3"),
    *("Pilot boat crew honoured for night rescue", "Read more", "Newsletter", "Sign up", "About us", "Contact us"),
    *("Privacy policy", "Terms of use", "Cookie settings", "© 2024 The Quayside Courier"),
]
HEAD = ["Harbour festival returns with a full programme", "By Ana Castro", "12 March 2024, 10:15", "Share", "Facebook"]
BODY = [
    "LISBON: The harbour festival returns in May after four years, the organisers said on Monday, and nearly everything that visitors remember will be there again.",
    "The mayor opened the last one in the rain, and forty thousand people came all the same to see the ships and to hear the choirs.",
    "Anyone who wants to help can still put down a name at the port office, which is open on weekdays from nine until four.",
]
LISTS = {
    "results": ["Oeiras 3-1 Cascais", "Setubal 2-2 Porto", "Faro 0-4 Aveiro", "Sines 1-0 Lagos", "Viana 2-3 Tavira"],
    "tour dates": [
        *("4 April: Seamen's Church, Oeiras", "11 April: Town Hall, Cascais", "18 April: Old Customs House, Setubal"),
        *("25 April: Fish Market, Faro", "2 May: Naval School, Aveiro", "9 May: Quay Stage, Porto"),
    ],
    "medal table": ["1. Oeiras 12 4 7", "2. Cascais 9 8 2", "3. Setubal 9 3 3", "4. Porto 5 5 5", "5. Faro 2 0 1"],
    "roster": [
        *("Coxswain: Rui Almeida", "Mechanic: Ines Prado", "Deckhands: Joao Reis, Marta Lima, Tiago Sousa"),
        "Shore crew: Eva Brito, Luis Moura",
    ],
    "prices": ["Adults: 12 euros", "Children: 4 euros", "Families: 25 euros", "Dogs: free of charge"],
    "ingredients": ["800 g cod", "4 potatoes", "2 onions", "3 cloves of garlic", "1 tin of tomatoes"],
    "steps": [
        "1. Slice the onions and the garlic and soften them in oil.",
        "2. Add the potatoes and the tomatoes and simmer for twenty minutes.",
        "3. Lay the cod on top, cover the pan and wait for ten minutes.",
    ],
    "schedule": ["10:00 Blessing of the boats", "11:30 Regatta", "14:00 Choirs on the quay", "21:00 Fireworks"],
    "ranking": ["1) The old crane", "2) The pilot boat", "3) The lighthouse", "4) The fish market", "5) The mole"],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_the_body_stays(name: str, engine: Engine) -> None:
    page = "\n".join([*MENU, *HEAD, *BODY[:2], "Here is the list:", *LISTS[name], BODY[2], *FOOT]) + "\n"
    fixed = fix_text(engine, page, unsafe=True).text.split("\n")
    assert [line for line in (*BODY, *LISTS[name]) if line not in fixed] == []
    assert len([line for line in (*MENU, *FOOT) if line in fixed]) <= len(MENU + FOOT) // 4


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_a_clean_text_stays(name: str, engine: Engine) -> None:
    text = "\n\n".join([HEAD[0], *BODY[:2], "Here is the list:", *LISTS[name], BODY[2]]) + "\n"
    assert fix_text(engine, text, unsafe=True).text == text
    last = "\n\n".join([HEAD[0], *BODY, "Here is the list:", *LISTS[name]]) + "\n"
    assert fix_text(engine, last, unsafe=True).text == last
