"""What several test folders share: databases, browser, builders, clients."""
