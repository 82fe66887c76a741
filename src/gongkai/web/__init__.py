"""Settings, addresses, base templates, static files and health of the web program."""
