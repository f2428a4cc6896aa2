"""The settings and the store of this process, opened once on first use."""

from functools import lru_cache

from hub.platform import crypto
from hub.platform.crypto import Keyring
from hub.platform.db import Store, open_store
from hub.platform.settings import Settings, from_environment


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Settings of this process."""
    return from_environment()


@lru_cache(maxsize=1)
def store() -> Store:
    """Open the store of this process."""
    here = settings()
    return open_store(here.database_url, data_dir=here.data_dir)


def keyring() -> Keyring:
    """Keys of this instance, read anew: a file that was put back or closed counts at once."""
    return crypto.keyring(settings().keyring_file)


def forget() -> None:
    """Close the store and read the settings anew at the next call."""
    if store.cache_info().currsize:
        store().dispose()
    store.cache_clear()
    settings.cache_clear()
