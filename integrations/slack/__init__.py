"""Ally in Slack."""
