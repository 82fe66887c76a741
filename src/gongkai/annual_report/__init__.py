"""The statutory annual report as data: read, check and write it, without framework or database."""
