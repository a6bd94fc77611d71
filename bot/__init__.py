"""The running program: settings, composition, intake, dispatch, delivery, the scheduler."""

import os

# python-telegram-bot reads durations as timedelta with this, and warns at each one without.
os.environ.setdefault("PTB_TIMEDELTA", "true")
# Help in plain text: typer's rich takes a tenth of a second of every start.
os.environ.setdefault("TYPER_USE_RICH", "0")
