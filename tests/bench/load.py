"""A bounded load on one port of this machine: signed requests over kept-alive connections, each timed."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

SECRET = "bench-signing-secret"
PATH = "/slack/events"


@dataclass(frozen=True, slots=True)
class Result:
    """`rate`: answers a second. Latencies in milliseconds."""

    rate: float
    p50: float
    p99: float


def request(fields: dict[str, str]) -> bytes:
    """One signed POST as Slack sends it, whole, so that nothing is built while the clock runs."""
    body = urlencode(fields)
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


async def run(port: int, make: Callable[[int], dict[str, str]], count: int, connections: int) -> Result:
    """Send `count` requests (the n-th made by `make(n)`) over `connections` connections; all must answer 200."""
    requests = [request(make(n)) for n in range(count)]
    shares = [requests[n::connections] for n in range(connections)]
    begun = time.perf_counter()
    times = [took for share in await asyncio.gather(*(_send(port, share) for share in shares)) for took in share]
    rate = count / (time.perf_counter() - begun)
    cuts = statistics.quantiles(times, n=100)
    return Result(rate, cuts[49], cuts[98])


async def once(port: int, fields: dict[str, str]) -> None:
    """One request, answered."""
    await _send(port, [request(fields)])


async def _send(port: int, share: Sequence[bytes]) -> list[float]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times = []
    try:
        for one in share:
            begun = time.perf_counter()
            writer.write(one)
            await _answer(reader)
            times.append((time.perf_counter() - begun) * 1000)
    finally:
        writer.close()
    return times


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(f"The server answered {head.decode()!r}")
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    return await reader.readexactly(length)
