"""E-mail: SendGrid Inbound Parse in, SMTP out.

form.py       a multipart form, byte for byte
mime.py       a message as it came over the wire; charset.py, html.py: its text
post.py       what Inbound Parse delivers: envelope, findings, letter
machines.py   who writes: a person, or a program
reply.py      what is new in a letter; labels.py: how mail programs announce what they quote
inbox.py      a delivery as Inbound, under the names of its thread
letter.py     Outgoing as a letter; page.py: the same in HTML
smtp.py       the channel
"""
