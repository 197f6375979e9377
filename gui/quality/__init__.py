"""The Data quality screen: open queries."""
