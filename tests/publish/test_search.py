"""The index as it is published: what a query finds beside the pages."""

import json

from initdocs_site.publish import search

PAGE = """<article><dl><dt id="dead-unit"><strong>Dead unit</strong></dt>
<dd>Its gradient is zero. <a href="../">More</a>.</dd>
<dt id="gain"><strong>Gain</strong></dt><dd>A factor.</dd></dl></article>"""


def test_each_term_is_found_with_what_it_means(tmp_path):
    """The glossary's page keeps its title, and its terms are places of their own; twice is once."""
    (tmp_path / "search").mkdir()
    (tmp_path / "reference/glossary").mkdir(parents=True)
    (tmp_path / "reference/glossary/index.html").write_text(PAGE)
    docs = [
        {"location": "reference/glossary/", "title": "Glossary", "text": "Dead unit Its …"},
        {"location": "a/", "title": "A", "text": "a"},
    ]
    path = tmp_path / "search/search_index.json"
    path.write_text(json.dumps({"docs": docs}))
    for _ in range(2):
        search.write(tmp_path)
        found = {doc["location"]: doc for doc in json.loads(path.read_text())["docs"]}
        assert list(found) == [
            "reference/glossary/", "reference/glossary/#dead-unit", "reference/glossary/#gain", "a/"
        ]  # fmt: skip
        assert found["reference/glossary/#gain"]["text"] == "A factor."
        assert found["reference/glossary/#dead-unit"]["text"] == "Its gradient is zero. More."
        assert found["reference/glossary/"]["text"] == "" and found["a/"]["text"] == "a"
        assert found["reference/glossary/#gain"]["boost"] < 1
