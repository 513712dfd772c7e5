"""The configuration: `schemadoc.toml` as typed values.

In: a TOML file. Out: `Config`. `find` looks for the file upwards, `load` reads it.
"""

from schemadoc.config.load import NAME, find, load
from schemadoc.config.tables import is_url, nearest
from schemadoc.config.values import (
    CheckConfig,
    Config,
    FailOn,
    RegionConfig,
    SiteConfig,
    SourceConfig,
)

__all__ = [
    "NAME",
    "CheckConfig",
    "Config",
    "FailOn",
    "RegionConfig",
    "SiteConfig",
    "SourceConfig",
    "find",
    "is_url",
    "load",
    "nearest",
]
