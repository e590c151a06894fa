"""Abusive language: word data, one scan for it, and patterns over the sentences around what it finds."""
