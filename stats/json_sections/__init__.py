"""The groups of the JSON document, one module each; `stats.as_json` joins them."""
