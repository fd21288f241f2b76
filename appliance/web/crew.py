"""Where blocking calls run, so that the event loop never waits.

Two crews: a cluster that hangs may hold every thread of one of them for seconds, and accepting a
guest's message, which needs the local disk only, must not queue behind that.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from appliance.store import StoreUnavailable

PATIENCE = 1.0  # seconds

P = ParamSpec("P")
T = TypeVar("T")

CREW = ThreadPoolExecutor(8, thread_name_prefix="web")  # as many as the store has connections
DISK_CREW = ThreadPoolExecutor(4, thread_name_prefix="web-disk")
MAIL_CREW = ThreadPoolExecutor(1, thread_name_prefix="web-mail")


async def in_crew(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` on a thread, with the caller's context variables. For what may ask the cluster."""
    return await _run(CREW, partial(work, *args, **kwargs))


async def on_disk(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Like `in_crew`, for what needs the local disk only and is done in milliseconds."""
    return await _run(DISK_CREW, partial(work, *args, **kwargs))


async def one_by_one(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """For a mail: one of 30 MB takes eight times that while it is read. No guest waits for it."""
    return await _run(MAIL_CREW, partial(work, *args, **kwargs))


async def in_time(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`in_crew` for a guest's or a page's question that can be answered without the cluster.

    Raises StoreUnavailable also where the cluster merely hangs.
    """
    try:
        return await asyncio.wait_for(in_crew(work, *args, **kwargs), PATIENCE)
    except TimeoutError:
        raise StoreUnavailable from None


async def _run(crew: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    context = contextvars.copy_context()  # run_in_executor drops it
    return await asyncio.get_running_loop().run_in_executor(crew, context.run, work)
