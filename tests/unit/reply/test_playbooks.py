"""Playbooks: filled in, held to their limits, and what is said of those that can't be."""

import time
from decimal import Decimal

import pytest

from doable.policy.book import Playbook
from doable.reply.playbooks import PlaybookError, promised, render

TOO_MUCH = "the playbook would go on for too long, or write too much"


def playbook(body: str) -> Playbook:
    return Playbook("playbooks/p.md", "decline", body, body_line=4)


def refused(body: str, *, strict: bool = False) -> str:
    with pytest.raises(PlaybookError) as caught:
        render(playbook(body), {}, strict=strict)
    error = caught.value
    place = f"{error.place.line}:{error.place.column}"
    return f"{place} {error.message}" + (f" ({error.help})" if error.help else "")


def test_a_playbook_is_filled_in_with_the_values_it_is_given() -> None:
    body = "Dear {{ customer.name | upcase }},{% for offer in offers %} {{ offer }}{% endfor %} {{ amount }}"

    text = render(
        playbook(body), {"customer": {"name": "Ada"}, "offers": ["a", "b"], "amount": Decimal("4.50")}
    )

    assert text == "Dear ADA, a b 4.50"


def test_a_name_without_a_value_is_an_error_unless_it_is_only_checked() -> None:
    assert render(playbook("Dear {{ name }}"), {}, strict=False) == "Dear "
    assert refused("Dear\n{{ name }}", strict=True) == (
        "5:4 there is no value `name` (use a value that the decision has)"
    )


@pytest.mark.parametrize(
    "body",
    [
        "{% for i in (1..40) reversed %}{{ i }}{% endfor %}",
        "{% tablerow i in (1..3) %}{{ i }}{% endtablerow %}",
        "{% for i in names %}{{ i }}{% else %}nobody{% endfor %}",
        "{% assign n = 1 %}{% assign n = n | plus: 2 %}{% increment n %}",
        "{% capture x %}a{% endcapture %}{{ x | append: 'b' | split: '' | join: '-' }}",
        "{% liquid\nassign x = 1\necho x\n%}",
        "{{ nothing | default: 'x' }}{{ 1.5 | round: 99999999999 }}",
    ],
)
def test_what_is_usual_is_within_the_limits(body: str) -> None:
    assert render(playbook(body), {}, strict=False).strip()


@pytest.mark.parametrize(
    "body",
    [
        "{% for i in (1..100000000) %}{% endfor %}",
        "{% for i in (1..100000000) reversed %}{% endfor %}",
        "{% for i in (1..100000000) offset: 99999999 %}{{ i }}{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..999) %}{% endfor %}" * 200,
        "{% tablerow i in (1..100000000) %}{% endtablerow %}",
        "{% for i in (1..5000) %}{% increment n %}{% endfor %}",
        "{% assign a = 'x' %}" + "{% assign a = a | append: a %}" * 50,
        "{% assign a = 'x' %}{% for i in (1..99) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}",
        "{{ 'aaaaaaaaaa'" + " | replace: 'a', 'aaaaaaaaaa'" * 9 + " }}",
        "{% assign x = 99 %}{% for i in (1..99) %}{% assign x = x | times: x %}{% endfor %}",
        "{{ (1..100000000) | join: ',' }}",
        "{{ (1..9999999999999999999999) | first }}",
        "{% assign l = 'a,b' | split: ',' %}{% for i in (1..30) %}{% assign l = l | concat: l %}{% endfor %}",
        "".join(f"{{% assign a{number} = 1 %}}" for number in range(300)),
        "{% for i in (1..900) %}{{ 'a long text, and again and again' | append: 'a long text' }}{% endfor %}"
        * 5,
    ],
)
def test_what_would_not_end_or_not_fit_is_refused_soon(body: str) -> None:
    began = time.perf_counter()

    assert TOO_MUCH in refused(body)
    assert time.perf_counter() - began < 2


def test_too_many_parts_inside_each_other_are_refused() -> None:
    said = "the playbook has too many parts one inside the other"

    assert said in refused("{% if a %}" * 40 + "{% endif %}" * 40)
    assert "4:1 `{{` is never closed" in refused("{{ a" + "[a" * 20_000 + " }}")


