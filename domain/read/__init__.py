"""Read-models: what services hand to views. Frozen, complete, without a database row in sight."""
