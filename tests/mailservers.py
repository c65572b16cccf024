"""Real mail servers for tests, on this machine only: SMTP that keeps what it gets, and IMAP."""

import asyncio
import contextlib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from imapclient import IMAPClient

HERE = "127.0.0.1"
USER, PASSWORD = "help", "s3cret/@"
FINE = "250 OK"


@dataclass
class Arrived:
    """A mail that a server took."""

    sender: str
    recipients: list[str]
    raw: bytes


@dataclass
class Sink:
    """An SMTP server that keeps what it gets, and answers as it is told to.

    `answers` holds, for MAIL, RCPT, DATA and LAST (when it has the whole mail), what it says next in place of
    yes; `waits` is how many seconds it takes to say that it has a mail; `hangs_up` is how many mails more it
    takes before it closes the connection without a word.
    """

    mails: list[Arrived] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    hangs_up: int = 0
    waits: float = 0
    said: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://{HERE}:{self.port}"

    def answer(self, step: str) -> str:
        """What it says next at a step."""
        waiting = self.answers.get(step)
        return waiting.pop(0) if waiting else FINE

    async def handle_EHLO(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        session.host_name = name
        return [*lines[:-1], *(f"250-{offer}" for offer in self.offers), lines[-1]]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answer("MAIL")
        if answer == FINE:
            envelope.mail_from, envelope.mail_options = address, options
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.answer("RCPT")
        if answer == FINE:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd looks for this name
        answer = self.answer("LAST")
        if answer == FINE:
            self.mails.append(
                Arrived(envelope.mail_from or "", list(envelope.rcpt_tos), envelope.original_content or b"")
            )
        await asyncio.sleep(self.waits)
        if self.hangs_up:
            self.hangs_up -= 1
            assert server.transport is not None
            server.transport.close()
        return answer


class _Listening(SMTP):
    """An SMTP server that remembers what was said, and takes what a test has it offer."""

    event_handler: Sink

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd looks for this name
        self.event_handler.said.append(f"MAIL {arg}")
        await super().smtp_MAIL((arg or "").replace(" RET=HDRS", ""))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd looks for this name
        self.event_handler.said.append(f"RCPT {arg}")
        await super().smtp_RCPT((arg or "").replace(" NOTIFY=FAILURE", ""))

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd looks for this name
        answer = self.event_handler.answer("DATA")
        if answer == FINE:
            await super().smtp_DATA(arg)
        else:
            await self.push(answer)


class _Port(Controller):
    """Listens on a port that the system chooses."""

    def factory(self) -> SMTP:
        return _Listening(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _knows(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == known, handled=False)


@contextlib.contextmanager
def smtp_sink(*, secured_by: ssl.SSLContext | None = None) -> Iterator[Sink]:
    """A running SMTP server; with a certificate it insists on STARTTLS and on a user and password."""
    sink = Sink()
    options = {"require_starttls": True, "auth_required": True, "authenticator": _knows} if secured_by else {}
    controller = _Port(sink, hostname=HERE, port=0, tls_context=secured_by, **options)
    controller.start()
    sink.port = controller.port
    try:
        yield sink
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate that no authority signed: the file to believe it by, and the server's side."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HERE)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


@dataclass(frozen=True)
class Imap:
    """A running IMAP server and the one user it knows; some have a port for secured connections as well."""

    port: int
    secure_port: int = 0
    believed_by: Path = Path()

    def url(self, folder: str) -> str:
        """Its address in the settings."""
        return f"imap://{USER}:s3cret%2F%40@{HERE}:{self.port}/{folder}"

    @contextlib.contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """A connection of the user's own."""
        client = IMAPClient(HERE, self.port, ssl=False, timeout=30)
        try:
            client.login(USER, PASSWORD)
            yield client
        finally:
            client.logout()

    def put(
        self, folder: str, *mails: bytes, at: datetime = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
    ) -> None:
        """Have mails lie in a folder, which came at a time."""
        with self.client() as client:
            for mail in mails:
                client.append(folder, mail, msg_time=at)

    def create(self, folder: str) -> None:
        """Make a folder, anew if it is there."""
        with self.client() as client:
            if client.folder_exists(folder):
                client.delete_folder(folder)
            client.create_folder(folder)


@contextlib.contextmanager
def pymap() -> Iterator[Imap]:
    """An IMAP server in Python, empty at first, which keeps all in memory."""
    port = _free_port()
    options = ["--host", HERE, "--port", str(port), "--no-tls"]
    known = ["--demo-user", USER, "--demo-password", PASSWORD]
    program = Path(sys.executable).with_name("pymap")
    with _running(
        [str(program), *options, "--no-service", "managesieve", "--no-service", "admin", "dict", *known], port
    ):
        yield Imap(port)


@contextlib.contextmanager
def dovecot() -> Iterator[Imap]:
    """Dovecot, the server that most mailboxes lie on, with settings and files of its own."""
    port, secure_port = _free_port(), _free_port()
    # Its sockets need a short path, and its users a path that they may walk.
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    folder.chmod(0o755)
    try:
        owner = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        (folder / "mail").mkdir()
        os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
        believed_by, _ = certificate(folder)
        (folder / "dovecot.conf").write_text(_dovecot_settings(folder, (port, secure_port), owner))
        with _running([str(dovecot_program()), "-F", "-c", str(folder / "dovecot.conf")], port):
            yield Imap(port, secure_port, believed_by)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def dovecot_program() -> str | None:
    """Where dovecot is, if it is on this machine."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _dovecot_settings(folder: Path, ports: tuple[int, int], owner: pwd.struct_passwd) -> str:
    own_users = (
        ""
        if os.getuid() == 0
        else f"""
default_internal_user = {owner.pw_name}
default_login_user = {owner.pw_name}
service anvil {{
  chroot =
}}
"""
    )
    return f"""
protocols = imap
listen = {HERE}
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
first_valid_uid = 1
passdb {{
  driver = static
  args = user={USER} password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {ports[0]}
  }}
  inet_listener imaps {{
    port = {ports[1]}
    ssl = yes
  }}
}}
namespace inbox {{
  inbox = yes
}}
{own_users}"""


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    """A server as a process of its own, from when it answers until it is no longer needed."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(process, port)
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection((HERE, port), timeout=5) as connection:
            if connection.recv(1):
                return
        if process.poll() is not None:
            assert process.stderr is not None
            raise RuntimeError(process.stderr.read().decode())
        time.sleep(0.05)
    raise RuntimeError(f"nothing answers on port {port}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return int(free.getsockname()[1])
