"""Texts as Telegram reads them: HTML, Markdown, what it finds itself, and how it counts."""

from typing import Any

import pytest

from sandbox import utf16
from sandbox.errors import Refused
from sandbox.formatting import format_text, message_caption, message_text
from sandbox.model import JSON

BESA = {"id": 7, "is_bot": False, "first_name": "Besa"}


def formatted(
    source: str, parse_mode: str | None = "HTML", entities: list[JSON] | None = None
) -> tuple[str, list[Any]]:
    def find_user(user_id: int) -> JSON | None:
        return BESA if user_id == 7 else None

    done = format_text(source, parse_mode=parse_mode, entities=entities, find_user=find_user)
    return done.text, [
        (e["type"], e["offset"], e["length"], *(v for k, v in e.items() if k in EXTRA))
        for e in done.entities
    ]


EXTRA = ("url", "language", "user", "custom_emoji_id")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        (
            "<i>a</i> <u>b</u> <ins>c</ins>",
            "a b c",
            [("italic", 0, 1), ("underline", 2, 1), ("underline", 4, 1)],
        ),
        ("<s>a</s><strike>b</strike>", "ab", [("strikethrough", 0, 1), ("strikethrough", 1, 1)]),
        ("<del>a</del>", "a", [("strikethrough", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<b>a<b>b</b></b>", "ab", [("bold", 0, 2)]),
        ("<b></b>empty", "empty", []),
        ('<a href="https://a.org/x">a</a>', "a", [("text_link", 0, 1, "https://a.org/x")]),
        ("<a href='https://a.org'>a</a>", "a", [("text_link", 0, 1, "https://a.org/")]),
        ('<a href="tg://user?id=7">Besa</a>', "Besa", [("text_mention", 0, 4, BESA)]),
        ('<a href="tg://user?id=9">Nobody</a>', "Nobody", []),
        ('<a href="nonsense">a</a>', "a", []),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1, "python")]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2, "5")]),
        (
            "a &lt;b&gt; &amp; &quot;c&quot; &#33; &#x21; &nbsp; & d",
            'a <b> & "c" ! ! &nbsp; & d',
            [],
        ),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("😀 <b>x</b>", "😀 x", [("bold", 3, 1)]),
        ("  <b> a </b>  ", " a", [("bold", 0, 2)]),
        ("\n a <b>b</b> \n", "a b", [("bold", 2, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[Any]) -> None:
    assert formatted(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a<x>b</x>", 'Unsupported start tag "x" at byte offset 1'),
        ("ë <3", 'Unsupported start tag "3" at byte offset 3'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_with_the_place(source: str, complaint: str) -> None:
    with pytest.raises(Refused) as refused:
        formatted(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {complaint}"
    assert refused.value.error_code == 400


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            "*a* _b_ __c__ ~d~",
            "a b c d",
            [("bold", 0, 1), ("italic", 2, 1), ("underline", 4, 1), ("strikethrough", 6, 1)],
        ),
        ("||a|| `b\\`c`", "a b`c", [("spoiler", 0, 1), ("code", 2, 3)]),
        ("```python\nx = 1\n```", "x = 1", [("pre", 0, 5, "python")]),
        ("[a](https://a.org/) \\.", "a .", [("text_link", 0, 1, "https://a.org/")]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 3)]),
        ("*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
    ],
)
def test_markdown_v2_is_read_as_telegram_reads_it(
    source: str, text: str, entities: list[Any]
) -> None:
    assert formatted(source, "MarkdownV2") == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*a", "Can't find end of Bold entity at byte offset 2"),
    ],
)
def test_wrong_markdown_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(Refused, match="can't parse entities") as refused:
        formatted(source, "MarkdownV2")
    assert refused.value.description.endswith(complaint)


def test_the_old_markdown_leaves_dots_alone() -> None:
    assert formatted("*a* [b](a.org).", "Markdown") == (
        "a b.",
        [("bold", 0, 1), ("text_link", 2, 1, "http://a.org/")],
    )


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [("bot_command", 0, 6)]),
        ("go /help@linja_bot now", [("bot_command", 3, 15)]),
        ("a/b and 1/2", []),
        ("see https://a.org/x?y=1.", [("url", 4, 19)]),
        ("a.org or nothing.pdf", [("url", 0, 5)]),
        ("write to me@a.org!", [("email", 9, 8)]),
        ("😀 @besa", [("mention", 3, 5)]),
        ("#topic and #1", [("hashtag", 0, 6)]),
        ("https://a.org/#x @me_too", [("url", 0, 16), ("mention", 17, 7)]),
    ],
)
def test_links_and_commands_are_found_in_plain_text(text: str, entities: list[Any]) -> None:
    assert formatted(text, None) == (text, entities)


def test_nothing_is_found_inside_code() -> None:
    assert formatted("<code>/start a.org</code> /help") == (
        "/start a.org /help",
        [("code", 0, 12), ("bot_command", 13, 5)],
    )


def test_given_entities_are_kept_with_their_places() -> None:
    entities = [{"type": "bold", "offset": 3, "length": 2}]
    assert formatted("😀 ab", None, entities) == ("😀 ab", [("bold", 3, 2)])


@pytest.mark.parametrize("place", [(4, 9), (1, 1)])
def test_entities_outside_the_text_or_inside_a_pair_are_refused(place: tuple[int, int]) -> None:
    entities = [{"type": "bold", "offset": place[0], "length": place[1]}]
    with pytest.raises(Refused, match="entity begins"):
        formatted("😀 ab", None, entities)


def test_an_unknown_parse_mode_is_refused() -> None:
    with pytest.raises(Refused, match="unsupported parse_mode"):
        formatted("a", "Org")


def plain(text: str) -> Any:
    return format_text(text, parse_mode=None, entities=None, find_user=lambda _: None)


def test_a_text_may_be_4096_utf16_units_long_and_no_longer() -> None:
    assert message_text(plain("😀" * 2048))["text"] == "😀" * 2048
    with pytest.raises(Refused, match="message is too long"):
        message_text(plain("😀" * 2048 + "a"))


def test_formatting_does_not_count() -> None:
    text = format_text(
        f"<b>{'a' * 4096}</b>", parse_mode="HTML", entities=None, find_user=lambda _: None
    )
    assert len(message_text(text)["text"]) == 4096


def test_a_caption_may_be_1024_units_long_and_no_longer() -> None:
    assert message_caption(plain("ë" * 1024))["caption"] == "ë" * 1024
    with pytest.raises(Refused, match="message caption is too long"):
        message_caption(plain("ë" * 1025))


def test_a_text_of_nothing_but_space_is_empty() -> None:
    with pytest.raises(Refused, match="message text is empty"):
        message_text(plain(" \n "))


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("ë", 1), ("😀", 2), ("👨‍👩‍👧", 8)])
def test_lengths_are_utf16(text: str, length: int) -> None:
    assert utf16.length(text) == length == len(text.encode("utf-16-le")) // 2
