"""Events, seats and topics as rows."""
