"""What the end of a review does: publish the version that was reviewed, and no other.

Wagtail asks for this function while its own models are being loaded: nothing can be imported here.
"""

from typing import Any


def publish_reviewed_version(workflow_state: Any, user: Any = None) -> None:
    """Publish the version the last reviewer had before them; the item's own gate may still refuse."""
    workflow_state.current_task_state.revision.publish(user=user)