def test_a_playbook_of_more_than_100_000_characters_is_refused() -> None:
    assert refused("x" * 100_001) == (
        "4:1 the playbook is longer than 100,000 characters (write a shorter one, or several)"
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a {{ x", "4:3 `{{` is never closed (add `}}` where it ends)"),
        ("a\n{{ x }\n{{ y }}", "5:1 `{{` is never closed (add `}}` where it ends)"),
        ("{" * 50_000, "4:1 `{{` is never closed (add `}}` where it ends)"),
        ("a {% if", "4:3 `{%` is never closed (add `%}` where it ends)"),
        ("a\n{% if a %}b", "5:1 `{% if %}` is never closed (add `{% endif %}` where it ends)"),
        (
            "{% if q %}{% endif %} {% if a %}",
            "4:23 `{% if %}` is never closed (add `{% endif %}` where it ends)",
        ),
        (
            "{% endif %}{% if a %}",
            "4:4 `{% endif %}` stands alone here (remove it, or add the tag that it belongs to)",
        ),
        ("{% comment %} x", "4:4 `{% comment %}` is never closed (add `{% endcomment %}` where it ends)"),
        ("{% else %}", "4:4 `{% else %}` stands alone here (remove it, or add the tag that it belongs to)"),
        ("{% foo %}", "4:4 there is no tag `{% foo %}` (did you mean `for`?)"),
        ("{{ a | upcas }}", "4:8 there is no filter `upcas` (did you mean `upcase`?)"),
        ("{{ 'now' | date: '%s' }}", "4:12 there is no filter `date` (dates come ready to be read)"),
        (
            "{% include 'a' %}",
            "4:4 a playbook can't take in other files: `{% include %}` (write the text out here)",
        ),
        (
            "{% render 'a' %}",
            "4:4 a playbook can't take in other files: `{% render %}` (write the text out here)",
        ),
        ("{{ 'x }}", "4:4 this quote is never closed (add the closing `'`)"),
        ('{{ "x }}', '4:4 this quote is never closed (add the closing `"`)'),
        ("{% if a && b %}{% endif %}", "4:9 `&` means nothing here (write `and`)"),
        ("{{ a ^ b }}", "4:6 `^` means nothing here (remove or correct it)"),
        ("x {{ }}", "4:3 nothing stands here (name a value, as in `{{ customer.name }}`)"),
        ("{% %}", "4:1 this tag has no name (write for example `{% if amount %}`)"),
        (
            "{% if %}{% endif %}",
            "4:4 this tag says nothing of what it is about (write for example `{% if amount %}`)",
        ),
        ("{% for x %}{% endfor %}", "4:1 `for` needs a name and a list (write `{% for item in items %}`)"),
        ("{{ a.b[ }}", "4:1 this name is not complete (write it as in `customer.name`)"),
        ("{{ 1 | divided_by: 0 }}", "4:8 this divides by zero (make sure that the number is not 0)"),
        ("{{ 'a' | append }}", "4:10 the filter `append` needs a value after it (write `| append: ..`)"),
        (
            "{{ 'a' | upcase: 1 }}",
            "4:10 the filter `upcase` takes fewer values (remove those it has no use for)",
        ),
        (
            "{{ customer name }}",
            "4:13 this is one word too many (join names with a point as in `customer.name`, "
            "compare with `==`, put a `|` before a filter)",
        ),
        (
            "{% assign = 3 %}",
            "4:11 this is not what Liquid expects here (join names with a point as in `customer.name`, "
            "compare with `==`, put a `|` before a filter)",
        ),
        ("{{ 'a' | base64_decode }}", "4:1 this is not well-formed Liquid: invalid base64-encoded string"),
        (
            "{{ 'a' | slice: 'x' }}",
            "4:10 the filter `slice` is given a value of the wrong kind (look at what follows its `:`)",
        ),
        ("{{ 'inf' | floor }}", "4:1 a filter is given a value that it can't work with (look at the values"),
    ],
)
def test_what_is_no_liquid_is_told_in_plain_words(body: str, said: str) -> None:
    assert refused(body).startswith(said)


def test_what_a_playbook_promises_is_found_with_its_place() -> None:
    body = "{{ granted.amount }}\n {% if granted['by'] %}{{ granted[x] }}{{ granted }}{{ x.by }}{% endif %}"

    assert [(name, place.line, place.column) for name, place in promised(playbook(body))] == [
        ("amount", 4, 4),
        ("by", 5, 8),
    ]
    assert list(promised(playbook("{% if %}"))) == []
