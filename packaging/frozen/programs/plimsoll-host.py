"""plimsoll-host: between a browser and the door."""

import sys

from agent.host import main

if sys.argv[1:] != ["--self-test"]:
    main()
