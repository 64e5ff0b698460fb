"""The list of labs: what each says of itself, and its picture."""

from pathlib import Path

from initdocs_site.labs import lablist

LAB = """# %% [markdown]
# # A lab
#
# One and one are two.

# %% id="setup" verdict="partly: no" time="5 s"
x = 1
"""


def test_what_a_lab_says_of_itself(tmp_path):
    """Title and claim are its text, verdict and time stand on its first cell."""
    lab = tmp_path / "a-lab.py"
    lab.write_text(LAB)
    assert lablist.about(lab)[1:] == ("A lab", "One and one are two.", "partly: no", "5 s")


def test_a_picture_has_the_colours_of_each_scheme():
    """In a file of its own a figure sees no page, so that its colours are written out."""
    files = lablist.pictures('<svg viewBox="0 0 1 1"><path style="fill: var(--fig-2)"/></svg>')
    light, dark = (files[lablist.picture_name(scheme)] for scheme in lablist.SCHEMES)
    assert "var(" not in light + dark
    assert "fill: #d55e00" in light
    assert "fill: #ff9a4d" in dark


def test_labs_stand_in_the_order_of_their_papers():
    """By year, then by name."""
    names = ["he-2015", "saxe-2013", "glorot-2010", "hanin-nica-2020", "abc-2015"]
    labs = [lablist.About(Path(f"{name}.py"), "", "", "", "") for name in names]
    ordered = sorted(labs, key=lambda lab: lab.year)
    assert [lab.path.stem for lab in ordered] == [
        "glorot-2010", "saxe-2013", "abc-2015", "he-2015", "hanin-nica-2020",
    ]  # fmt: skip
