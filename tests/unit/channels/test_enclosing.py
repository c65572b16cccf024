"""A file's name is only a name, and its type is what its content shows."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doable.channels.enclosing import ANY, LONGEST_NAME, clean_name, sniff

PNG, PDF = b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7\n"


def zipped(*names: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return memory.getvalue()


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("Gru\u0308n.pdf", "Gr\u00fcn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\a.txt", "a.txt"),
        ("..\uff0f..\uff0fetc\uff0fpasswd", "passwd"),
        ("\uff0e\uff0e\u2215a", "\u2215a"),
        (".htaccess", "htaccess"),
        (".\u200b.\u200bx.txt", "x.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nb\0c.txt", "a bc.txt"),
        ('a"<b>|c?.txt', "a__b__c_.txt"),
        ("name.txt. . ", "name.txt"),
        ("\u200b", "file-3"),
        ("", "file-3"),
        ("/", "file-3"),
    ],
)
def test_a_name_is_only_a_name(given_name: str, name: str) -> None:
    assert clean_name(given_name, 3) == name


@given(st.text())
def test_no_name_leads_anywhere(name: str) -> None:
    cleaned = clean_name(name, 1)

    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('/\\:\0\r\n<>"|?*')
    assert not cleaned.startswith(".")


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_name("a" * 400 + ".pdf", 1) == "a" * (LONGEST_NAME - 4) + ".pdf"


@pytest.mark.parametrize(
    ("content", "declared", "name", "media_type"),
    [
        (PNG, "text/html", "a.html", "image/png"),
        (b"\xff\xd8\xff\xe0", "", "a", "image/jpeg"),
        (b"GIF89a", "", "a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8", "", "a", "image/webp"),
        (PDF, "application/octet-stream", "a.pdf", "application/pdf"),
        (zipped("a.txt"), "", "a.zip", "application/zip"),
        (
            zipped("[Content_Types].xml", "word/document.xml"),
            "",
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "", "a.docm", ANY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "a.XLS", "application/vnd.ms-excel"),
        (b"a,b\n1,2\n", 'TEXT/CSV; charset="x"', "a.csv", "text/plain"),
        ("Grüße".encode(), "text/plain;format=flowed", "a.txt", "text/plain"),
        (b"<html><script>", "text/plain", "a.txt", ANY),
        (b"\n <svg onload=x>", "image/png", "a.png", ANY),
        (b"<?xml version='1.0'?>", "text/plain", "a.txt", ANY),
        (b"#!/bin/sh", "text/plain", "a.txt", ANY),
        (b"a = 1", "application/javascript", "a.js", ANY),
        (b"plain words", "text/html", "a.html", ANY),
        (b"MZ\x90\0", "image/png", "a.png", ANY),
        (b"", "text/plain", "a.txt", ANY),
    ],
)
def test_a_type_is_what_the_content_shows(content: bytes, declared: str, name: str, media_type: str) -> None:
    assert sniff(content, declared, name) == media_type
