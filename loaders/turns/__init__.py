"""Labelled speech in running text: who speaks, and when."""
