"""Who gets what at each door of the desk: for each address and method, the status for each role.

`mine` is the answer for a thing of one's own function, owned by the agent; `theirs` for the same thing in
another function. A door or a method that stands here in no row fails the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

GRADED = ("agent", "peer", "other", "senior", "supervisor", "manager", "director")
GRADELESS = ("policy_owner", "administrator")
OUTSIDE = ("anonymous", "inactive")
ROLES = (*OUTSIDE, *GRADED, *GRADELESS)

Answers = dict[str, int]
OK, SEE_OTHER, MOVED, FORBIDDEN, GONE, UNKNOWN, REFUSED = 200, 303, 302, 403, 410, 404, 422


def everybody(status: int) -> Answers:
    """The same for all."""
    return dict.fromkeys(ROLES, status)


def people(status: int, **others: int) -> Answers:
    """For whoever is signed in; the others are led to the sign-in page."""
    return {**everybody(status), **dict.fromkeys(OUTSIDE, MOVED), **others}


def graded(status: int, **others: int) -> Answers:
    """For whoever has a grade."""
    return people(status, **{**dict.fromkeys(GRADELESS, FORBIDDEN), **others})


def only(status: int, *who: str, otherwise: int = FORBIDDEN) -> Answers:
    """For some of those with a grade."""
    rest = {role: otherwise for role in GRADED if role not in who}
    return graded(status, **rest)


def administrators(status: int) -> Answers:
    """For those who administer."""
    return people(FORBIDDEN, administrator=status)


def policy_owners(status: int) -> Answers:
    """For those who answer for the rules."""
    return people(FORBIDDEN, policy_owner=status)


def moved(answers: Answers) -> Answers:
    """The same, where what was done leads on by another status."""
    return {role: MOVED if status == SEE_OTHER else status for role, status in answers.items()}


# A case of the agent in support: whoever works in support sees it, and the director, who sees all.
SEES = {"other": UNKNOWN}
MINE_SEEN = graded(OK, **SEES)
MINE_NOTED = graded(SEE_OTHER, **SEES)
MINE_WORKED = {**only(SEE_OTHER, "agent"), **SEES}
MINE_TAKEN = {**graded(SEE_OTHER, peer=FORBIDDEN), **SEES}
MINE_ANSWERED = {**only(SEE_OTHER, "supervisor", "manager", "director"), **SEES}
# One of finance, owned by `other`.
THEIRS_SEEN = only(OK, "other", "director", otherwise=UNKNOWN)
THEIRS_NOTED = only(SEE_OTHER, "other", "director", otherwise=UNKNOWN)
THEIRS_WORKED = {**only(SEE_OTHER, "other", otherwise=UNKNOWN), "director": FORBIDDEN}
THEIRS_TAKEN = THEIRS_NOTED
THEIRS_ANSWERED = {**only(SEE_OTHER, "director", otherwise=UNKNOWN), "other": FORBIDDEN}


@dataclass(frozen=True)
class Row:
    """A door and a method: what is sent, and what comes back."""

    name: str
    method: str
    mine: Answers
    theirs: Answers | None = None
    args: tuple[str, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.method}"


def reads(name: str, *args: str) -> Row:
    """Looking at a case, or at what is in it."""
    return Row(name, "GET", MINE_SEEN, THEIRS_SEEN, ("case", *args))


def works(name: str, /, *args: str, **body: Any) -> Row:
    """Working on a case."""
    return Row(name, "POST", MINE_WORKED, THEIRS_WORKED, ("case", *args), body)


def gets(name: str, mine: Answers, *args: str) -> Row:
    """Looking at a page."""
    return Row(name, "GET", mine, None, args)


def posts(name: str, mine: Answers, /, *args: str, **body: Any) -> Row:
    """Doing something."""
    return Row(name, "POST", mine, None, args, body)


TEXT = {"reply": "Dear Mr Tolland,\n\nwe are finding out.\n\nKind regards"}
NEWCOMER = {"name": "New", "email": "new@copperline.example"}
OWN = {"name": "A Name", "signature": ""}
STYLE = "reading_level: 9\n"
SAVED = {"text": STYLE, "act": "save", "because": "Shorter.", "number": "0"}
YES = {"answer": "yes", "because": "He may."}

TABLE = (
    # Cases
    reads("case"),
    reads("case_html", "message"),
    reads("case_attachment", "stored"),
    reads("case_picture", "stored"),
    Row("case_take_over", "POST", MINE_TAKEN, THEIRS_TAKEN, ("case",)),
    works("case_settle", because="By telephone."),
    Row("case_reopen", "POST", MINE_TAKEN, THEIRS_TAKEN, ("case",)),
    Row("case_note", "POST", MINE_NOTED, THEIRS_NOTED, ("case",), {"note": "He called."}),
    works("case_tie", customer="{writer}"),
    works("case_untie"),
    works("case_state", fact="order.days_since_delivery", value="40", source="colleague"),
    works("case_take_back", fact="order.days_since_delivery"),
    works("case_add_ask", ask="status"),
    works("case_change_ask", "ask", **{"param-amount": "90"}),
    works("case_drop_ask", "ask"),
    works("case_ask_approval", ask="refund"),
    works("case_approval_back", "approval"),
    works("case_consult", ask="refund"),
    works("case_consultation_back", "consultation"),
    works("case_draft"),
    works("case_rewrite"),
    works("case_insert", sentence="Which order is it?"),
    works("case_keep", **TEXT),
    works("case_send", **TEXT),
    works("case_call_back", sent="{reply}"),
    # Approvals
    gets("approvals", graded(OK)),
    Row("answer", "POST", MINE_ANSWERED, THEIRS_ANSWERED, ("approval kind", "approval"), YES),
    Row("answer", "POST", MINE_ANSWERED, THEIRS_ANSWERED, ("consultation kind", "consultation"), YES),
    # The queue
    gets("queue", graded(OK, **dict.fromkeys(GRADELESS, MOVED))),
    Row("take_case", "POST", moved(MINE_TAKEN), moved(THEIRS_TAKEN), ("case",)),
    posts("keep_view", graded(MOVED), name="Loud", query="q=loud"),
    posts("drop_view", only(MOVED, "agent", otherwise=UNKNOWN), "view"),
    gets("search", graded(OK)),
    # Customers, the book, people
    gets("customers", graded(OK)),
    gets("customer", graded(OK), "customer"),
    gets("book", people(OK)),
    gets("book_ask", people(OK), "ask of the book"),
    # The drafts of the book
    gets("book_drafts", people(OK)),
    posts("book_open_draft", policy_owners(SEE_OTHER), title="Longer returns"),
    gets("book_draft", people(OK), "draft"),
    gets("book_draft_stories", people(OK), "draft"),
    gets("book_draft_names", people(OK), "draft"),
    gets("book_draft_rule", people(MOVED), "draft", "rule of the book"),
    gets("book_draft_file", people(OK), "draft", "file of the book"),
    posts("book_draft_check", policy_owners(OK), "draft", "file of the book", text=STYLE),
    posts("book_draft_write", policy_owners(SEE_OTHER), "draft", "file of the book", **SAVED),
    posts("book_draft_add_ask", policy_owners(SEE_OTHER), "draft", name="gift_card"),
    posts("book_draft_discard", policy_owners(SEE_OTHER), "draft", because="Not now."),
    # What becomes of a draft
    *(
        row
        for name in ("compare", "replay", "proofs")
        for row in (
            gets(f"book_draft_{name}", people(OK), "draft"),
            posts(f"book_draft_{name}", policy_owners(SEE_OTHER), "draft"),
        )
    ),
    gets("book_draft_replay_cases", policy_owners(OK), "draft"),
    gets("book_draft_replay_case", policy_owners(OK), "draft", "case"),
    posts("book_draft_keep", policy_owners(SEE_OTHER), "draft", trial="{proofs}", example="guarantee dead"),
    gets("book_draft_publish", people(OK), "draft"),
    posts("book_draft_publish", policy_owners(REFUSED), "draft", because="So."),
    posts("book_draft_ask", policy_owners(SEE_OTHER), "draft"),
    posts("book_draft_update", policy_owners(SEE_OTHER), "draft"),
    gets("book_approval", policy_owners(OK), "approval of the draft"),
    posts("book_approval", policy_owners(SEE_OTHER), "approval of the draft", answer="yes"),
    gets("book_versions", people(OK)),
    gets("book_compare", people(OK)),
    posts("book_compare", policy_owners(SEE_OTHER), old="{version}", new="{version}"),
    posts("book_roll_back", policy_owners(SEE_OTHER), to="{publication}", because="Wrong."),
    posts("book_withdraw", policy_owners(SEE_OTHER), "publication", because="Wrong."),
    posts("book_confirm", policy_owners(SEE_OTHER), "publication"),
    gets("book_rule_history", people(OK), "rule of the book"),
    gets("people", people(OK)),
    gets("person", people(OK), "agent"),
    gets("add_person", administrators(OK)),
    posts("add_person", administrators(MOVED), **NEWCOMER),
    gets("change_person", administrators(OK), "agent"),
    posts("change_person", administrators(MOVED), "agent", **NEWCOMER),
    posts("set_away", {**administrators(MOVED), "agent": MOVED}, "agent"),
    posts("set_duties", administrators(MOVED), "agent", duties=["policy_owner"]),
    posts("invite_person", administrators(OK), "agent"),
    posts("set_working", administrators(MOVED), "agent", working="no"),
    # Settings and administration
    gets("settings", people(OK)),
    posts("settings", people(MOVED), **OWN),
    posts("theme", people(MOVED), theme="dark"),
    gets("company_settings", administrators(OK)),
    gets("administration", administrators(OK)),
    gets("check_log", administrators(OK)),
    posts("rerun_job", administrators(MOVED), "job"),
    posts("discard_job", administrators(MOVED), "job"),
    # For everybody
    gets("healthz", everybody(OK)),
    gets("invitation", everybody(OK), "invitation"),
    posts("invitation", everybody(OK), "invitation", new_password1="short", new_password2="short"),
    gets("new_message", everybody(OK)),
    posts("new_message", everybody(REFUSED)),
    gets("message_arrived", everybody(OK)),
    # Signing in, which is about nobody but oneself; the key is somebody else's
    gets("account_login", {**everybody(MOVED), **dict.fromkeys(OUTSIDE, OK)}),
    posts("account_login", {**everybody(MOVED), **dict.fromkeys(OUTSIDE, OK)}),
    gets("account_logout", people(OK)),
    posts("account_logout", everybody(MOVED)),
    gets("account_inactive", everybody(OK)),
    gets("account_signup", {**everybody(MOVED), **dict.fromkeys(OUTSIDE, OK)}),
    posts("account_signup", {**everybody(MOVED), **dict.fromkeys(OUTSIDE, OK)}, **NEWCOMER),
    gets("account_reauthenticate", people(OK)),
    posts("account_reauthenticate", people(OK), password="wrong"),
    gets("account_change_password", people(OK)),
    posts("account_change_password", people(OK), oldpassword="wrong"),
    gets("account_set_password", people(MOVED)),
    posts("account_set_password", people(MOVED), password1="x"),
    gets("mfa_index", people(OK)),
    gets("mfa_authenticate", everybody(MOVED)),
    posts("mfa_authenticate", everybody(MOVED), code="123456"),
    gets("mfa_reauthenticate", people(MOVED)),
    posts("mfa_reauthenticate", people(MOVED), code="123456"),
    gets("mfa_activate_totp", people(OK)),
    posts("mfa_activate_totp", people(OK), code="123456"),
    gets("mfa_deactivate_totp", people(UNKNOWN)),
    posts("mfa_deactivate_totp", people(UNKNOWN)),
    gets("mfa_view_recovery_codes", people(UNKNOWN)),
    gets("mfa_generate_recovery_codes", people(OK)),
    posts("mfa_generate_recovery_codes", people(OK)),
    gets("mfa_download_recovery_codes", people(UNKNOWN)),
    gets("mfa_list_webauthn", people(OK)),
    gets("mfa_add_webauthn", people(OK)),
    posts("mfa_add_webauthn", people(OK)),
    gets("mfa_reauthenticate_webauthn", people(MOVED)),
    posts("mfa_reauthenticate_webauthn", people(MOVED)),
    gets("mfa_remove_webauthn", people(UNKNOWN), "key"),
    posts("mfa_remove_webauthn", people(UNKNOWN), "key"),
    gets("mfa_edit_webauthn", people(UNKNOWN), "key"),
    posts("mfa_edit_webauthn", people(UNKNOWN), "key", name="Mine"),
)
