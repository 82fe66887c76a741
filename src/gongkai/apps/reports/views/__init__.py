"""The staff screens of annual reports."""
