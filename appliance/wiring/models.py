"""The models that have a key: who answers, who writes down voice notes, what may be spent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from appliance import llm
from appliance.engine.hotel import Hotel
from appliance.llm.budget import Budget
from appliance.llm.ladder import Ladder
from appliance.llm.prices import read_prices
from appliance.settings import Settings
from appliance.store import Store, StoreUnavailable


def open_ladder(settings: Settings) -> Ladder:
    """The models that have a key, in order. None at all is a ladder too: it fails at once."""
    wanted = (
        ("openai", settings.openai_key, settings.openai_model, settings.openai_base_url),
        (
            "anthropic",
            settings.anthropic_key,
            settings.anthropic_model,
            settings.anthropic_base_url,
        ),
    )
    providers = [
        llm.connect(name, api_key=key, model=model, base_url=base_url or None)
        for name, key, model, base_url in wanted
        if key
    ]
    return Ladder(
        providers,
        hedge_after=settings.hedge_after,
        deadline=settings.answer_deadline,
        threads=2 * settings.crew,
        prices=read_prices(settings.prices) if settings.prices else None,
    )


def open_budget(settings: Settings, known: Hotel, store: Store, now: datetime) -> Budget:
    """What models may still be asked today, after what the record says was asked already."""
    local = now.astimezone(known.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        spent = sum(row.calls for row in store.usage(midnight, midnight + timedelta(days=1)))
    except StoreUnavailable:
        spent = 0
    return Budget(
        settings.model_answers_per_day, settings.model_answers_per_guest, spent, local.date()
    )


def open_transcriber(settings: Settings) -> Callable[[bytes, str], str] | None:
    """Who writes down voice notes, where one is wanted."""
    if not (settings.transcriber_model and settings.openai_key):
        return None
    return llm.connect_transcription(
        api_key=settings.openai_key,
        model=settings.transcriber_model,
        base_url=settings.openai_base_url or None,
    ).write_down
