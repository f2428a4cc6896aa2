"""What every room stands on: settings, clock, database, commands, audit, outbox."""
