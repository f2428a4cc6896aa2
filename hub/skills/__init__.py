"""Vocabulary of skills, requests in own words, the encoder."""
