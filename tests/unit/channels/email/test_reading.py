"""A mail comes in whatever it is, and nothing of it is lost without a word."""

import base64
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from doable.channels.email.limits import DEPTH, HEADERS, PARTS, SIZE, TAGS, TEXT
from doable.channels.email.reading import Trust, read_mail
from doable.desk.incoming import AUTOMATIC, CLAIMED, FORGED, WRITTEN, Incoming

ADDRESS = "help@copperline.example"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKEN = "k3j9x7m2p5q8r1t4v6w0"
TRUST = Trust(address=ADDRESS, own_domains=frozenset({"copperline.example"}))
SENT = b"From: Ada Ward <ada@customer.example>\r\nTo: help@copperline.example\r\n"
HEADER = SENT + b"Message-ID: <1@customer.example>\r\n"


def read(raw: bytes) -> Incoming:
    return read_mail(raw, received_at=AT, trust=TRUST)


def mail(text: str = "My grinder is broken.\n", **fields: str) -> EmailMessage:
    written = EmailMessage()
    written["From"] = fields.pop("sender", "Ada Ward <ada@customer.example>")
    written["To"] = ADDRESS
    written["Subject"] = fields.pop("subject", "Broken grinder")
    for name, value in fields.items():
        written[name.replace("_", "-")] = value
    written.set_content(text)
    return written


def typed(media_type: str, body: bytes, *more: str) -> bytes:
    lines = [f"Content-Type: {media_type}", *more]
    return HEADER + "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_a_plain_mail_comes_in() -> None:
    raw = mail(Message_ID="<7@customer.example>").as_bytes()

    incoming = read(raw)

    assert (incoming.channel, incoming.received_at, incoming.raw) == ("email", AT, raw)
    assert (incoming.sender, incoming.sender_name) == ("ada@customer.example", "Ada Ward")
    assert (incoming.subject, incoming.text) == ("Broken grinder", "My grinder is broken.")
    assert (incoming.recipients, incoming.mail_id) == ((ADDRESS,), "<7@customer.example>")
    assert (incoming.kind, incoming.identity, incoming.cut) == (WRITTEN, CLAIMED, ())


@given(st.binary(max_size=400))
@example(b"")
@example(b"\r\r\r")
@example(b"Content-Type: multipart/mixed; boundary=\xff\n\n--\xff\n")
@example(b"Content-Type: text/plain; charset=utf-7\n\n+AGX-\xff")
@example(b"From: =?idna?b?////?= <a@b>\nSubject: =?zlib?q?=00=ff?=\n\n")
def test_any_bytes_come_in(raw: bytes) -> None:
    assert read(raw).raw == raw


@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=x\n",
                b"Content-Type: multipart/alternative; boundary=x\n",
                b"Content-Type: message/rfc822\n",
                b"Content-Type: text/html; charset=ks_c_5601-1987\n",
                b"\n",
                b"--x\n",
                b"--x--\n",
                b"Content-Transfer-Encoding: base64\n",
                b"Content-Transfer-Encoding: x-uuencode\n",
                b"<b>\xe9</p><script",
                b"=?x?",
                b"Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=\"a\\\n",
                b"From: (((a@b, <c@d\n",
                b"QUJD\n",
                b"Authentication-Results: a; dmarc=pass (\n",
                b"In-Reply-To: <a@b> <\n",
                b"> On 1.1. a wrote:\n",
                b"\x00\xff\n",
                b"Content-Type: message/delivery-status\n",
                b"Message-ID: <a@b>\n",
            ]
        )
    ).map(b"".join)
)
def test_any_mixture_of_awkward_pieces_comes_in(raw: bytes) -> None:
    assert read(raw).raw == raw


@given(
    st.text(st.characters(exclude_categories=["C"]), max_size=300),
    st.lists(st.text(max_size=60), max_size=30),
)
def test_no_word_of_a_plain_mail_is_lost(first: str, lines: list[str]) -> None:
    body = "\n".join([first, *lines]).replace("\0", "")
    raw = typed("text/plain; charset=utf-8", body.encode("utf-8", errors="replace"))

    incoming = read(raw)

    kept = "".join([incoming.text, incoming.quoted, incoming.signature])
    assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, body))


