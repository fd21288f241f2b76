"""What a stay costs, by arithmetic on the hotel's rate card.

    quote(hotel, stay, today=…)       Quote, or NoQuote with the reason
    quotes_for(hotel, stay, today=…)  every room type that suits, cheapest first
    describe(quote, language)         a quote in words, night by night

A night without a row on the card has no price: nothing here falls back to a nearby one.
"""

from appliance.engine.pricing.money import amount, cents, ringgit
from appliance.engine.pricing.quoting import NoQuote, Reason, quote, quotes_for, why_none
from appliance.engine.pricing.words import brief, describe, describe_choice

__all__ = [
    "NoQuote",
    "Reason",
    "amount",
    "brief",
    "cents",
    "describe",
    "describe_choice",
    "quote",
    "quotes_for",
    "ringgit",
    "why_none",
]
