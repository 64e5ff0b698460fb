"""The table of defaults as a file: what the rows say, in the form that its schema promises."""

import json
from importlib.resources import files

import jsonschema
import pytest

from initdocs.frameworks import DEFAULTS, READINGS, VERSIONS, as_values
from initdocs_site.maintain import defaults


def stored(name):
    return json.loads((files("initdocs") / "data" / name).read_text("utf-8"))


def test_the_file_is_what_the_rows_say():
    """Whoever changes a row writes the file anew: python -m initdocs_site.maintain.defaults."""
    assert defaults.FILE.read_text("utf-8") == defaults.text()
    assert stored("defaults.json") == as_values() == json.loads(defaults.text())


def test_the_writer(tmp_path):
    """It writes what stands in the package."""
    defaults.main(tmp_path / "defaults.json")
    assert (tmp_path / "defaults.json").read_bytes() == defaults.FILE.read_bytes()


def test_the_schema_holds():
    """The file has the form that the schema tells, under the schema's own rules."""
    schema = stored("defaults.schema.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    table = stored("defaults.json")
    jsonschema.validate(table, schema)
    assert table["$schema"] == schema["$id"]
    assert table["format"] == schema["properties"]["format"]["const"]
    assert len(table["defaults"]) == len(DEFAULTS)
    assert len(table["readings"]) == len(READINGS)
    assert table["releases"] == VERSIONS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda t: t.pop("releases"), lambda t: t.update(format=2),
        lambda t: t["defaults"][0].update(law="gaussian"),
        lambda t: t["defaults"][0].pop("value"), lambda t: t["defaults"][0].update(sigma=1),
        lambda t: t["readings"][0].update(shape=[0]),
    ],
)  # fmt: skip
def test_the_schema_sees_what_is_wrong(spoil):
    """A field that is missing, unknown or of another kind."""
    table = stored("defaults.json")
    spoil(table)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(table, stored("defaults.schema.json"))


def test_what_is_miscounted():
    """The rows whose variance is another by counted fans, and by which factor."""
    told = {
        (row["framework"], row["layer"]): row["miscounted_by"]
        for row in as_values()["defaults"] if row["miscounted_by"] is not None
    }  # fmt: skip
    assert told == pytest.approx({
        ("PyTorch", "ConvTranspose2d"): 2, ("PyTorch", "MultiheadAttention"): 2,
        ("Keras", "Conv2D, 4 groups"): 3, ("Keras", "DepthwiseConv2D"): 32.5,
    })  # fmt: skip
