"""Django and Wagtail: each app owns its records, its screens and its statistics."""
