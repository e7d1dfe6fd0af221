"""The practice room: a small Discord on loopback, and its web page.

It serves Discord's REST v10 and gateway to an unmodified client library, so that
whatever works here works on Discord. It must not know what its bot is for: it
imports no other room of this project, and no debate, speech or motion is named in it.
"""
