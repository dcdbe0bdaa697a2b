"""Engines: what carries chunks to processes, each a function from a task to the outcomes of its chunks, in any order."""
