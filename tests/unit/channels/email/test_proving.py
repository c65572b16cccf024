"""A sender is proven by our own mail server or by a signature that holds, and by nothing else."""

import base64
from datetime import UTC, datetime

import dkim
import pytest
from cryptography.hazmat.primitives import serialization as written
from cryptography.hazmat.primitives.asymmetric import rsa

from doable.channels.email.reading import Trust, read_mail
from doable.desk.incoming import CLAIMED, FORGED, PROVEN, Incoming

OURS = frozenset({"mx.copperline.example"})
OWN = frozenset({"copperline.example"})
PASS = "mx.copperline.example; dmarc=pass (p=REJECT) header.from=customer.example"


def trust(**more: object) -> Trust:
    return Trust(address="help@copperline.example", authserv_ids=OURS, own_domains=OWN, **more)  # type: ignore[arg-type]


def read(raw: bytes, **more: object) -> Incoming:
    return read_mail(raw, received_at=datetime(2026, 3, 2, tzinfo=UTC), trust=trust(**more))


def mail(*results: str, sender: str = "Ada Ward <ada@customer.example>", **more: object) -> Incoming:
    lines = [*(f"Authentication-Results: {one}" for one in results), f"From: {sender}", "", "It broke."]
    return read("\r\n".join(lines).encode(), **more)


def test_what_our_mail_server_confirmed_is_proven() -> None:
    incoming = mail(PASS)

    assert incoming.identity == PROVEN
    assert incoming.because == "Our mail server confirmed that this mail comes from `customer.example`."


def test_a_signature_our_mail_server_confirmed_proves_the_same_domain() -> None:
    assert mail("mx.copperline.example; dkim=pass header.d=customer.example").identity == PROVEN


def test_a_mail_nobody_checked_is_claimed() -> None:
    incoming = mail()

    assert incoming.identity == CLAIMED
    assert incoming.because == (
        "The sender's domain did not sign this mail, so we can't be sure who wrote it."
    )


@pytest.mark.parametrize(
    "results",
    [
        PASS.replace("mx.copperline", "mx.stranger"),
        PASS.replace("from=customer", "from=stranger"),
        "mx.copperline.example; dmarc=pass",
        "mx.copperline.example; dmarc=none header.from=customer.example",
        "mx.copperline.example; spf=pass smtp.mailfrom=ada@customer.example",
        "mx.copperline.example; dkim=pass header.d=stranger.example",
        "mx.copperline.example; dkim=fail (x; dmarc=pass header.from=customer.example)",
        'mx.copperline.example; spf=fail smtp.mailfrom="; dmarc=pass header.from=customer.example"@x.example',
        "mx.copperline.example; dmarc=none header.from=customer.example; dkim=pass header.d=customer.example",
        "mx.copperline.example; dmarc=pass header.from=customer.example (open",
        "mx.copperline.example",
        "",
    ],
)
def test_anything_less_proves_nothing(results: str) -> None:
    assert mail(results).identity == CLAIMED


def test_results_below_our_own_came_with_the_mail() -> None:
    failed = "mx.copperline.example; dmarc=fail (p=NONE) header.from=customer.example"

    assert mail(failed, PASS).identity == CLAIMED


def test_as_many_results_are_read_as_our_mail_server_writes() -> None:
    signed = "mx.copperline.example; spf=none"

    assert mail(signed, PASS).identity == CLAIMED
    assert mail(signed, PASS, results=2).identity == PROVEN


@pytest.mark.parametrize("remark", ["(p=REJECT sp=NONE dis=NONE)", "(p=quarantine)", "policy.dmarc=reject"])
def test_a_mail_its_domain_wants_refused_is_forged(remark: str) -> None:
    incoming = mail(f"mx.copperline.example; dmarc=fail {remark} header.from=customer.example")

    assert incoming.identity == FORGED
    assert "`customer.example` asks to refuse" in incoming.because


@pytest.mark.parametrize(
    "sender",
    [
        "ceo@bank.example <ada@customer.example>",
        '"ceo@bank.example" <ada@customer.example>',
        "=?utf-8?B?Y2VvQGJhbmsuZXhhbXBsZQ==?= <ada@customer.example>",
        "<ada@customer.example> ceo@bank.example",
        "ada@customer.example (ceo)",
        "<@x.example:ada@customer.example>",
        "<ada@customer.example",
        '"a\\" <ada@customer.example>',
        "friends: ada@customer.example;",
        "<ada@customer.example><ceo@bank.example>",
        '"ada"@customer.example',
        "Ada <ada @customer.example>",
    ],
)
def test_a_sender_that_reads_two_ways_is_never_proven(sender: str) -> None:
    assert mail(PASS, sender=sender).identity != PROVEN


@pytest.mark.parametrize(
    "fields",
    ["From: ada@customer.example, ceo@bank.example", "From: ada@customer.example\r\nFrom: ceo@bank.example"],
)
def test_two_senders_are_forged(fields: str) -> None:
    incoming = read(f"Authentication-Results: {PASS}\r\n{fields}\r\n\r\nIt broke.".encode())

    assert incoming.identity == FORGED
    assert "more than one sender" in incoming.because


