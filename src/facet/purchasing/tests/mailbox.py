"""A mail server for tests: it speaks enough SMTP to take letters from Django's own backend over a real socket."""

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

ANSWERS = {b"EHLO": b"250 mailbox", b"HELO": b"250 mailbox", b"RCPT": b"250 ok", b"RSET": b"250 ok", b"NOOP": b"250 ok"}


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 mailbox\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if word == b"MAIL" and self.server.refuses:  # type: ignore[attr-defined]
                self.wfile.write(b"550 not today\r\n")
            elif word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
                self.wfile.write(b"250 taken\r\n")
            else:
                self.wfile.write(ANSWERS.get(word, b"250 ok") + b"\r\n")

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.letters.append(letter)  # type: ignore[attr-defined]


class Mailbox(socketserver.ThreadingTCPServer):
    """Keeps what it was sent; `refuses` answers every sender with a no."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.refuses = False


@contextlib.contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A running mail server on a free port."""
    with Mailbox() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
