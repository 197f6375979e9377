"""From the results to the answers on the card: a module for each section of the plan."""
