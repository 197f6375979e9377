"""One patient on a page: facts, next step, calendar, plots, results, history."""
