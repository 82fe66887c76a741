"""Desk: the staff home. What waits for me, what is due, in order of the day; one button each.

Owns no records and changes none: it asks the apps beneath and leads to their screens.
"""
