"""`nocturn eval`: the product measured on data sets from outside, with its own code.

rows.py        the lines of a file, and what is wrong with them
bench.py       an appliance to answer for a hotel of the data
library.py     a knowledge file as hotels' knowledge
searching.py   retrieval, abstaining, isolation between hotels
reading.py     what is understood of single messages
details.py     the stay and the contact, in the words of each data set
dialogues.py   where a booking stands after every turn
mail.py        what is new in a mail, and whether a machine wrote it
measures.py    the measures
kinds.py       all of these by name
command.py     the verb
"""

from __future__ import annotations

from appliance.evaluate.command import add_arguments, run

__all__ = ["add_arguments", "run"]
