"""Debian packages, fetched and unpacked into a cache without being installed."""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote


class PackageCache:
    """Unpacks packages below `folder`/files, from archives below `folder`/archives."""

    def __init__(self, folder):
        self.archives = Path(folder) / "archives"
        self.files = Path(folder) / "files"

    def path(self, package):
        """The folder that holds the package's files; fetches and unpacks the package if needed."""
        unpacked = self.files / package
        if unpacked.is_dir():
            return unpacked
        archive = self._archive(package) or self._fetch(package)
        partial = self.files / (package + ".partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        subprocess.run(["dpkg", "-x", archive, partial], check=True)
        os.replace(partial, unpacked)
        return unpacked

    def version(self, package):
        """The version of the fetched package, as in its archive's name: name_version_architecture.deb."""
        self.path(package)
        return unquote(self._archive(package).name.split("_")[1])

    def _archive(self, package):
        found = sorted(self.archives.glob(package + "_*.deb"))
        return found[-1] if found else None

    def _fetch(self, package):
        # apt writes under the final name while it fetches, so it works in a folder of its own.
        partial = self.archives / "partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        print(f"corpus: fetching {package}", flush=True)
        result = subprocess.run(["apt-get", "-qq", "download", package], cwd=partial, stderr=subprocess.PIPE, text=True)
        archives = sorted(partial.glob("*.deb"))
        if result.returncode != 0 or not archives:
            raise RuntimeError(f"package {package} could not be fetched: {result.stderr.strip()}")
        os.replace(archives[0], self.archives / archives[0].name)
        return self.archives / archives[0].name
