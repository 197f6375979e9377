"""Outcomes drawn as matplotlib figures; the only place that knows matplotlib."""
