"""WhatsApp by Meta's Cloud API.

channel.py     both directions, as the appliance sees them
signature.py   whether Meta sent it
webhook.py     a webhook call as events; content.py what is in a message
account.py     news about the number
wording.py     an outgoing message within Meta's limits
client.py      the Graph API over HTTP; faults.py its error codes, and what to do about each
"""

from appliance.channels.whatsapp.channel import Account, WhatsApp

__all__ = ["Account", "WhatsApp"]
