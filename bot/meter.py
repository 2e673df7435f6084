"""What the program counts while it works: how Slack's requests were answered, how fast, and what went wrong."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from services.figures import Figures

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

Failures: TypeAlias = Callable[[], Mapping[str, int]]

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds. Slack shows its users an error after three."""


@dataclass(slots=True)
class Latency:
    """Answers of one kind: how many took up to each bucket's bound (the last: longer than all), and their sum."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


class Meter:
    """Counting costs nothing but a dictionary's look-up; what makes a page of it is loaded when one is asked for."""

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str]] = Counter()
        self.latencies: dict[str, Latency] = {}
        self.failures: dict[str, Failures] = {}
        """By part of the program: its unexpected errors by name."""
        self.reminders: Callable[[], int] = lambda: 0
        """How many were sent."""

    def answered(self, kind: str, outcome: str, seconds: float) -> None:
        """A request of Slack's: `outcome` is done, refused (with a sentence) or failed (with an apology)."""
        self.answers[kind, outcome] += 1
        self.latencies.setdefault(kind, Latency()).add(seconds)

    def page(self, figures: Figures | None) -> bytes:
        """All of it in Prometheus' text format. `figures`: how things stand in the database; None: it does not say."""
        from prometheus_client import CollectorRegistry, generate_latest  # noqa: PLC0415  # most bots are not scraped

        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Page(self, figures))
        return generate_latest(registry)


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    meter: Meter
    figures: Figures | None

    def collect(self) -> Iterator["Metric"]:
        yield from self._requests()
        yield from self._errors()
        if self.figures is not None:
            yield from self._standing(self.figures)

    def _requests(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily  # noqa: PLC0415

        answers = CounterMetricFamily(
            "loopkeeper_acks", "Requests of Slack's that were answered.", labels=["kind", "outcome"]
        )
        for (kind, outcome), count in sorted(self.meter.answers.items()):
            answers.add_metric([kind, outcome], count)
        yield answers
        latencies = HistogramMetricFamily("loopkeeper_ack_seconds", "Time until the answer.", labels=["kind"])
        for kind, latency in sorted(self.meter.latencies.items()):
            so_far, buckets = 0, []
            for bound, count in zip((*map(str, BUCKETS), "+Inf"), latency.counts, strict=True):
                so_far += count
                buckets.append((bound, so_far))
            latencies.add_metric([kind], buckets, latency.total)
        yield latencies

    def _errors(self) -> Iterator["Metric"]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily  # noqa: PLC0415

        errors = CounterMetricFamily(
            "loopkeeper_errors", "Errors that nobody expected; the log has each.", labels=["part", "name"]
        )
        for part, failures in sorted(self.meter.failures.items()):
            for name, count in sorted(failures().items()):
                errors.add_metric([part, name], count)
        yield errors
        yield CounterMetricFamily("loopkeeper_nudges", "Reminders that this copy has sent.", self.meter.reminders())
        answers = int(self.figures is not None)
        yield GaugeMetricFamily("loopkeeper_database_up", "Whether the database answers.", answers)

    def _standing(self, figures: Figures) -> Iterator["Metric"]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        rows = GaugeMetricFamily("loopkeeper_outbox_rows", "Messages that are not done.", labels=["state"])
        ages = GaugeMetricFamily(
            "loopkeeper_outbox_oldest_seconds", "For how long the oldest of them has been due.", labels=["state"]
        )
        for state, (count, age) in figures.rows.items():
            rows.add_metric([state], count)
            ages.add_metric([state], age.total_seconds())
        yield rows
        yield ages
        yield GaugeMetricFamily("loopkeeper_todos_open", "To-dos that are open.", figures.todos_open)
        yield GaugeMetricFamily("loopkeeper_todos_overdue", "Open to-dos past their time.", figures.todos_overdue)
