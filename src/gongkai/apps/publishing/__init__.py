"""Publishing: items of government information, their review, and what the public may see of them.

Owns Item with its attachments, the reviews and publications of each, and the gate between them.
Refuses to let anything out that three persons other than its author have not approved word for word.
"""
