"""Where the words are: (object, texts) -> Screen. No rules, no storage."""
