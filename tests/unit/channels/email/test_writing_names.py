import pytest

from doable.channels.email.addresses import token_in
from doable.channels.email.writing_names import (
    WrongAddress,
    ascii_domain,
    case_address,
    wire_address,
)
from doable.desk.models.cases import new_token


def test_the_address_of_a_case_leads_back_to_it() -> None:
    token = new_token()

    assert token_in((case_address("help@copperline.example", token),), "help@copperline.example") == token


@pytest.mark.parametrize(
    ("domain", "written"),
    [("Example.ORG.", "example.org"), ("bücher.org", "xn--bcher-kva.org"), ("FAß.de", "xn--fa-hia.de")],
)
def test_a_domain_is_written_as_dns_has_it(domain: str, written: str) -> None:
    assert ascii_domain(domain) == written


def test_an_address_of_a_domain_that_cannot_be_is_named() -> None:
    with pytest.raises(WrongAddress, match=r"`ann@x\.\.example` is no mail address"):
        wire_address("ann@x..example")
