"""What people send: looked at by its content in a process of its own, then kept."""
