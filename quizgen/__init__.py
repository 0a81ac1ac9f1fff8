"""quizgen turns a long source into knowledge that stays."""

__version__ = "0.1.0"
