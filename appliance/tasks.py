"""What happens by the clock or beside a turn: alerts, the sweep, housekeeping.

huey forgets a task that is killed midway. So a task here is only a nudge: what must happen is a row
in the spool, and the sweep, every minute, offers again whatever was not finished.
"""

from __future__ import annotations

from pathlib import Path

from huey import SqliteHuey, crontab
from huey.consumer import Consumer

from appliance import delivery, desk, intake, logs, quarantine
from appliance.app import Appliance

log = logs.get(__name__)

FORGET_AFTER = 30 * 86400.0  # seconds settled rows, and the quarantine, are kept
STUCK_AFTER = 30.0  # seconds after which a waiting message is offered again


class Jobs:
    """The property's huey: its queue lives beside the spool, its workers in this process."""

    def __init__(self, app: Appliance, path: Path) -> None:
        self._app = app
        self.huey = SqliteHuey(f"nocturn-{app.hotel.slug}", filename=str(path), results=False)
        self._task = self.huey.task(name="deliver")(self._deliver)
        self.huey.periodic_task(crontab(minute="*"), name="sweep")(self.sweep)
        self._embed = self.huey.periodic_task(crontab(minute="*"), name="embed")(self.embed)
        self.huey.periodic_task(crontab(minute="17", hour="20"), name="prune")(self._prune)
        self._consumer: Consumer | None = None

    def start(self) -> None:
        """Run workers on threads of this process. huey's own signal handlers stay out of it."""
        self._consumer = self.huey.create_consumer(
            workers=2, max_delay=0.5, check_worker_health=True
        )
        self._consumer._set_signal_handlers = lambda: None
        self._consumer.start()
        self._embed()

    def close(self) -> None:
        if self._consumer:
            self._consumer.stop(graceful=True)

    def sweep(self) -> None:
        """Offer again what a crash or an outage left: calls, messages, due parcels, facts."""
        intake.resume(self._app)
        for key in self._app.spool.conversations_waiting(STUCK_AFTER):
            self._app.lanes.wake(key)
        delivery.deliver_due(self._app)
        desk.watch(self._app)
        self._app.nudge_flush()
        self._app.renew_knowledge()  # another process may have imported some
        self._app.renew_hotel()  # the cluster may have been away when it was changed

    def embed(self) -> None:
        """Embed what the preferred encoder has not seen, beside everything else."""
        self._app.embed_knowledge()

    def deliver(self, parcel_id: str, delay: float) -> None:
        """Deliver a parcel beside the turn, in `delay` seconds."""
        if delay:
            self._task.schedule((parcel_id,), delay=delay)
        else:
            self._task(parcel_id)

    def _deliver(self, parcel_id: str) -> None:
        if found := self._app.spool.parcel(parcel_id):
            delivery.deliver_lane(self._app, found.lane)

    def _prune(self) -> None:
        asides = quarantine.forget_old(self._app, FORGET_AFTER)
        log.info("pruned", rows=self._app.spool.prune(FORGET_AFTER), quarantined=asides)
