"""What is seen of the line from outside: metrics, health, one id in logs, traces."""
