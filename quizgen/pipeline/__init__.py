"""The story of quizgen: draft notes, read and check a deck, build what is published."""
