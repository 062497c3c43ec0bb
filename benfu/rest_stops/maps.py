"""Links that open a map app at a place; the Chinese ones want GCJ-02, the phone's own map takes WGS-84."""

from urllib.parse import quote, urlencode

from benfu.geo.crs import wgs84_to_gcj02

DECIMALS = 6


def amap(lon: float, lat: float, name: str) -> str:
    """Return a link to Amap (高德) with a pin at a WGS-84 position."""
    x, y = wgs84_to_gcj02(lon, lat)
    query = {"position": _pair(x, y), "name": name, "coordinate": "gaode", "callnative": "1", "src": "benfu"}
    return f"https://uri.amap.com/marker?{urlencode(query)}"


def tencent(lon: float, lat: float, name: str, address: str = "") -> str:
    """Return a link to Tencent Maps (腾讯) with a pin at a WGS-84 position."""
    x, y = wgs84_to_gcj02(lon, lat)
    marker = ";".join(
        [f"coord:{_pair(y, x)}", f"title:{_plain(name)}", *([f"addr:{_plain(address)}"] if address else [])]
    )
    return f"https://apis.map.qq.com/uri/v1/marker?{urlencode({'marker': marker, 'referer': 'benfu'})}"


def system(lon: float, lat: float, name: str) -> str:
    """Return a geo: link (RFC 5870; the query names the pin, as Android reads it) at a WGS-84 position."""
    here = _pair(lat, lon)
    return f"geo:{here}?q={here}({quote(_plain(name))})"


def _pair(first: float, second: float) -> str:
    return f"{first:.{DECIMALS}f},{second:.{DECIMALS}f}"


def _plain(text: str) -> str:
    """Return text without the signs that part a marker's fields."""
    return "".join(" " if character in ";:()|" else character for character in text)
