"""Lab sheets: read in a guarded process, understood, planned row by row, then accepted as a whole.

`reading.read_workbook(path)` gives a `Workbook`, `understanding.guess(workbook, vocabulary)` an
`Understanding` with a `Mapping`, `plan.plan_import(workbook, mapping, known, vocabulary)` an
`ImportPlan`; `plan.decided(decision)` gives the next plan. `Study.accept(plan)` writes `to_store`.
"""
