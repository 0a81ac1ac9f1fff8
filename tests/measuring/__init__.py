"""Proof that the checker checks: flaws planted into clean notes, and cards that readers labelled."""
