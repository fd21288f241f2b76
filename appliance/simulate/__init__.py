"""`nocturn simulate`: a conversation over a channel, without an account at its vendor.

command.py    the verb, and every kind of channel by name
graph.py      the stand-in for Meta's Graph API, which misbehaves when told to
guest.py      a WhatsApp guest: writes webhook payloads, and signs them as Meta does
talk.py       a conversation, played line by line; bubble.py how it looks
acts.py       what else a guest can do than say something
correspondent.py   a guest who writes e-mail, and SendGrid, which delivers it
post_office.py     the mail server letters arrive at, which misbehaves when told to
email.py           these put together
whatsapp.py   all of the others put together, for a person to talk through
"""

from __future__ import annotations

from appliance.simulate.command import add_arguments, run

__all__ = ["add_arguments", "run"]
