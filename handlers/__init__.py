"""Slack listeners, one file a journey. Each parses, performs one service and acks; `journeys.py` gathers them all."""
