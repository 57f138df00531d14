"""What several test files look at and one run makes."""

import pytest

import sheets


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A sheet of few takes; how it was performed; where its takes are kept."""
    folder = tmp_path_factory.mktemp("sheet")
    with pytest.MonkeyPatch.context() as patch:
        sheets.few(patch)
        values, takes = sheets.made(folder)
    return values, takes, folder
