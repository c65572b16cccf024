"""Sections of playbooks: what stands under each heading."""

from doable.policy.book import Playbook
from doable.reply.playbooks import PlaybookError, render
from doable.reply.sections import before_headings, sections_of

BODY = "A note.\n## answer: refund\nYou get it.\n\n##  close \nBye,\nBean & Co\n## reason:\n"


def playbook(body: str) -> Playbook:
    return Playbook("playbooks/p.md", "grant", body, body_line=4)


def test_each_heading_begins_a_section_for_one_ask_or_all() -> None:
    found = sections_of(playbook(BODY))

    assert [(section.name, section.ask, section.text.body.strip()) for section in found] == [
        ("answer", "refund", "You get it."),
        ("close", None, "Bye,\nBean & Co"),
        ("reason", None, ""),
    ]


def test_a_body_without_headings_is_a_whole_letter() -> None:
    assert sections_of(playbook("Dear you,\n# one sign is no heading\n###three neither")) == ()
    assert before_headings(playbook("Dear you")) == ""


def test_what_stands_above_the_first_heading_is_no_section() -> None:
    assert before_headings(playbook(BODY)) == "A note."


def test_a_mistake_in_a_section_is_told_at_its_place_in_the_file() -> None:
    close = sections_of(playbook("## close\n\nBye {{ nobody }}"))[0]

    try:
        render(close.text, {})
    except PlaybookError as error:
        assert str(error) == "playbooks/p.md:6:8: there is no value `nobody`"
