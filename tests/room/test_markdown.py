"""Discord's Markdown to HTML: what each mark becomes, and that nothing gets past it."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.room.markdown import Names, to_html

NAUGHTY = Path(__file__).resolve().parents[3] / "shared" / "data" / "naughty-strings.json"

NAMES = Names(
    user={"1": "Ada <i>"}.get,
    role={"3": "Teacher"}.get,
    channel={"4": "debates"}.get,
)


def html(text: str) -> str:
    return to_html(text, NAMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**b** *i* _i_ __u__ ~~s~~",
            "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s></p>",
        ),
        ("***both*** __*x*__", "<p><em><strong>both</strong></em> <u><em>x</em></u></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("||the *end*||", '<p><span class="spoiler">the <em>end</em></span></p>'),
        ("a || b", "<p>a || b</p>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# One", '<h3 class="md-h1">One</h3>'),
        ("### Three", '<h5 class="md-h3">Three</h5>'),
        ("#### Four", "<p>#### Four</p>"),
        ("#tag", "<p>#tag</p>"),
        ("-# small", '<p class="md-subtext">\n<small>small</small>\n</p>'),
        ("> quoted\nnot", "<blockquote>\n<p>quoted</p>\n</blockquote>\n<p>not</p>"),
        (">>> all\n\nof it", "<blockquote>\n<p>all</p>\n<p>of it</p>\n</blockquote>"),
        (">not", "<p>&gt;not</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("```py\nx < 1\n```", '<pre><code class="language-py">x &lt; 1\n</code></pre>'),
        ("so ```x``` then", "<p>so</p>\n<pre><code>x\n</code></pre>\n<p>then</p>"),
        ("```\nnever closed", "<p>```<br>\nnever closed</p>"),
        (
            "<@1> <@!1> <@9>",
            '<p><span class="mention" data-user="1">@Ada &lt;i&gt;</span> <span class="mention" data-user="1">@Ada &lt;i&gt;</span> <span class="mention" data-user="9">@unknown-user</span></p>',
        ),
        (
            "<@&3> <#4>",
            '<p><span class="mention" data-role="3">@Teacher</span> <a class="mention" data-channel="4" href="#4">#debates</a></p>',
        ),
        (
            "<t:1700000000:R>",
            '<p><time datetime="2023-11-14T22:13:20+00:00" data-style="R">14 November 2023 22:13 UTC</time></p>',
        ),
        ("<t:9999999999999:R>", "<p>&lt;t:9999999999999&gt;</p>"),
        ("\\*plain\\*", "<p>*plain*</p>"),
        ("&amp; &#60;", "<p>&amp;amp; &amp;#60;</p>"),
        ("---\n===", "<p>---<br>\n===</p>"),
        ("", ""),
    ],
)
def test_each_mark(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_masked_link_shows_where_it_goes() -> None:
    shown = html("[the source](https://example.org/a?b=1)")
    assert 'href="https://example.org/a?b=1"' in shown
    assert 'title="the source (https://example.org/a?b=1)"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown


@pytest.mark.parametrize(
    "text",
    [
        "[https://good.example](https://evil.example)",
        "[good.example](https://evil.example)",
        "[www.good.example/path](https://evil.example)",
        "[**good.example**](https://evil.example)",
    ],
)
def test_a_link_that_poses_as_another_stays_as_written(text: str) -> None:
    shown = html(f"before {text} after")
    assert "good.example" in shown
    assert "<a" not in shown or 'href="https://good' in shown
    assert "evil.example" in "".join(words_of(shown))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://example.org/a_(b).", "https://example.org/a_(b)"),
        ("(https://example.org)", "https://example.org"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("**https://example.org/**", "https://example.org/**"),
    ],
)
def test_bare_addresses_become_links(text: str, url: str) -> None:
    assert f'href="{url}"' in html(text)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "vbscript:x"])
def test_other_schemes_are_no_links(url: str) -> None:
    assert "<a" not in html(f"[press]({url})")
    assert "<a" not in html(f"<{url}>")


@pytest.mark.parametrize("text", ["[words]()", "![]()", "[](<>)"])
def test_an_empty_address_leads_nowhere(text: str) -> None:
    assert "href" not in html(text)


ALLOWED = {
    "p", "strong", "em", "u", "s", "span", "code", "pre", "br", "h3", "h4", "h5", "small",
    "blockquote", "ul", "ol", "li", "a", "time",
}  # fmt: skip
ATTRIBUTES = {
    "class", "href", "title", "target", "rel", "datetime", "data-style", "data-user",
    "data-role", "data-channel", "start",
}  # fmt: skip


class Strict(HTMLParser):
    """Fails on any tag or attribute that a message may not have."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, name
            if name == "href":
                assert (value or "").startswith(("http://", "https://", "#")), value

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(rendered: str) -> list[str]:
    parser = Strict()
    parser.feed(rendered)
    return parser.words


MARKS = st.sampled_from(
    ["**", "__", "||", "```", "`", "> ", ">>> ", "\n", "[", "](", ")", "<@1>", "<", ">", "# ",
     "- ", "https://x.y/", "javascript:", "<script>", "\"", "'", "onload=", "a", " ", "&", "~~",
     "<t:1:R>", "-# ", "1. ", "\\", "![", "@everyone"]
)  # fmt: skip


@given(st.lists(MARKS, max_size=30).map("".join))
@settings(max_examples=300, deadline=None)
def test_nothing_but_known_tags_comes_out(text: str) -> None:
    words_of(html(text))


def test_naughty_strings_are_harmless() -> None:
    if not NAUGHTY.is_file():
        pytest.skip(f"no {NAUGHTY}")
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        words_of(html(text))
