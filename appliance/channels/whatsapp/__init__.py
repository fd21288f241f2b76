"""WhatsApp by Meta's Cloud API.

signature.py   whether Meta sent it
"""
