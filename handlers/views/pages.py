"""A page in a file that needs nothing else: for a phone as for a printer, by day and by night."""

from collections.abc import Iterable

from markupsafe import Markup

from handlers.screen import lines
from handlers.texts import Texts

_CSS = Markup("""
:root { color-scheme: light dark; --line: #8884; --soft: #8881; }
body { margin: 0 auto; max-width: 42rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0; overflow-wrap: anywhere; }
ul { list-style: none; margin: 1rem 0; padding: .75rem 1rem; background: var(--soft);
  border-radius: .75rem; }
article { margin: .75rem 0; padding: .5rem .9rem; border: 1px solid var(--line);
  border-radius: .75rem; }
.member { margin-inline-end: 2rem; }
.staff { margin-inline-start: 2rem; background: var(--soft); }
.note { border-style: dashed; }
h2 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
h2 span, time, details { font-size: .85rem; font-weight: normal; opacity: .75; }
p, li { margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
""")
_PAGE = Markup("""<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
{body}
</body>
</html>
""")


def page(title: str, body: Markup, _: Texts) -> str:
    lang = _.language.replace("_", "-")
    return str(_PAGE.format(lang=lang, title=title, css=_CSS, body=body))


def facts(told: Iterable[Markup]) -> Markup:
    """A list of what can be said in a line each."""
    items = (Markup("<li>{}</li>").format(fact) for fact in told)
    return lines(Markup("<ul>"), *items, Markup("</ul>"))
