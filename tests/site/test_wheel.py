import io
import zipfile

from initdocs_site import wheel


def test_wheel_is_the_package_alone():
    """The reader receives initdocs with its data, without the machinery that makes pages."""
    built = wheel.build()
    names = zipfile.ZipFile(io.BytesIO(built.content)).namelist()
    assert "initdocs/data/digits.npz" in names and "initdocs/demos/playground.py" in names
    assert not any("initdocs_site" in name for name in names)
    assert built == wheel.build()
