"""The sizes within which a picture is taken, and those it is given."""

MAX_BYTES = 20 * 1024 * 1024
"""Largest file taken, in bytes (a 48-megapixel phone photo stays below)."""

MAX_PIXELS = 50_000_000
"""Most pixels taken (width × height); phones of today make up to 50 million."""

BOMB_PIXELS_PER_BYTE = 20
"""Above MAX_PIXELS, a file with more pixels than this for each byte is called a bomb. Photos have 2 to 10."""

MAX_SCANS = 32
"""Most scans in a progressive JPEG. Encoders write about ten; each one costs a pass over the whole picture."""

TEST_DECODES_AT_ONCE = 2
"""How many JPEGs a process test-decodes side by side: a progressive one of 50 megapixels takes 150 MB meanwhile."""

MAX_ICC_BYTES = 16 * 1024
"""Largest colour profile left in a stripped original. Those of phones have about 500 bytes."""

DISPLAY_EDGE = 1600
"""Longest edge of the picture that pages show large, in pixels."""

THUMB_EDGE = 480
"""Longest edge of the thumbnail for cards, in pixels (a 160-pixel tile on a phone with three dots a pixel)."""

SMALL_EDGE = 240
"""Longest edge of the thumbnail for dense lists, in pixels."""

DISPLAY_QUALITY = 80
"""JPEG quality of the large picture."""

THUMB_QUALITY = 72
"""WebP quality of the thumbnails."""

ORIGINAL_QUALITY = 92
"""JPEG quality of an original that had to be encoded anew (HEIC)."""
