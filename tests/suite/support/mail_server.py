"""A mail server for the tests: aiosmtpd, with the moods of real ones. Options as JSON in the first argument; the port is
the first line of its output; it ends when its input does.

`later@…` is refused for now, `never@…` for good, `full@…` only after the text was sent. Each letter it takes is a line
of JSON in the log, written before it answers.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

OPTIONS = json.loads(sys.argv[1])
MOOD = OPTIONS.get("mood", "")


def local_part(address):
    return address.partition("@")[0]


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if MOOD == "sender_refused":
            return "550 5.7.1 you may not send from here"
        if MOOD == "drops_after_answer" and getattr(session, "has_letter", False):
            # It answered the client's question whether it is still there.
            server.transport.abort()
            return "421 4.4.2 enough for today"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if local_part(address) == "later":
            return "451 4.7.1 come back later"
        if local_part(address) == "never":
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(local_part(address) == "full" for address in envelope.rcpt_tos):
            return "452 4.2.2 the mailbox is full"
        await asyncio.sleep(OPTIONS.get("pause", 0))
        self.write_down(session, envelope)
        if MOOD == "silent":
            await asyncio.sleep(3600)
        if MOOD == "drops_before_answer":
            server.transport.abort()
            await asyncio.sleep(3600)
        session.has_letter = True
        return "250 2.0.0 taken"

    def part(self, part):
        content = part.get_content()
        return {
            "type": part.get_content_type(),
            "parameters": dict(part["Content-Type"].params),
            "file": part.get_filename(),
            "content": content if isinstance(content, str) else content.decode(errors="replace"),
        }

    def write_down(self, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        html = letter.get_body(("html",))
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None or OPTIONS.get("tls") == "tls",
            "user": getattr(session, "signed_in", None),
            "headers": {name: str(value) for name, value in letter.items()},
            "text": letter.get_body(("plain",)).get_content(),
            "html": html.get_content() if html else None,
            "parts": [self.part(part) for part in letter.walk() if not part.is_multipart()],
        }
        with open(OPTIONS["log"], "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")


def signs_in(server, session, envelope, mechanism, data):
    right = (OPTIONS["user"].encode(), OPTIONS["password"].encode())
    if (data.login, data.password) != right:
        return AuthResult(success=False, handled=False)
    session.signed_in = data.login.decode()
    return AuthResult(success=True)


def protocol(context):
    starttls = context if OPTIONS.get("tls") == "starttls" else None
    wants_user = "user" in OPTIONS
    return SMTP(
        Handler(),
        hostname="mail.test",
        tls_context=starttls,
        require_starttls=starttls is not None,
        authenticator=signs_in if wants_user else None,
        auth_required=wants_user,
        auth_require_tls=starttls is not None,
        auth_exclude_mechanism=OPTIONS.get("without", []),
    )


async def serve():
    context = None
    if "certificate" in OPTIONS:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(OPTIONS["certificate"], OPTIONS["key"])
    wrapped = context if OPTIONS.get("tls") == "tls" else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: protocol(context), "127.0.0.1", 0, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
