#!/bin/sh
# Makes sure that the tests of deploy/ have an nginx: found, or (under CI) installed.
PATH="$PATH:/usr/sbin:/sbin"
command -v nginx >/dev/null 2>&1 && exit 0
install="apt-get update && apt-get install -y nginx-light"
if [ -n "${CI:-}" ]; then
    echo "no nginx: installing it ($install)"
    exec sh -c "$install"
fi
echo "NO NGINX: the tests in tests/deploy that need it are LEFT OUT of this run."
echo "To run them too:  sudo sh -c '$install'"
