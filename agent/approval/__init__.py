"""What the company decided about each tool: its class, for which data, for whom, until when."""
