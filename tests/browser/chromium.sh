#!/bin/sh
# Makes sure that the browser tests have a Chromium: found, or (under CI) installed.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
install="apt-get update && apt-get install -y chromium fonts-noto-cjk"
if [ -n "${CI:-}" ]; then
    echo "no Chromium: installing it ($install)"
    exec sh -c "$install"
fi
echo "=================================================================="
echo "NO CHROMIUM: the tests in tests/browser are LEFT OUT of this run."
echo "To run them too:  sudo sh -c '$install'"
echo "=================================================================="
