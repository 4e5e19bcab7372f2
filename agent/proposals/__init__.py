"""What looks like an AI tool and nobody has described: asked about once, proposed by a click."""
