"""The sections of the analysis plan, one module each; `stats.plan` joins them."""
