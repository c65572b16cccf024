"""Every page of the desk, by name: who looks at it, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from tests.doors import doors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Told = Mapping[str, Any]


@dataclass(frozen=True)
class Look:
    """One look at a page: `args` of its address, from what is told of the desk; `query` behind the `?`."""

    name: str
    who: str = "agent"
    args: Callable[[Told], tuple[object, ...]] = lambda _told: ()
    query: str = ""
    called: str = ""
    status: int = 200

    def path(self, told: Told) -> str:
        """Where it is on a desk."""
        return reverse(self.name, args=self.args(told)) + (f"?{self.query}" if self.query else "")

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, self.called, "by", self.who or "anybody") if part)


def _case(kind: str, who: str = "agent", query: str = "") -> Look:
    return Look("case", who, lambda told: (told["cases"][kind],), query, f"which {kind}")


def _person(name: str, who: str) -> Look:
    return Look(name, who, lambda told: (told["people"]["colleague"]["pk"],))


def _key(name: str) -> Look:
    return Look(name, "director", lambda told: (told["key"],))


def _draft(told: Told) -> tuple[object, ...]:
    return (told["draft"],)


def _tried(told: Told) -> tuple[object, ...]:
    return (told["tried"],)


def _file(path: str) -> Callable[[Told], tuple[object, ...]]:
    return lambda told: (told["draft"], path)


# Files of a draft, each kind once, and the entry whose form is open.
FILES = (
    ("asks/refund.yaml", "rules/0"),
    ("asks/refund.yaml", "rules/8/unless/0"),
    ("asks/discount.yaml", ""),
    ("facts.yaml", "order.total"),
    ("authority.yaml", ""),
    ("style.yaml", ""),
    ("stories/paying.yaml", "0"),
    ("playbooks/decline.md", ""),
)
VERDICTS = ("doable", "billable", "phased", "needs_approval", "clarify", "declined", "forbidden", "refer")
STATES = (
    "of somebody unsure",
    "waits for an approval",
    "is approved",
    "is settled",
    "has several asks",
    "is being talked over",
)
LOOKS = (
    Look("queue"),
    Look("queue", "director", query="owner=any&state=settled", called="settled"),
    Look("queue", query="q=nothing+like+it", called="empty"),
    Look("search", query="q=grinder"),
    Look("search", called="without words"),
    *(_case(f"is {verdict}") for verdict in VERDICTS),
    *(_case(state) for state in STATES),
    _case("is needs_approval", query="show=decision"),
    _case("waits for an approval", "supervisor"),
    Look("approvals", "supervisor"),
    Look("approvals"),
    Look("customers"),
    Look("customer", args=lambda told: (told["customer"],)),
    Look("book"),
    Look("book", query="q=refund", called="searched"),
    Look("book_ask", args=lambda _told: ("refund",)),
    Look("book_drafts"),
    Look("book_drafts", "manager", query="rule=refund.opened", called="to edit a rule"),
    Look("book_draft", "manager", _draft),
    Look("book_draft", "agent", _draft),
    Look("book_draft_stories", "manager", _draft),
    *(Look("book_draft_file", "manager", _file(path), f"at={at}" if at else "", path) for path, at in FILES),
    Look("book_draft_file", "agent", _file("asks/refund.yaml"), called="reading along"),
    Look("book_draft_compare", "manager", _draft, called="not compared yet"),
    *(Look(f"book_draft_{name}", "manager", _tried) for name in ("compare", "replay", "proofs", "publish")),
    Look("book_draft_replay", "agent", _tried),
    Look("book_draft_replay_cases", "manager", _tried),
    Look("book_draft_replay_case", "manager", lambda told: (told["tried"], told["changed"])),
    Look("book_draft_publish", "manager", _draft, called="with a story that breaks"),
    Look("book_approval", "director", lambda told: (told["asked to agree"],)),
    Look("book_versions", "manager"),
    Look("book_compare", "manager"),
    Look("book_rule_history", "agent", lambda _told: ("refund.opened",)),
    Look("people"),
    Look("people", "manager", called="with what an administrator may"),
    _person("person", "agent"),
    _person("person", "manager"),
    Look("add_person", "manager"),
    _person("change_person", "manager"),
    Look("settings"),
    Look("company_settings", "manager"),
    Look("administration", "manager"),
    Look("check_log", "manager"),
    Look("invitation", "", lambda told: (told["invitation"],)),
    Look("invitation", "", lambda _told: ("no-such-token",), called="that is over", status=410),
    Look("new_message", ""),
    Look("message_arrived", ""),
    Look("account_login", ""),
    Look("account_signup", ""),
    Look("account_inactive", ""),
    Look("account_logout"),
    Look("account_reauthenticate"),
    Look("account_change_password"),
    Look("mfa_index", "supervisor"),
    Look("mfa_activate_totp"),
    Look("mfa_deactivate_totp", "supervisor"),
    Look("mfa_view_recovery_codes", "supervisor"),
    Look("mfa_generate_recovery_codes", "supervisor"),
    Look("mfa_reauthenticate", "supervisor"),
    Look("mfa_list_webauthn", "director"),
    Look("mfa_add_webauthn"),
    _key("mfa_edit_webauthn"),
    _key("mfa_remove_webauthn"),
)
# What answers with something else than a page of the desk, or that the story comes by.
NO_PAGE = {
    "book_draft_names": "names for completion: test_book_editor",
    "book_draft_rule": "leads on to the file of a rule: test_book_editor",
    "healthz": "a word for machines",
    "case_html": "a mail's own HTML, in a frame: test_hostile_mail",
    "case_attachment": "a file",
    "case_picture": "a picture",
    "mfa_authenticate": "between password and desk: test_story",
    "mfa_reauthenticate_webauthn": "what a security key says, looked at with the key alone",
    "mfa_download_recovery_codes": "a file",
    "account_set_password": "for people without a password, who come in by invitation",
}


def pages_without_a_look() -> set[str]:
    """Addresses that may be read and that nobody looks at."""
    readable = {door.name for door in doors() if door.may_be_read}
    return readable - {look.name for look in LOOKS} - set(NO_PAGE)
