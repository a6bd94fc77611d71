"""Markdown of knowledge-base answers as Telegram's HTML (Bot API, "HTML style"); no words here.

Telegram knows neither headings nor lists, so these become bold lines and lines with a bullet.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

_PARSER = MarkdownIt("commonmark", {"html": False})
_TAGS = {"strong": "b", "em": "i", "heading": "b", "blockquote": "blockquote"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tg://)\S+", re.IGNORECASE)
_INDENT = "   "


def to_html(markdown: str) -> Markup:
    """Everything is escaped; a link that is not http(s), mailto, tg or t.me stays as its text."""
    return _blocks(SyntaxTreeNode(_PARSER.parse(markdown)), "\n\n")


def _blocks(parent: SyntaxTreeNode, gap: str, depth: int = 0) -> Markup:
    rendered = (_block(node, depth) for node in parent.children)
    return escape(gap).join(block for block in rendered if block)


def _block(node: SyntaxTreeNode, depth: int) -> Markup:
    match node.type:
        case "bullet_list" | "ordered_list":
            return _list(node, depth)
        case "blockquote":
            return _tagged(node, _blocks(node, "\n\n", depth))
        case "fence" | "code_block":
            return _code(node.content.rstrip("\n"))
        case "hr":
            return Markup()
        case _:
            return _inline(node)


def _list(node: SyntaxTreeNode, depth: int) -> Markup:
    first = int(node.attrs.get("start", 1))
    return Markup("\n").join(
        Markup("{}{} {}").format(
            _INDENT * depth,
            f"{number}." if node.type == "ordered_list" else "•",
            _blocks(item, "\n", depth + 1),
        )
        for number, item in enumerate(node.children, first)
    )


def _inline(node: SyntaxTreeNode) -> Markup:
    match node.type:
        case "text":
            return escape(node.content)
        case "code_inline":
            return _code(node.content)
        case "softbreak":
            return Markup(" ")
        case "hardbreak":
            return Markup("\n")
    inside = Markup().join(map(_inline, node.children))
    return _link(node, inside) if node.type in {"link", "image"} else _tagged(node, inside)


def _tagged(node: SyntaxTreeNode, inside: Markup) -> Markup:
    """Telegram refuses a quote in a quote, and bold in bold says nothing: the outer one counts."""
    tag = _TAGS.get(node.type)
    if tag is None or not inside or any(_TAGS.get(outer.type) == tag for outer in _outer(node)):
        return inside
    return Markup("<{0}>{1}</{0}>").format(tag, inside)


def _outer(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    parent = node.parent
    return [parent, *_outer(parent)] if parent else []


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(text) if text else Markup()


def _link(node: SyntaxTreeNode, inside: Markup) -> Markup:
    target = str(node.attrs.get("href") or node.attrs.get("src") or "")
    if target.lower().startswith("t.me/"):
        target = f"https://{target}"
    if not inside or not _SAFE_LINK.fullmatch(target):
        return inside
    return Markup('<a href="{}">{}</a>').format(target, inside)
