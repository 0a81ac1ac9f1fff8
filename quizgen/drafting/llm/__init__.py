"""Drafting with a language model: requests, replies, and the stages between them."""
