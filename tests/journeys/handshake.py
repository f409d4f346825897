"""The first words of a websocket, said by hand: what a desk answers to whoever knocks."""

import socket


def knocked(port: int, *, origin: str, host: str = "localhost") -> int:
    """The status of the answer: 101 lets in."""
    words = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}:{port}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Version: 13",
        f"Origin: {origin}",
    )
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall("\r\n".join((*words, "", "")).encode())
        return int(line.recv(4096).split()[1])
