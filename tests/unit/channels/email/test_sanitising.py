"""No script, no remote content and no style comes through; the words do."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from doable.channels.email.flattening import flatten
from doable.channels.email.limits import Cut
from doable.channels.email.sanitising import sanitise


def clean(text: str) -> str:
    return sanitise(text, Cut())


class Seen(HTMLParser):
    """Every element and attribute of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


PIECES = st.sampled_from(
    [
        "<script>",
        "</script>",
        "<scr<script>ipt>",
        "<svg onload=alert(1)>",
        "<math><mi xlink:href=javascript:x>",
        "<style>",
        "<img src=x onerror=alert(1)>",
        "<a href=' javascript:alert(1)'>",
        "<a href='&#106;avascript:alert(1)'>",
        "<iframe src=//x>",
        "<form action=/x><input name=a>",
        "<table background=http://x>",
        "<p style='background:url(http://x)'>",
        "<!--",
        "-->",
        "<noscript><p title='</noscript><img src=x onerror=a>'>",
        "<template>",
        "<textarea>",
        "<![CDATA[",
        "<base href=//x>",
        "<img src='cid:a\" onerror=b'>",
        '<a href="data:text/html,<script>a</script>">',
        "<object data=x>",
        "<meta http-equiv=refresh>",
        "text",
        "\0",
        "&lt;script&gt;",
        "<",
        ">",
        '"',
        "'",
        "<video src=http://x>",
        "<link rel=stylesheet href=//x>",
        "<xmp>",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=80))
@example(
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">'
)
def test_nothing_that_runs_or_fetches_survives(text: str) -> None:
    seen = Seen(clean(text))

    assert not {
        "script",
        "svg",
        "math",
        "iframe",
        "form",
        "input",
        "style",
        "object",
        "link",
        "meta",
        "base",
    } & set(seen.elements)
    for tag, name, value in seen.attributes:
        assert not name.startswith("on")
        assert name not in {"style", "background", "srcset", "id", "class", "action"}
        assert "javascript:" not in value.lower() or name in {"title", "alt"}
        if name == "src":
            assert (tag, value[:4].lower()) == ("img", "cid:")
        if name == "href":
            assert re.match(r"(?:https?|mailto|tel):", value.strip().lower())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p onclick=a>x</p>", "<p>x</p>"),
        ("<script>alert(1)</script>x", "x"),
        ('<img src="http://x.example/1.png" alt="a">', '<img alt="a">'),
        ('<img src="CID:1@a">', '<img src="CID:1@a">'),
        ('<a href="cid:1@a">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="//x.example">x</a>', '<a rel="noopener noreferrer">x</a>'),
        (
            '<a href="https://x.example" target=_top rel=opener>x</a>',
            '<a href="https://x.example" rel="noopener noreferrer">x</a>',
        ),
        ('<p style="display:none">hidden</p>', "<p>hidden</p>"),
    ],
)
def test_what_is_left_of_an_element(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p>new</p><blockquote>old<blockquote>older</blockquote></blockquote>", "new\n\n> old\n>\n>> older"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a &lt; b &amp; c", "a < b & c"),
        ('<a href="https://x.example">here</a> <img alt="chart">', "here chart"),
    ],
)
def test_text_of_html_reads_as_it_looks(text: str, expected: str) -> None:
    assert flatten(clean(text)) == expected
