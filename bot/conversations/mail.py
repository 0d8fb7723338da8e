"""Letters to advisers and leads through the mail server of the settings (SMTP, RFC 5321)."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from bot.settings import Settings

SECONDS = 10


def configured(settings: Settings) -> bool:
    return bool(settings.smtp_url.get_secret_value())


def letter(settings: Settings, to: str, subject: str, text: str) -> EmailMessage:
    """`to`: addresses with commas between. It comes from the service, or else from who gets it."""
    made = EmailMessage()
    made["Subject"], made["To"] = subject, to
    made["From"] = settings.email_from or to.partition(",")[0].strip()
    made.set_content(text)
    return made


def send(settings: Settings, made: EmailMessage) -> None:
    """Raises OSError or SMTPException if the server does not take it."""
    url = urlsplit(settings.smtp_url.get_secret_value())
    host, context = url.hostname or "", ssl.create_default_context()
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, url.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=SECONDS)
    with server:
        if url.scheme == "smtp" and host not in ("127.0.0.1", "localhost"):
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(made)
