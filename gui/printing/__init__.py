"""Paper: the day list, tube labels and the schedule of one patient, painted in millimetres."""
