"""plimsoll-uplink: sends what is sealed, or fetches signed rules. Never sees text."""

import ssl
import sys

import truststore

from agent.uplink.command import uplink
from agent.uplink.fetch_rules import fetch_rules

if sys.argv[1:] == ["--self-test"]:
    truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
else:
    task = {"send": uplink, "fetch-rules": fetch_rules}[sys.argv.pop(1)]
    task()
