"""The Calendar screen: the timeline of the cohort."""
