"""Quoted and reported speech in prose, and who is credited with it."""
