"""What the tests of Scripts/corpus share: its modules, and packages that hold names without sound."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Scripts" / "corpus"))
sys.dont_write_bytecode = True


class EmptyPackages:
    """A PackageCache whose packages hold files of the given names, with nothing in them."""

    def __init__(self, folder, names):
        self.files = Path(folder)
        for name in names:
            path = self.files / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def path(self, package):
        return self.files / package

    def version(self, package):
        return "1.0"