@pytest.mark.parametrize(
    ("charset", "content", "text"),
    [
        ("utf-8", "Grüße €".encode(), "Grüße €"),
        ("iso-8859-1", "Preis 5 €".encode("cp1252"), "Preis 5 €"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("x-unknown", "Grüße".encode("cp1252"), "Grüße"),
        ("utf-8", "Grüße".encode("cp1252"), "Grüße"),
        ("utf-8", "Grüße €".encode()[:-1], "Grüße \ufffd"),
        ("ks_c_5601-1987", "똠방각하".encode("cp949"), "똠방각하"),
        ("gb2312", "朱镕基".encode("gb18030"), "朱镕基"),
        ("iso-2022-jp", "修理".encode("iso-2022-jp"), "修理"),
        ("zlib", b"hello", "hello"),
    ],
)
def test_text_is_read_in_the_charset_that_is_meant(charset: str, content: bytes, text: str) -> None:
    assert read(typed(f"text/plain; charset={charset}", content)).text == text


def test_characters_that_can_not_be_read_are_said_to_be_missing() -> None:
    incoming = read(typed("text/plain; charset=utf-8", "Grüße €".encode()[:-1]))

    assert incoming.cut == ("some characters (they can't be read in the charset the mail names)",)


def test_text_in_broken_base64_is_kept_as_it_stands() -> None:
    body = b"R3JpbmRlciBicm9rZW4u\r\n\r\nAdded by the list\r\n"

    text = read(typed("text/plain", body, "Content-Transfer-Encoding: base64")).text

    assert "Grinder broken." in text
    assert "Added by the list" in text


def test_one_damaged_character_does_not_cost_the_rest() -> None:
    body = base64.b64encode(b"My grinder is broken. " * 8).replace(b"Z3JpbmRl", b"Z3J\x9fpbmRl", 1)

    incoming = read(typed("text/plain", body, "Content-Transfer-Encoding: base64"))

    assert incoming.text.startswith("My grinder is broken.")
    assert incoming.cut == ("part of the text (its encoding is damaged)",)


def test_of_two_versions_the_plain_one_is_read_and_the_formatted_one_shown() -> None:
    written = mail("plain words\n")
    written.add_alternative("<p>formatted words <img src=http://x.example/p.png></p>", subtype="html")

    incoming = read(written.as_bytes())

    assert incoming.text == "plain words"
    assert incoming.html.strip() == "<p>formatted words <img></p>"


def test_where_the_plain_version_is_empty_the_formatted_one_is_read() -> None:
    written = mail(" \n")
    written.add_alternative("<p>Where is my <a href='https://s.example'>order</a>?</p>", subtype="html")

    assert read(written.as_bytes()).text == "Where is my order?"


def test_a_picture_in_the_text_is_kept_under_the_name_the_text_calls_it() -> None:
    written = mail("see below\n")
    written.add_alternative("<img src='cid:p1@a'>", subtype="html")
    html = written.get_payload()[1]
    html.add_related(b"\x89PNG\r\n\x1a\n", "image", "png", cid="<p1@a>", filename="a.png")

    incoming = read(written.as_bytes())

    (picture,) = incoming.enclosed
    assert (picture.name, picture.media_type, picture.cid) == ("a.png", "image/png", "p1@a")
    assert 'src="cid:p1@a"' in incoming.html


def test_a_mail_in_the_mail_is_kept_as_a_file_and_its_words_beside() -> None:
    inner = mail("the older words\n", subject="Old matter")
    outer = mail("see the attached\n")
    outer.add_attachment(inner)

    incoming = read(outer.as_bytes())

    assert incoming.text == "see the attached"
    assert "the older words" in incoming.quoted
    assert incoming.enclosed[0].name == "Old matter.eml"
    assert incoming.enclosed[0].media_type == "application/octet-stream"


def test_a_mail_that_is_only_another_mail_has_its_words_as_text() -> None:
    body = b"Subject: Old\r\n\r\nthe older words"

    assert "the older words" in read(typed("message/rfc822", body)).text


def test_a_flowed_text_is_put_together_again() -> None:
    body = b"My grinder \r\nis broken.\r\n> an old \r\n> line\r\n"

    incoming = read(typed("text/plain; format=flowed", body))

    assert (incoming.text, incoming.quoted) == ("My grinder is broken.", "> an old line")


def test_text_without_any_boundary_is_kept() -> None:
    assert read(typed("multipart/mixed; boundary=none", b"all the words")).text == "all the words"


def test_text_around_the_parts_is_kept() -> None:
    body = b"before\r\n--x\r\n\r\nmiddle\r\n--x--\r\nafter"

    assert read(typed("multipart/mixed; boundary=x", body)).text.split() == ["before", "middle", "after"]


def test_what_follows_a_line_that_is_no_header_is_text() -> None:
    assert (
        read(b"Subject: a\r\nthis is no header\r\n\r\nmore").text.split() == "this is no header more".split()
    )


@pytest.mark.parametrize("given_name", ["Bcc: x@y.example", "a\r\n b", "a\x00b\u202eb"])
def test_a_subject_stays_one_line(given_name: str) -> None:
    word = base64.b64encode(f"Hi\r\n{given_name}".encode()).decode()

    subject = read(f"Subject: =?utf-8?B?{word}?=\r\n\r\nx".encode()).subject

    assert subject.startswith("Hi ")
    assert not set(subject) & set("\r\n\0\u202e")


def test_words_split_within_a_character_are_put_together() -> None:
    raw = b"Subject: =?utf-8?B?R3LDvA==?=\r\n =?utf-8?Q?=C3?= =?utf-8?Q?=9Fe?= plain\r\n\r\nx"

    assert read(raw).subject == "Grüße plain"


def test_the_token_comes_from_any_address_the_mail_went_to() -> None:
    raw = HEADER + f"X-Original-To: Help+C-{TOKEN}@Copperline.example\r\n\r\nyes".encode()

    assert read(raw).token == TOKEN


@pytest.mark.parametrize("local", ["help+c-short", f"sales+c-{TOKEN}", f"help+{TOKEN}", f"xhelp+c-{TOKEN}"])
def test_another_address_holds_no_token(local: str) -> None:
    assert read(f"To: {local}@copperline.example\r\n\r\nyes".encode()).token is None


def test_references_are_nearest_first_and_clean() -> None:
    raw = b"References: <1@a.example> junk <2@a.example> <3@a.example>\r\nIn-Reply-To: <3@a.example>\r\n\r\nx"

    assert read(raw).references == ("<3@a.example>", "<2@a.example>", "<1@a.example>")


def test_of_many_references_the_nearest_are_kept() -> None:
    ids = " ".join(f"<{number}@a.example>" for number in range(90))

    found = read(f"References: {ids}\r\n\r\nx".encode()).references

    assert (len(found), found[0]) == (50, "<89@a.example>")


def test_a_second_delivery_has_the_same_key() -> None:
    raw = HEADER + b"\r\nhello\r\n"
    again = b"Received: from elsewhere\r\nX-Spam: no\r\n" + raw.replace(b"\r\n", b"\n")

    assert read(raw).key == read(again).key


@pytest.mark.parametrize(
    "other",
    [
        HEADER + b"\r\nanother text\r\n",
        HEADER.replace(b"ada@customer", b"eve@stranger") + b"\r\nhello\r\n",
        HEADER + b"Subject: other\r\n\r\nhello\r\n",
        HEADER + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x\r\n\r\nmore\r\n",
    ],
)
def test_another_mail_under_the_same_id_has_another_key(other: bytes) -> None:
    assert read(HEADER + b"\r\nhello\r\n").key != read(other).key


@pytest.mark.parametrize("given_id", ["", "<no-at>", "<a@b> <c@d>", "<a b@c>", "<ä@b>"])
def test_a_mail_without_one_good_id_is_named_by_its_bytes(given_id: str) -> None:
    incoming = read(f"Message-ID: {given_id}\r\n\r\nhello".encode())

    assert incoming.key.startswith("sha256:")
    assert incoming.mail_id == ""


def test_a_key_fits_its_column_however_long_the_id() -> None:
    long = f"<{'a' * 240}@{'b' * 240}>"

    incoming = read(f"Message-ID: {long}\r\n\r\nhello".encode())

    assert len(incoming.key) <= 200
    assert incoming.mail_id == long


def test_control_headers_command_nothing() -> None:
    fields = b"X-Doable-Case: 4\r\nX-Doable-Identity: proven\r\nX-Doable-Approve: yes\r\nControl: close\r\n"

    plain, commanded = read(HEADER + b"\r\nhello"), read(HEADER + fields + b"\r\nhello")

    for name in ("kind", "identity", "token", "text", "references", "sender", "key"):
        assert getattr(plain, name) == getattr(commanded, name)


def test_our_own_mail_come_back_is_automatic() -> None:
    assert read(HEADER + b"X-Doable-Loop: help@copperline.example\r\n\r\nhello").kind == AUTOMATIC


def test_an_address_of_ours_that_nothing_confirms_is_forged() -> None:
    assert read(b"From: Boss <boss@copperline.example>\r\n\r\nApprove it.").identity == FORGED


def test_a_mail_that_is_too_big_says_so() -> None:
    raw = HEADER + b"\r\nhello\r\n" + b"x" * SIZE

    incoming = read(raw)

    assert incoming.cut == (
        "everything beyond the first 25 MB of the mail",
        f"text beyond the first {TEXT:,} characters",
    )
    assert incoming.text.startswith("hello")


def test_parts_nested_too_deep_stay_as_text() -> None:
    raw = b"the innermost words"
    for level in range(3 * DEPTH):
        raw = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level) + raw

    incoming = read(raw)

    assert "the innermost words" in incoming.text
    assert incoming.cut == ("parts nested deeper than we read, kept as text",)


