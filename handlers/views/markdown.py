from markupsafe import Markup, escape


def to_html(markdown: str) -> Markup:
    return Markup(escape(markdown))
