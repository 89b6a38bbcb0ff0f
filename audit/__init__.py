"""How every change is recorded and read back.

Knows no model of ours: they register by inheriting `Tracked`.
"""
