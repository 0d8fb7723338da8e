"""What the `alongside` command does, one module a command."""
