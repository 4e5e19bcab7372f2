"""One file per step, in one line without branches; a file is never changed once it was released."""
