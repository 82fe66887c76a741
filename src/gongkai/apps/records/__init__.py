"""Records: what acts leave behind. An append-only log, number series, stored files.

Refuses to know who may do what and what a record is about: the app above asks first, and names it.
"""
