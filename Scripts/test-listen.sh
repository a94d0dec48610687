#!/usr/bin/env bash
# Tests the listening page, Docs/listen, in headless Chromium:   Scripts/test-listen.sh [TEST ...]
# SCREENSHOTS=FOLDER takes screenshots instead: desktop and phone, light and dark.
set -euo pipefail
cd "$(dirname "$0")/.."
Scripts/setup.sh python3-selenium chromium chromium-driver
exec /usr/bin/python3 -B Tests/Web/test_listen.py "$@"
