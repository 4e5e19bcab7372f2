"""plimsoll: the command line."""

from agent.cli import main

main()
