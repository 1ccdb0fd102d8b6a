"""Laptops that share a ceremony: a hub between them that may forget everything.

Each laptop's file stays the only truth; the hub carries what is new from one to the others.
`Line` is the whole of what is asked of it: `has`, `push`, `read`, `say` and `listen`; and
`say_now` and `listen_now` for what is worth nothing a moment later.
"""
