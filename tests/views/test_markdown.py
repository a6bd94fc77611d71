"""Answers in Markdown become what Telegram can show, and nothing that it refuses."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from handlers.views.html import plain
from handlers.views.markdown import to_html

TAG = re.compile(r"</?([a-z]+)(?: href=\"[^\"<>]*\")?>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Plain words.", "Plain words."),
        ("**bold**, *italic*, `code`", "<b>bold</b>, <i>italic</i>, <code>code</code>"),
        ("**bold with *italic* in it**", "<b>bold with <i>italic</i> in it</b>"),
        ("**bold **in** bold**", "<b>bold in bold</b>"),
        ("One.\n\nTwo.", "One.\n\nTwo."),
        ("a line that\nwas wrapped", "a line that was wrapped"),
        ("a line\\\nand another", "a line\nand another"),
        ("# Title\nText.", "<b>Title</b>\n\nText."),
        ("## A **bold** title", "<b>A bold title</b>"),
        ("Bring:\n\n- pen\n- paper\n\nThanks.", "Bring:\n\n• pen\n• paper\n\nThanks."),
        ("- one\n\n- two", "• one\n• two"),
        ("1. first\n2. second", "1. first\n2. second"),
        ("7. seventh\n8. eighth", "7. seventh\n8. eighth"),
        ("- fruit\n  - apple\n  - plum\n- bread", "• fruit\n   • apple\n   • plum\n• bread"),
        ("1. do\n\n   then rest\n2. go", "1. do\nthen rest\n2. go"),
        ("> said\n> she", "<blockquote>said she</blockquote>"),
        ("> outer\n>\n> > inner", "<blockquote>outer\n\ninner</blockquote>"),
        ("```\nx < y\n```", "<code>x &lt; y</code>"),
        ("above\n\n---\n\nbelow", "above\n\nbelow"),
        ("Open %(office_hours)s.", "Open %(office_hours)s."),
        ("", ""),
    ],
)
def test_markdown_is_shown_as(markdown: str, html: str) -> None:
    shown = to_html(markdown)
    assert shown == html
    assert isinstance(shown, Markup)


@pytest.mark.parametrize(
    "text", ["2 < 3 & 4 > 1", "<b>not bold</b>", "<script>x</script>", "&lt;", '"quoted"', "a_b_c"]
)
def test_what_is_not_markdown_is_shown_as_it_is_typed(text: str) -> None:
    assert "<" not in to_html(text)
    assert plain(to_html(text)) == text.replace("&lt;", "<")


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"),
        ("http://example.org", "http://example.org"),
        ("mailto:office@example.org", "mailto:office@example.org"),
        ("tg://resolve?domain=durov", "tg://resolve?domain=durov"),
        ("t.me/durov", "https://t.me/durov"),
        ("HTTPS://example.org", "https://example.org"),
    ],
)
def test_a_link_that_telegram_opens_is_a_link(target: str, href: str) -> None:
    assert to_html(f"[here]({target})").lower() == f'<a href="{href}">here</a>'


@pytest.mark.parametrize("target", ["other.md", "/path", "#part", "ftp://example.org", "x:y", "<>"])
def test_any_other_link_stays_as_its_text(target: str) -> None:
    assert to_html(f"see [**here**]({target})") == "see <b>here</b>"


def test_a_script_is_never_a_link() -> None:
    assert "<a" not in to_html("[here](javascript:alert(1))")


def test_a_quotation_mark_cannot_leave_its_attribute() -> None:
    shown = to_html('[here](<https://example.org/"onclick="x>)')
    assert shown.count('"') == 2


def test_a_picture_is_a_link_to_it() -> None:
    assert (
        to_html("![map](https://example.org/m.png)")
        == '<a href="https://example.org/m.png">map</a>'
    )


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([*'ab*_`#>-1.[]()!<&"\n ', "\n\n", "https://a.org", "  "])))
def test_whatever_is_written_the_tags_are_closed_and_known(parts: list[str]) -> None:
    shown = to_html("".join(parts))
    opened: list[str] = []
    for tag in TAG.finditer(shown):
        if tag[0].startswith("</"):
            assert opened.pop() == tag[1]
        else:
            assert tag[1] in {"b", "i", "code", "a", "blockquote"}
            assert tag[1] not in opened
            opened.append(tag[1])
    assert opened == []
    assert "<" not in TAG.sub("", shown)
    assert not re.search(r"<(\w+)></\1>", shown)
