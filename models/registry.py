"""Imports every table so that `metadata` is complete for migrations, tests and set-up."""

from sqlmodel import SQLModel

from models import accounts, directory, internship, platform

metadata = SQLModel.metadata
ROOMS = (accounts, directory, internship, platform)
