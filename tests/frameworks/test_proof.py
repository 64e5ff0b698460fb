"""The doctor on fresh public models: the record is what it says today."""

import pytest

from initdocs_site.maintain import proof as made
from initdocs_site.page import proof


@pytest.fixture(scope="module")
def models(frameworks):
    """What makes each model, where its package is installed in the version of the record."""
    assert frameworks
    for name, version in proof.record()["versions"].items():
        package = pytest.importorskip(name)
        assert package.__version__.partition("+")[0] == version, "record anew"
    return {name: (package, make) for package, name, make in made.models()}


def test_they_are_many():
    """At least ninety of three packages; nine in ten have nothing at fail."""
    rows = proof.record()["models"]
    assert len(rows) >= 90 and {row["package"] for row in rows} == {
        "torchvision", "timm", "transformers",
    }  # fmt: skip
    assert len({(row["package"], row["name"]) for row in rows}) == len(rows)
    assert sum(row["verdict"] == "fail" for row in rows) <= len(rows) / 10
    weights, named = (sum(row[key] for row in rows) for key in ("weights", "named"))
    assert named / weights > 0.9


def test_every_verdict_is_explained():
    """Of each model with a finding at warn or above a sentence says why."""
    grave = {row["name"] for row in proof.record()["models"] if row["verdict"] != "ok"}
    assert {name for name in grave if not proof.explained(name)} == set()
    assert set(proof.EXPLAINED) <= grave


@pytest.mark.parametrize(
    "name",
    ["resnet18", "squeezenet1_1", "deit_tiny_patch16_224", "ghostnet_100", "lcnet_050", "Llama",
     "GPT2", "T5"],
)  # fmt: skip
def test_the_record_is_what_is_found(models, name):
    """Another draw has the same verdict, the same findings, and as many tensors."""
    package, make = models[name]
    (told,) = (row for row in proof.record()["models"] if row["name"] == name)
    found = made.examined(package, name, make, seed=1)
    for key in ("tensors", "weights", "verdict", "found"):
        assert found[key] == told[key], key
