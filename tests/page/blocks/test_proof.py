"""Tables of what the doctor was tried on."""

import re

from bs4 import BeautifulSoup

from initdocs.recipes.patients import PATIENTS
from initdocs_site.page.blocks import proof
from initdocs_site.page.cases import CASES
from initdocs_site.page.proof import broken, record, rivals


def soup(html):
    return BeautifulSoup(html, "html.parser")


def address(target):
    return f"../{target.removesuffix('.md')}/"


def test_every_model_is_a_line_with_its_verdict():
    """In the table of its package; what was found stands beside it."""
    rows = record()["models"]
    page = soup(proof.models())
    lines = page.select("tbody tr")
    assert page.p.text.startswith(f"{len(rows)} models with {sum(r['tensors'] for r in rows):,}")
    assert [line.find("code").text for line in lines] == [row["name"] for row in rows]
    for line, row in zip(lines, rows, strict=True):
        cells = line.find_all("td")
        assert cells[2].text == row["verdict"]
        assert all(key in cells[3].text for key in row["found"])


def test_every_start_and_every_problem_is_a_line():
    """Starts lead to the doctor's page, problems to their answers."""
    starts = soup(proof.patients(address)).select("tbody tr")
    assert [a["href"].rpartition("=")[2] for a in (s.find("a") for s in starts)] == list(PATIENTS)
    lines = soup(proof.cases(address)).select("tbody tr")
    assert len(lines) == len(CASES)
    for line, case in zip(lines, CASES, strict=True):
        if case.kind == "page":
            path, mark, rest = case.answer.partition(".md")
            assert line.find("a")["href"] == f"../{path}/{rest}" and mark
        else:
            assert case.answer.replace("\n", "") in line.find("code").get_text()


def test_every_broken_start_is_a_line_with_what_is_found_or_why_not():
    """In the table of its kind of fault, whose summary counts them."""
    told = broken()
    page = soup(proof.variants())
    lines = page.select("tbody tr")
    for line, row in zip(lines, told["variants"], strict=True):
        done, found = (cell.text for cell in line.find_all("td"))
        assert done == row["about"]
        assert line.th.text == told["starts"][row["start"]]["title"]
        assert found.startswith(f"{row['level']}: " if row["rules"] else "Not found. ")
        assert all(rule in found for rule in row["rules"]) and row["missed"] in found
        assert ("recipes.check" in found) == bool(row["told"] and not row["rules"])
    counts = [re.findall(r"\d+", s.text.rpartition(": ")[2]) for s in page.select("summary")]
    count, missed = len(lines), sum(not row["rules"] for row in told["variants"])
    assert sum(int(of) for _, of in counts) == count
    assert sum(int(found) for found, _ in counts) == count - missed
    assert page.p.text.startswith(f"{count} broken starts: in {count - missed} a finding")


def test_every_tool_is_a_line_with_its_counts():
    """Of what it could be given, of what all could, and of the sound starts; with its release."""
    told = rivals()
    lines = soup(proof.tools()).select("tbody tr")
    assert len(lines) == len(told["variants"][0]["found"])
    for line, name in zip(lines, told["variants"][0]["found"], strict=True):
        release = told["versions"].get(name, "")
        assert line.th.text == f"{name} {release}".strip()
        found = [row["found"][name] for row in told["variants"]]
        asked = [each for each in found if each is not None]
        shared = [row["found"][name] for row in told["variants"]
                  if all(each is not None for each in row["found"].values())]  # fmt: skip
        alarms = [of[name] for of in told["sound"].values() if of[name] is not None]
        counts = [cell.text for cell in line.select(".number")]
        assert counts == [f"{sum(x)} of {len(x)}" for x in (asked, shared, alarms)]
