"""Benchmarks: `python -m bench` runs them all, `python -m bench NAME` one.

They stand apart from the tests. What is compared is measured in the same run, round about, and
the best of the rounds counts: a noisy machine slows both sides or neither. The bars are ratios
wherever there is something to compare with; a time alone has one that any machine should keep.
"""
