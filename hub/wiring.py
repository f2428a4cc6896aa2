"""Imports every room so that the registries are full, and binds the ports."""

from hub.accounts import reads as _accounts_reads
from hub.accounts import service as _accounts
from hub.directory import service as _directory

ROOMS = (_accounts, _accounts_reads, _directory)
