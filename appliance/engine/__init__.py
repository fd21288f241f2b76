"""The pure engine: frozen values in, frozen values out.

Nothing below this package reads a clock, a socket, a database, a file or the environment.
"""
