"""Mail: fetched by IMAP or handed in by a mail server, sent by SMTP."""