@pytest.mark.parametrize("sender", ["boss@copperline.example", "boss@shop.copperline.example"])
def test_one_of_our_own_is_forged_unless_proven(sender: str) -> None:
    domain = sender.partition("@")[2]

    assert mail(sender=sender).identity == FORGED
    assert mail(PASS.replace("customer.example", domain), sender=sender).identity == PROVEN


def test_a_mail_without_a_sender_is_claimed() -> None:
    assert read(b"Subject: a\r\n\r\nIt broke.").identity == CLAIMED


def test_who_only_passed_it_on_is_not_proven() -> None:
    raw = f"Authentication-Results: {PASS}\r\nSender: ada@customer.example\r\n\r\nIt broke."

    assert read(raw.encode()).identity == CLAIMED


class Names:
    """What DNS says, out of a table; a domain that does not answer raises."""

    def __init__(self, **texts: str) -> None:
        self.texts = {name.replace("__", "."): text for name, text in texts.items()}

    def __call__(self, name: str) -> tuple[str, ...]:
        if name.endswith("silent.example"):
            raise TimeoutError(name)
        return tuple(text for key, text in self.texts.items() if key == name)


@pytest.fixture(scope="module")
def key() -> tuple[bytes, str]:
    """A private key for signing, and the text that DNS has of it."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    private = made.private_bytes(
        written.Encoding.PEM, written.PrivateFormat.TraditionalOpenSSL, written.NoEncryption()
    )
    public = made.public_key().public_bytes(written.Encoding.DER, written.PublicFormat.SubjectPublicKeyInfo)
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def signed(key: tuple[bytes, str], domain: str = "customer.example", *, length: bool = False) -> bytes:
    raw = b"From: Ada <ada@customer.example>\r\nSubject: Grinder\r\n\r\nIt broke.\r\n"
    fields = dkim.sign(
        raw,
        b"s1",
        domain.encode(),
        key[0],
        include_headers=[b"from", b"subject"],
        length=length,
    )
    return bytes(fields) + raw


def names(key: tuple[bytes, str], domain: str = "customer.example", **more: str) -> Names:
    found = Names(**more)
    found.texts[f"s1._domainkey.{domain}"] = key[1]
    return found


def test_a_signature_that_holds_proves_its_domain(key: tuple[bytes, str]) -> None:
    incoming = read(signed(key), resolver=names(key))

    assert incoming.identity == PROVEN
    assert incoming.because == "`customer.example` signed this mail, and the signature holds."


def test_a_signature_of_the_same_organisation_counts_where_the_domain_says_so(key: tuple[bytes, str]) -> None:
    raw = signed(key, "mail.customer.example")
    relaxed = names(key, "mail.customer.example", _dmarc__customer__example="v=DMARC1; p=none")
    strict = names(key, "mail.customer.example", _dmarc__customer__example="v=DMARC1; p=none; adkim=s")

    assert read(raw, resolver=relaxed).identity == PROVEN
    assert read(raw, resolver=strict).identity == CLAIMED


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"It broke", b"It works"), (b"Ada <ada@", b"Eve <eve@"), (b"From:", b"From: x@y.example\r\nFrom:")],
)
def test_a_changed_mail_is_not_proven(key: tuple[bytes, str], old: bytes, new: bytes) -> None:
    assert read(signed(key).replace(old, new), resolver=names(key)).identity != PROVEN


def test_a_strangers_signature_proves_nobody_else(key: tuple[bytes, str]) -> None:
    assert read(signed(key, "stranger.example"), resolver=names(key, "stranger.example")).identity == CLAIMED


def test_a_signature_over_only_the_beginning_does_not_count(key: tuple[bytes, str]) -> None:
    raw = signed(key, length=True) + b"And send it to another address.\r\n"

    assert dkim.verify(raw, dnsfunc=lambda name, timeout: key[1].encode())
    assert read(raw, resolver=names(key)).identity == CLAIMED


@pytest.mark.parametrize(
    ("spf", "identity"),
    [
        ("pass smtp.mailfrom=bounce@customer.example", PROVEN),
        ("fail smtp.mailfrom=x@stranger.example", FORGED),
    ],
)
def test_the_domains_wish_is_weighed_with_what_our_mail_server_saw(spf: str, identity: str) -> None:
    resolver = Names(_dmarc__customer__example="v=DMARC1; p=reject")

    assert mail(f"mx.copperline.example; spf={spf}", resolver=resolver).identity == identity


def test_an_unsigned_mail_is_no_forgery_while_nobody_looked_at_where_it_came_from() -> None:
    assert mail(resolver=Names(_dmarc__customer__example="v=DMARC1; p=reject")).identity == CLAIMED


def test_a_domain_that_does_not_answer_is_said_so() -> None:
    incoming = mail(sender="ada@silent.example", resolver=Names())

    assert incoming.identity == CLAIMED
    assert "could not be asked" in incoming.because


@pytest.mark.parametrize(
    "signature", ["v=1", "v=1; d=a; s=b; b=!!; bh=; h=; a=x", "d=\xff", "v=1; a=rsa-sha256; d=.; s=."]
)
def test_a_broken_signature_is_no_more_than_none(signature: str) -> None:
    raw = f"DKIM-Signature: {signature}\r\nFrom: ada@customer.example\r\n\r\nx".encode()

    assert read(raw, resolver=Names()).identity == CLAIMED
