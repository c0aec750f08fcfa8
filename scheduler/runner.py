"""The tick. The only file that knows APScheduler."""

from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler


class Ticker:
    """Calls `tick` every so many seconds, one call at a time; a late one is not made up for, the next sees it all."""

    def __init__(self, tick: Callable[[], None], tidy: Callable[[], None], *, seconds: float) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(tick, "interval", seconds=seconds, **options)
        self._scheduler.add_job(tidy, "interval", minutes=10, **options)

    def start(self) -> None:
        """Begin ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """Wait for the tick under way, then end."""
        self._scheduler.shutdown(wait=True)
