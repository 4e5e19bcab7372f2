"""Linux: the same file names as every other system's folder."""
