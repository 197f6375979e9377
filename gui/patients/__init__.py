"""Patients: their list, their page, and enrolling them."""
