"""A thin client for Ondol's placement API. Standard library only, Python 3.9 and newer."""

from .client import OndolClient, OndolError, OndolUnavailable, RequestRefused
from .placed import PlacedJob
from .requests import Gang, PlacementRequest, Replica, Time

__all__ = ["Gang", "OndolClient", "OndolError", "OndolUnavailable", "PlacedJob", "PlacementRequest", "Replica",
           "RequestRefused", "Time"]
