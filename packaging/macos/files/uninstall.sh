#!/bin/sh
# Removes Plimsoll from this Mac. Run as root: sudo sh uninstall.sh [--with-state]
#
# --with-state also removes each account's own folder: what waits to be sent, the log, the choices.
set -e
case ${1:-} in
    "" | --with-state) ;;
    *) echo "usage: sudo sh $0 [--with-state]" >&2; exit 2 ;;
esac
[ "$(id -u)" = 0 ] || { echo "Please run this as root: sudo sh $0" >&2; exit 1; }
app=/Applications/Plimsoll.app
if [ -x "$app/Contents/MacOS/plimsoll" ]; then
    "$app/Contents/MacOS/plimsoll" --home /var/empty stop --everyone || true
    "$app/Contents/MacOS/plimsoll" --home /var/empty browsers remove --machine || true
fi
rm -rf "$app" /Library/LaunchAgents/plimsoll.companion.plist /Library/Preferences/plimsoll.companion.plist
if [ "${1:-}" = --with-state ]; then
    rm -rf /Users/*/Library/Application\ Support/Plimsoll
fi
pkgutil --forget plimsoll.companion >/dev/null 2>&1 || true
echo "Plimsoll is removed."
