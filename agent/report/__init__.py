"""What may be known of it: counting, closing a week, sealing, and the ledger of all that left."""
