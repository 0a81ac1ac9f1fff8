#!/bin/sh
# What the tests that open, print and check pages need beside Python, when it is missing and we may
# install it: Debian's chromium; axe-core (accessibility), the Nu validator and a parser of GIFT from
# npm, in a folder that git ignores, with Debian's npm and a Java runtime for them. Where one of them
# cannot be had its tests are skipped, and say so.
set -u
AXE=4.14.1
VNU=26.9.27
GIFT=1.0.2
TOOLS=.page_tools_cache

has() { command -v "$1" >/dev/null 2>&1; }

# install WHAT-FOR PACKAGE...
install() {
  what=$1; shift
  has apt-get && [ "$(id -u)" = 0 ] || return 1
  echo "Installing $* for $what" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"; } >/dev/null 2>&1
}

has chromium || has chromium-browser || has google-chrome || install "the browser tests" chromium ||
  echo "NO BROWSER: install chromium (apt-get install chromium); the browser tests will be SKIPPED" >&2

cd "$(dirname "$0")/.." || exit 0
if [ "$(cat "$TOOLS/versions" 2>/dev/null)" != "$AXE $VNU $GIFT" ]; then
  has npm || install "the tests of pages" nodejs npm
  echo "Fetching axe-core $AXE, the Nu validator $VNU and gift-pegjs $GIFT" >&2
  mkdir -p "$TOOLS" &&
    npm install --prefix "$TOOLS" --silent --no-audit --no-fund --ignore-scripts \
      "axe-core@$AXE" "vnu-jar@$VNU" "gift-pegjs@$GIFT" >/dev/null 2>&1 &&
    echo "$AXE $VNU $GIFT" >"$TOOLS/versions" ||
    echo "NO AXE-CORE, NO VALIDATOR, NO GIFT PARSER: npm cannot fetch them; the tests with them will be SKIPPED" >&2
fi
has java || install "the HTML validator" default-jre-headless ||
  echo "NO JAVA: install one (apt-get install default-jre-headless); no page will be VALIDATED" >&2
exit 0
