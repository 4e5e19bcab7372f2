"""plimsoll-agent: senses, judges, reports. Has no network code."""

import sys

from agent.logs import fault_in_log
from agent.run import main

if sys.argv[1:] != ["--self-test"]:
    with fault_in_log():
        main()
