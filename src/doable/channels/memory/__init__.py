"""A channel without a network: the fake for tests, and the model for whoever writes a channel.

A channel is a folder with `inbound.py`, which makes an Incoming of whatever came and gives it to
`desk.receiving.receive`, and `outbound.py`, whose `deliver(outgoing, *, now)` hands a message over and marks
it: `hand_over` before, `arrive` after, `Undeliverable` for what can never arrive, any other error for what
can be tried again. It is named in the settings' table of channels, and passes the tests of every channel
(tests/integration/channels/test_contract.py).
"""
