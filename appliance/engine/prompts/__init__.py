"""What a model is told, by version. One that was used is kept: it explains its answers."""
