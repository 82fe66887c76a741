"""Offices: which offices exist, who supervises whom, their disclosure guides, and who works there.

Owns Office (with the guide of art. 12) and Person, the account of everyone who signs in.
Refuses to publish, to answer, and to know anything about the work of an office but its guide.
"""
