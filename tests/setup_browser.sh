#!/bin/sh
# A headless browser for the tests that open and print pages: Debian's chromium, when it is missing
# and we may install it. Where it cannot be had the tests are skipped, and say so.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing chromium for the browser tests" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium; } >/dev/null 2>&1
  command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "NO BROWSER: install chromium (apt-get install chromium); the browser tests will be SKIPPED" >&2
exit 0
