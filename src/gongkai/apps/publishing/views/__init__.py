"""Staff screens of items: the list, writing, and the page on which an item is reviewed."""
