"""The helpdesk itself: rules and use cases. No Telegram, no SQL, no clock of its own."""
