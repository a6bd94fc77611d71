"""gettext catalogues, and the tools that keep them whole."""
