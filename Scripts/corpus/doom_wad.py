"""Doom's archives: a header, lumps of data and a directory of them."""

import struct


def lumps(path):
    """(name, data) of every lump, in the directory's order."""
    archive = path.read_bytes()
    count, directory = struct.unpack_from("<II", archive, 4)
    for number in range(count):
        start, size, name = struct.unpack_from("<II8s", archive, directory + 16 * number)
        yield name.rstrip(b"\0").decode("ascii"), archive[start:start + size]
