"""Screens: public for applicants, staff for those who handle applications."""
