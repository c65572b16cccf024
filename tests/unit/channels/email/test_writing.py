import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doable.channels.cleaning import clean_line, clean_text
from doable.channels.decoding import decode_words
from doable.channels.email.addresses import read_addresses, token_in
from doable.channels.email.writing import LOOP, Letter, Letterhead, as_html, subject, write_mail
from doable.channels.email.writing_names import WrongAddress

OURS = Letterhead(
    company="Copperline", address="help@copperline.example", base_url="https://desk.copperline.example"
)
TOKEN = "0123456789abcdef0123456789abcd"
AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
FIELDS = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    LOOP,
    "MIME-Version",
    "Content-Type",
]
# Text as customers and colleagues type or paste it, and as somebody does who means harm.
ANYTHING = st.text(max_size=120) | st.from_regex(
    r"(=\?utf-8\?[qb]\?[!-~]{0,20}\?=|[\r\n]+[BT]cc: x|[\",<>@;: ]){1,8}"
)


def letter(**changed: object) -> Letter:
    given: dict[str, object] = {
        "mail_id": "<c-1.2@copperline.example>",
        "to": "ann@example.org",
        "text": "Dear Ann,\n\nyes.\n",
        "written_at": AT,
        "to_name": "Ann Lee",
        "subject": "Grinder",
        "token": TOKEN,
    }
    return Letter(**{**given, **changed})  # type: ignore[arg-type]  # each test gives what fits


def written(**changed: object) -> bytes:
    return write_mail(letter(**changed), OURS).as_bytes()


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def raw_header(raw: bytes, name: str) -> str:
    """A header's value unfolded, encoded words as they are."""
    return re.sub(r"\r\n(?=[ \t])", "", str(message_from_bytes(raw)[name]).replace("\r\n", "\r\n"))


def test_a_mail_says_from_whom_it_is_and_where_its_case_is_answered() -> None:
    mail = read(written())

    assert mail["From"] == "Copperline <help@copperline.example>"
    assert mail["To"] == "Ann Lee <ann@example.org>"
    assert mail["Subject"] == "Re: Grinder"
    assert mail["Message-ID"] == "<c-1.2@copperline.example>"
    assert parsedate_to_datetime(mail["Date"]) == AT
    assert mail[LOOP] == "help@copperline.example"
    assert token_in((mail["Reply-To"],), OURS.address) == TOKEN


def test_the_text_stands_in_it_plain_and_as_a_page() -> None:
    mail = read(written(text="Dear Ann,\n\nyes: 4 < 5.\nBye"))

    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    assert mail.get_content_type() == "multipart/alternative"
    assert plain is not None
    assert plain.get_content().splitlines() == ["Dear Ann,", "", "yes: 4 < 5.", "Bye"]
    assert page is not None
    assert page.get_content().splitlines()[4:7] == ["<p>Dear Ann,</p>", "<p>yes: 4 &lt; 5.<br>", "Bye</p>"]


def test_the_same_letter_is_the_same_bytes_at_every_attempt() -> None:
    assert written() == written()


def test_a_letter_written_by_a_person_is_not_marked_as_automatic() -> None:
    mail = read(written())

    assert mail["Auto-Submitted"] is None
    assert mail["Precedence"] is None


def test_an_automatic_letter_asks_machines_not_to_answer() -> None:
    mail = read(written(automatic=True))

    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Precedence"] == "bulk"


def test_an_automatic_letter_answers_nothing_and_says_so() -> None:
    assert read(written(automatic=True, subject="We have your message"))["Subject"] == "We have your message"


def test_an_automatic_letter_repeats_no_name_that_a_stranger_gave() -> None:
    assert read(written(automatic=True))["To"] == "ann@example.org"


@pytest.mark.parametrize(
    "smuggled",
    [
        "x\r\nBcc: spy@evil.example",
        "x\nBcc: spy@evil.example",
        "x\rBcc: spy@evil.example",
        "x\u2028Bcc: spy@evil.example",
        "=?utf-8?q?x=0D=0ABcc:_spy=40evil.example?=",
        "=?utf-8?b?eA0KQmNjOiBzcHlAZXZpbC5leGFtcGxl?=",
        '"x" <spy@evil.example>,',
        "spy@evil.example,",
        "very long name " * 6 + ", spy@evil.example",
        "é" * 50 + ", spy@evil.example",
        "x\r\n\r\n<html>",
    ],
)
@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_nothing_is_smuggled_in_by_a_name_or_a_subject(field: str, smuggled: str) -> None:
    raw = written(**{field: smuggled})

    assert list(message_from_bytes(raw).keys()) == FIELDS
    assert [address for _, address in getaddresses([raw_header(raw, "To")])] == ["ann@example.org"]


@given(field=st.sampled_from(["subject", "to_name", "company"]), text=ANYTHING)
def test_whatever_is_typed_the_mail_has_the_same_fields_and_one_recipient(field: str, text: str) -> None:
    head = Letterhead(text, OURS.address) if field == "company" else OURS
    raw = write_mail(letter(**({} if field == "company" else {field: text})), head).as_bytes()

    assert list(message_from_bytes(raw).keys()) == FIELDS
    assert [address for _, address in getaddresses([raw_header(raw, "To")])] == ["ann@example.org"]
    assert [address for _, address in getaddresses([raw_header(raw, "From")])] == ["help@copperline.example"]
    assert [one.address for one in read_addresses(raw_header(raw, "To"))] == ["ann@example.org"]


