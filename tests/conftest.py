"""What several test files share: the evaluation data beside the checkout, where it is present."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the evaluation data; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("needs the evaluation data beside the checkout")
    return SHARED
