"""The month of visits as an optimisation problem."""
