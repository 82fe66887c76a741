"""Portal: what everyone sees. Home, search, the five entries of the unified platform, help pages.

Owns no records. Refuses to change anything but the reader's own display cookie.
"""
