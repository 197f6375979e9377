#!/bin/sh
# Put the frozen Copperdesk into this user's menu, and let .cdesk files open with it.
#   sh install.sh [--remove]
# Run it where it lies in the program's folder; nothing needs an administrator.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=$(cd "$here/../../.." && pwd)
data="${XDG_DATA_HOME:-$HOME/.local/share}"
entry="$data/applications/copperdesk.desktop"
kind="$data/mime/packages/copperdesk.xml"
icon="$data/icons/hicolor/scalable/apps/copperdesk.svg"
refresh() {
  command -v update-mime-database >/dev/null && update-mime-database "$data/mime" || true
  command -v update-desktop-database >/dev/null && update-desktop-database "$data/applications" || true
}
if [ "${1:-}" = "--remove" ]; then
  rm -f "$entry" "$kind" "$icon"
  refresh
  exit 0
fi
[ -x "$program/copperdesk-window" ] || { echo "copperdesk-window is not in $program" >&2; exit 1; }
mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor/scalable/apps"
sed "s|^Exec=.*|Exec=\"$program/copperdesk-window\" %f|" "$here/copperdesk.desktop" >"$entry"
cp "$here/copperdesk.xml" "$kind"
cp "$here/../icons/app.svg" "$icon"
refresh
echo "Copperdesk is in the menu, and .cdesk files open with it."
