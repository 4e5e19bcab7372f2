"""Tries the whole product on one machine: a company, a screen and a companion, for a while."""
