"""Public screens, by what a reader comes for."""