@given(text=st.text(max_size=300))
def test_a_subject_comes_back_as_it_was_typed(text: str) -> None:
    shown = subject(text).replace("=?", "= ?")
    raw = write_mail(letter(subject=text), OURS).as_bytes()

    assert decode_words(raw_header(raw, "Subject")) == (clean_line(shown) or "Copperline")


@given(text=st.text(max_size=1000))
def test_the_text_comes_back_as_it_was_typed(text: str) -> None:
    plain = read(written(text=text)).get_body(("plain",))

    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == clean_text(text).strip("\n") + "\n"


@given(text=st.text(max_size=1000), name=st.text(max_size=200), title=st.text(max_size=300))
def test_every_line_is_ascii_and_short_enough_for_any_server(text: str, name: str, title: str) -> None:
    raw = written(text=text + "x" * 3000, to_name=name, subject=title)

    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 78
    assert not re.search(rb"[^\r]\n|\r[^\n]", raw)


@pytest.mark.parametrize("name", ["Zoë Ünal", "李小龍", "J. R. R. Tolkien", "O'Brien", "👩‍🚒 Ann"])
def test_a_name_is_read_as_it_was_written(name: str) -> None:
    assert [one.name for one in read_addresses(raw_header(written(to_name=name), "To"))] == [name]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Grinder", "Re: Grinder"),
        ("Re: Grinder", "Re: Grinder"),
        ("RE: re: Re: Grinder", "Re: Grinder"),
        ("AW: Re[2]: Grinder", "Re: Grinder"),
        ("Re:Grinder", "Re: Grinder"),
        ("Reasons: one", "Re: Reasons: one"),
        ("  two\n lines ", "Re: two lines"),
        ("Re: ", ""),
        ("", ""),
    ],
)
def test_a_subject_has_one_re(given: str, said: str) -> None:
    assert subject(given) == said


def test_a_mail_without_a_subject_carries_the_company_name() -> None:
    assert read(written(subject=""))["Subject"] == "Copperline"


def test_a_conversation_is_named_oldest_first() -> None:
    mail = read(written(references=("<b@x.example>", "a@x.example")))

    assert mail["In-Reply-To"] == "<b@x.example>"
    assert mail["References"].split() == ["<a@x.example>", "<b@x.example>"]


def test_a_long_conversation_keeps_its_first_message_and_the_nearest() -> None:
    ids = [f"<{number}@x.example>" for number in range(100, 0, -1)]

    kept = read(written(references=tuple(ids)))["References"].split()

    assert len(kept) == 20
    assert kept[0] == "<1@x.example>"
    assert kept[-19:] == [f"<{number}@x.example>" for number in range(82, 101)]


def test_a_long_id_goes_back_exactly_as_it_came() -> None:
    long = "<" + "a" * 700 + "@x.example>"

    raw = written(references=(long,))

    assert raw_header(raw, "In-Reply-To").strip() == long


@pytest.mark.parametrize("strange", ["a b", "x\r\nBcc: y@z", "<a><b>", "", "é@x", "x" * 2000, "<>"])
def test_what_is_no_id_is_left_out(strange: str) -> None:
    mail = message_from_bytes(written(references=(strange, "<a@x.example>")))

    assert mail["References"] == "<a@x.example>"
    assert mail["Bcc"] is None


def test_an_id_that_looks_encoded_stays_as_it_is() -> None:
    strange = "<=?utf-8?q?a=0D=0ABcc:_x?=@x.example>"

    mail = message_from_bytes(written(references=(strange,)))

    assert mail["In-Reply-To"] == strange
    assert mail["Bcc"] is None


def test_an_address_beyond_ascii_is_written_as_it_is() -> None:
    raw = written(to="jörg@bücher.example")

    assert "jörg@xn--bcher-kva.example" in raw.decode("utf-8")


def test_a_domain_beyond_ascii_needs_nothing_special() -> None:
    raw = written(to="ann@straße.example")

    assert b"<ann@xn--strae-oqa.example>" in raw


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@x.example",
        "a b@x.example",
        "ann@x.example\nBcc: y@z.example",
        "a@b@c.example",
        "ann@x..example",
        "ann@-x.example",
        "<ann@x.example>",
        "ann@x.example, bob@x.example",
        "a\udc80@x.example",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WrongAddress, match="no mail address"):
        write_mail(letter(to=address), OURS)


def test_a_link_to_our_own_pages_can_be_clicked() -> None:
    page = as_html("See https://desk.example/c/1?a=1&b=2. Bye", "https://desk.example/")

    url = "https://desk.example/c/1?a=1&amp;b=2"
    assert f'See <a href="{url}">{url}</a>. Bye' in page


@pytest.mark.parametrize(
    "text",
    [
        "https://desk.example.evil.example/x",
        "https://desk.example:8443/x",
        "https://desk.example@evil.example/",
        "https://other.example/",
        "javascript:alert(1)",
        "http://desk.example/",
    ],
)
def test_no_other_link_is_made(text: str) -> None:
    assert "<a" not in as_html(text, "https://desk.example")


@given(text=st.text(alphabet=st.sampled_from("<>&\"' \nax/:"), max_size=60))
def test_a_page_has_no_element_that_somebody_typed(text: str) -> None:
    page = as_html(f"https://desk.example/{text}", "https://desk.example")

    body = page.partition("<body>\n")[2].partition("\n</body>")[0]
    assert re.sub(r"</?p>|<br>|<a href=\"https://desk\.example/[^\"<>]*\">|</a>", "", body).count("<") == 0
