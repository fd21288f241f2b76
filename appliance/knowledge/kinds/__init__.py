"""What kind of message a guest wrote: a linear reader over the sentence encoder.

examples/<kind>.txt   what guests may write, one message a line, written for this purpose
fit                   python -m appliance.knowledge.kinds.fit: examples -> weights.npz
features              a message as numbers: its sentence vector and its words
reader                message -> engine.impression.Impression, in a few milliseconds
"""
