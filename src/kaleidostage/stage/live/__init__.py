"""The live stage: acts rehearsed and watched in the browser, on loopback alone.

It needs the extra `stage`; nothing here is loaded before the verb asks for it. A job
runs in a process of its own (`worker`), so that no act takes the server down.
"""
