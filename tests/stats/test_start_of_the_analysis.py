import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("stats.outcome", ["numpy", "scipy", "pandas", "matplotlib"]),
        ("stats.study_tables", ["numpy", "scipy", "pandas", "matplotlib"]),
        ("stats.plan", ["scipy.stats", "scipy.optimize", "pandas", "matplotlib"]),
        ("stats.as_json", ["scipy.stats", "scipy.optimize", "pandas", "matplotlib"]),
    ],
)
def test_a_module_loads_only_what_the_first_result_needs(module, unwanted):
    program = f"import sys, {module}; print([m for m in {unwanted} if m in sys.modules])"

    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )

    assert answer.stdout.strip() == "[]"
