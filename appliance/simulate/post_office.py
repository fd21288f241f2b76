"""A mail server of this machine (RFC 5321): takes letters in, and misbehaves when told to."""

from __future__ import annotations

import email
import socketserver
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default

HANG = "hang"  # a fault: say nothing any more
DROP = "drop"  # a fault: close the connection


@dataclass(frozen=True, slots=True)
class Received:
    sender: str
    recipient: str
    message: EmailMessage


class PostOffice:
    """`faults` maps a command to the answer it gets instead, such as "451 4.7.1 come back later",
    or HANG or DROP; each is used once."""

    def __init__(
        self, port: int = 0, on_letter: Callable[[Received], None] = lambda _letter: None
    ) -> None:
        self.letters: list[Received] = []
        self.faults: list[tuple[str, str]] = []
        self.on_letter = on_letter
        self.closing = threading.Event()
        office = self

        class Counter(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                _Session(office, self).run()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

        self._server = Server(("127.0.0.1", port), Counter)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def fault(self, command: str) -> str:
        """How the next such command goes wrong; "" where it does not."""
        at = next((n for n, (told, _) in enumerate(self.faults) if told == command), None)
        return "" if at is None else self.faults.pop(at)[1]

    def take(self, letter: Received) -> None:
        self.letters.append(letter)
        self.on_letter(letter)

    def __enter__(self) -> PostOffice:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Session:
    """One connection: a sender, a recipient, a letter, and again."""

    def __init__(self, office: PostOffice, wire: socketserver.StreamRequestHandler) -> None:
        self.office, self.wire = office, wire
        self.sender = self.recipient = ""

    def run(self) -> None:
        try:
            self.say(self.office.fault("CONNECT") or "220 post office of this machine")
            while line := self.wire.rfile.readline().decode("utf-8", "replace").strip():
                if not self.obey(line):
                    break
        except OSError:
            return

    def obey(self, line: str) -> bool:
        """False where the connection ends."""
        command = line.partition(" ")[0].upper()
        answer = self.office.fault(command) or self.answer(command, line)
        if answer == HANG:
            self.office.closing.wait(60)
        if answer in (HANG, DROP):
            return False
        self.say(answer)
        return command != "QUIT"

    def answer(self, command: str, line: str) -> str:
        match command:
            case "EHLO" | "HELO":
                return "250-post office\r\n250 8BITMIME" if command == "EHLO" else "250 post office"
            case "MAIL":
                self.sender = _mailbox(line)
            case "RCPT":
                self.recipient = _mailbox(line)
            case "DATA":
                self.say("354 go on")
                return self.letter()
            case "QUIT":
                return "221 bye"
        return "250 ok"

    def letter(self) -> str:
        lines: list[bytes] = []
        while (line := self.wire.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        if refused := self.office.fault("LETTER"):
            return refused
        message = email.message_from_bytes(b"".join(lines), policy=default)
        self.office.take(Received(self.sender, self.recipient, message))
        return self.office.fault("TAKEN") or "250 taken"

    def say(self, answer: str) -> None:
        self.wire.wfile.write(answer.encode() + b"\r\n")


def _mailbox(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


def words_of(letter: Received) -> str:
    """The letter as a guest reads it, without HTML."""
    body = letter.message.get_body(("plain",))
    # its lines end as the wire's do
    return "\n".join(str(body.get_content()).splitlines()).strip() if body else ""


def wait_for(true: Callable[[], object], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())