def test_too_many_parts_stay_as_text() -> None:
    parts = b"".join(b"--x\r\n\r\nword%d\r\n" % number for number in range(2 * PARTS))

    incoming = read(typed("multipart/mixed; boundary=x", parts))

    assert incoming.text.count("word") == 2 * PARTS
    assert incoming.cut == (f"parts beyond the first {PARTS}, kept as text",)


def test_too_many_headers_are_left_out() -> None:
    raw = b"".join(b"X-%d: a\r\n" % number for number in range(2 * HEADERS)) + b"\r\nhello"

    incoming = read(raw)

    assert incoming.text == "hello"
    assert incoming.cut == ("part of the mail's header (it is longer than we read)",)


def test_a_very_long_header_is_shortened() -> None:
    incoming = read(b"Subject: " + b"long " * 100_000 + b"\r\n\r\nhello")

    assert len(incoming.subject) == 500
    assert incoming.cut == ("part of the mail's header (it is longer than we read)",)


def test_formatted_text_beyond_the_limit_keeps_its_words() -> None:
    html = b"<div>" * (TAGS + 10) + b"the last words</div>"

    incoming = read(typed("text/html", html))

    assert "the last words" in incoming.text
    assert incoming.cut == (
        "the layout of the later part of a very long formatted message (its words are kept)",
    )


def test_a_damaged_file_says_so() -> None:
    body = b"JVBERi0x!!!!LjQK"

    incoming = read(typed("application/pdf", body, "Content-Transfer-Encoding: base64"))

    assert incoming.cut == ("part of a file (its encoding is damaged)",)
    assert incoming.enclosed[0].media_type == "application/pdf"
