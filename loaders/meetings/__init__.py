"""The parts of minutes: who was there, and what was decided."""
