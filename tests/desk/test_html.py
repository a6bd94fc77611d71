"""Telegram's HTML as text, and lengths as Telegram counts them."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.html import clip, plain, units

words = st.text(st.characters(exclude_categories=["Cs"]))


@given(words)
def test_what_was_escaped_comes_back(text: str) -> None:
    assert plain(escape(text)) == text


@given(words, st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"]))
def test_tags_are_no_words(text: str, tag: str) -> None:
    assert plain(f"<{tag}>{escape(text)}</{tag}>!") == f"{text}!"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("a &amp;lt; b", "a &lt; b"),
        ('<a href="https://example.org/?a=1&amp;b=2">ketu</a>.', "ketu."),
        ('<tg-emoji emoji-id="5">👍</tg-emoji> po', "👍 po"),
        ('<pre><code class="language-python">if a &lt; b:\n  c</code></pre>', "if a < b:\n  c"),
        ("<b>Ћ<i>а</i>о</b>\n", "Ћао\n"),
    ],
)
def test_links_emoji_and_nested_tags_leave_their_words(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(("text", "length"), [("", 0), ("ë", 1), ("Ћ", 1), ("👋🏽", 4), ("\0", 1)])
def test_a_length_is_counted_in_utf_16(text: str, length: int) -> None:
    assert units(text) == length


@given(words, words)
def test_lengths_add_up(one: str, other: str) -> None:
    assert units(one + other) == units(one) + units(other)
    assert len(one) <= units(one) <= 2 * len(one)


@given(words, st.integers(1, 20))
def test_what_is_clipped_fits_and_says_that_it_was(text: str, most: int) -> None:
    clipped = clip(text, most)
    assert len(clipped) <= most
    if len(text) <= most:
        assert clipped == text
    else:
        assert clipped.endswith("…")
        assert text.startswith(clipped[:-1])


def test_what_is_clipped_ends_without_a_space() -> None:
    assert clip("Tung bota", 6) == "Tung…"
