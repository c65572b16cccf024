"""One noun, one file: what happened, kept as records."""

from doable.desk.models.asking import Approval, Consultation
from doable.desk.models.asks import Ask
from doable.desk.models.attachments import Attachment
from doable.desk.models.books import BookVersion
from doable.desk.models.cases import Case, Settlement, Takeover
from doable.desk.models.customers import Address, Customer, Record
from doable.desk.models.drafts import BookApproval, BookChange, BookDraft
from doable.desk.models.events import Event, Payload
from doable.desk.models.invitations import Invitation
from doable.desk.models.jobs import Job
from doable.desk.models.mailboxes import Mailbox
from doable.desk.models.messages import Message
from doable.desk.models.outgoing import Outgoing
from doable.desk.models.people import Duty, Person
from doable.desk.models.promises import Promise
from doable.desk.models.publications import Publication
from doable.desk.models.replies import Reply
from doable.desk.models.rulings import Ruling
from doable.desk.models.statements import Statement
from doable.desk.models.trials import Trial
from doable.desk.models.views import SavedView

__all__ = [
    "Address",
    "Approval",
    "Ask",
    "Attachment",
    "BookApproval",
    "BookChange",
    "BookDraft",
    "BookVersion",
    "Case",
    "Consultation",
    "Customer",
    "Duty",
    "Event",
    "Invitation",
    "Job",
    "Mailbox",
    "Message",
    "Outgoing",
    "Payload",
    "Person",
    "Promise",
    "Publication",
    "Record",
    "Reply",
    "Ruling",
    "SavedView",
    "Settlement",
    "Statement",
    "Takeover",
    "Trial",
]
