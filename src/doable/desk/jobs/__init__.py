"""Jobs, timers and the outbox: written with the records that ask for them, done exactly once.

A job is a row. Whoever enqueues one does so in the transaction of the change that needs it; a worker takes
a lease on it and removes the row in the transaction of the job's own changes. So a worker that is killed
leaves either both or neither, and its lease runs out. What talks to the outside world can't be rolled
back: such a task is marked `outside`, runs without a transaction, and may run again after a crash.
"""
