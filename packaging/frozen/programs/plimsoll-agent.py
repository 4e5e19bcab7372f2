"""plimsoll-agent: senses, judges, reports. Has no network code."""

import sys

from agent.run import main

if sys.argv[1:] != ["--self-test"]:
    main()
