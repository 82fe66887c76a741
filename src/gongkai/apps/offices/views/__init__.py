"""Screens: public for everyone, staff for those who administer offices, accounts for oneself."""
