from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.model import NewslintError
from newslint.yamlsafe import MAX_BYTES, Entries, Items, Node, Scalar, load_yaml


def plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Entries():
            return {key: plain(value) for key, (_, value) in node.entries.items()}


def test_every_scalar_stays_as_written() -> None:
    text = "a: no\nb: 1.10\nc: 12:30\nd: null\ne: ~\nf: 2023-03-09\ng: [yes, 0x10]\n"
    wanted = {"a": "no", "b": "1.10", "c": "12:30", "d": "null", "e": "~", "f": "2023-03-09", "g": ["yes", "0x10"]}
    assert plain(load_yaml(text, "x")) == wanted


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[" * 100_000, "x:1:"),
        ("{a: " * 100_000, "x:1:"),
        ("- " * 100_000, "nested deeper than 50 levels"),
        ("\n".join(" " * depth + "a:" for depth in range(60)), "x:51:51: nested deeper than 50 levels"),
        ("a: &x 1\nb: *x\n", "x:1:4: anchor &x is not allowed"),
        ("a: *x\n", "x:1:4: alias *x is not allowed"),
        ("a: !!python/object:os.system 1\n", "x:1:4: tag"),
        ("a: {}\n<<: {b: 1}\n", "x:2:1: merge key"),
        ("a: 1\nb: 2\na: 3\n", "x:3:1: key `a` stands twice (first on line 1)"),
        ("---\na\n---\nb\n", "more than one document"),
        ("a: [1\n", "not valid YAML"),
        ("a: 'x", "not valid YAML"),
        ("a: \x00", "not valid YAML"),
        ("", "is empty"),
        ("? [a]\n: b\n", "a key must be plain text"),
        ("a" * (MAX_BYTES + 1), "is larger than"),
    ],
)
def test_hostile_input_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(NewslintError) as caught:
        load_yaml(text, "x")
    assert message in str(caught.value)


def test_depth_of_fifty_is_still_read() -> None:
    assert load_yaml("[" * 50 + "]" * 50, "x").line == 1


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#? \n\t<,0\x00\ud800é", max_size=60))
def test_any_text_gives_a_node_or_an_error(text: str) -> None:
    try:
        node = load_yaml(text, "x")
    except NewslintError as error:
        assert error.problem.path == "x"
        return
    assert isinstance(node, Scalar | Items | Entries)
