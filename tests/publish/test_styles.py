"""One stylesheet a page."""

import pytest

from initdocs_site.publish.styles import join


def page(*addresses):
    links = "".join(f'<link rel="stylesheet" href="{a}">' for a in addresses)
    return f"<head>{links}</head>"


def test_one_sheet_in_order(tmp_path):
    """What a page linked it now gets from one sheet, in the same order; a lone sheet stays."""
    for name, css in (
        ("theme/a.css", "a{}\n/*# sourceMappingURL=a.css.map */"),
        ("stylesheets/b.css", "b{}"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(css)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/index.html").write_text(page("../theme/a.css", "../stylesheets/b.css"))
    (tmp_path / "404.html").write_text(page("/theme/a.css", "/stylesheets/b.css"))
    (tmp_path / "one.html").write_text(page("theme/a.css"))
    join(tmp_path)
    html = (tmp_path / "deep/index.html").read_text()
    assert html.count("<link") == 1
    sheet = html.split('href="../')[1].split('"')[0]
    assert (tmp_path / sheet).read_text().split() == ["a{}", "b{}"]
    assert (tmp_path / "404.html").read_text() == page("/theme/a.css", "/stylesheets/b.css")
    assert (tmp_path / "one.html").read_text() == page("theme/a.css")


def test_our_font_stands_in_the_sheet(tmp_path):
    """The formulas' font needs no request of its own, so it cannot come late."""
    (tmp_path / "stylesheets").mkdir()
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/f.woff2").write_bytes(b"glyphs")
    (tmp_path / "stylesheets/a.css").write_text('@font-face{src:url("../fonts/f.woff2")}')
    (tmp_path / "stylesheets/b.css").write_text("")
    (tmp_path / "index.html").write_text(page("stylesheets/a.css", "stylesheets/b.css"))
    join(tmp_path)
    (sheet,) = (tmp_path / "stylesheets").glob("site.*.css")
    assert 'src:url("data:font/woff2;base64,Z2x5cGhz")' in sheet.read_text()


def test_what_few_pages_need_stands_in_those(tmp_path):
    """The doctor's rules are in the head of its page, and in no sheet; blanks are nowhere."""
    (tmp_path / "stylesheets").mkdir()
    (tmp_path / "stylesheets/a.css").write_text("a { color: red; } /* why */")
    (tmp_path / "stylesheets/doctor.css").write_text(".doctor { margin: 0 }")
    links = page("stylesheets/a.css", "stylesheets/doctor.css")
    (tmp_path / "doctor.html").write_text(f"{links}<section data-doctor></section>")
    (tmp_path / "other.html").write_text(f"{links}<p>data-doctor</p>")
    join(tmp_path)
    (sheet,) = (tmp_path / "stylesheets").glob("site.*.css")
    assert sheet.read_text() == "a{color:red}"
    one = f'<link rel="stylesheet" href="stylesheets/{sheet.name}">'
    html = {name: (tmp_path / f"{name}.html").read_text() for name in ("doctor", "other")}
    assert html["doctor"].startswith(f"<head>{one}<style>.doctor{{margin:0}}</style></head>")
    assert html["other"] == f"<head>{one}</head><p>data-doctor</p>"


def test_a_lost_address_is_an_error(tmp_path):
    """A sheet of the theme that asks for a file beside it would find nothing: the build fails."""
    for name, css in (("theme/a.css", "a{background: url(x.png)}"), ("stylesheets/b.css", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(css)
    (tmp_path / "index.html").write_text(page("theme/a.css", "stylesheets/b.css"))
    with pytest.raises(ValueError, match=r"a.css: asks for a file by a relative address"):
        join(tmp_path)


def test_what_stands_in_a_sheet_is_not_lost(tmp_path):
    """Data and places in the page itself need no file; ours may ask for files beside it."""
    for name, css in (
        ("theme/a.css", "a{mask: url(data:x)}b{fill: url(#c)}d{mask: url('data:y')}"),
        ("stylesheets/b.css", "b{background: url(../assets/x.png)}"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(css)
    for name, up in (("index.html", ""), ("a/b/index.html", "../../")):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        links = page(f"{up}theme/a.css", f"{up}stylesheets/b.css")
        (tmp_path / name).write_text(links.replace("</head>", "<title>x</title></head>"))
    join(tmp_path)
    (sheet,) = (tmp_path / "stylesheets").glob("site.*.css")
    assert "url(../assets/x.png)" in sheet.read_text()
    for name, up in (("index.html", ""), ("a/b/index.html", "../../")):
        one = page(f"{up}stylesheets/{sheet.name}")
        assert (tmp_path / name).read_text() == one.replace("</head>", "<title>x</title></head>")
