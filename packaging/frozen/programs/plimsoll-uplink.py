"""plimsoll-uplink: sends what is sealed, fetches signed rules, asks the key ring. Sees no text."""

import ssl
import sys

import truststore

from agent.logs import fault_in_log
from agent.uplink.command import uplink
from agent.uplink.fetch_rules import fetch_rules
from agent.uplink.ledger_key import ledger_key

if sys.argv[1:] == ["--self-test"]:
    truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
else:
    tasks = {"send": uplink, "fetch-rules": fetch_rules, "ledger-key": ledger_key}
    with fault_in_log():
        tasks[sys.argv.pop(1)]()
