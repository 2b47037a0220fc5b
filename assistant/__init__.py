"""Ally: answers about alliances, every sentence with a checked quote."""
