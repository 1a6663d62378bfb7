#!/usr/bin/env bash
# Publishes a period to a folder on a file share, checks it there, and keeps a second copy that can be checked as well.
#
#     file-share.sh 2026-Q3 /mnt/office/scorecards /mnt/backup/scorecards ["why it is published again"]
set -euo pipefail

period=$1 archive=$2 copy=$3 reason=${4:-}

scorecards publish "$period" --to "$archive" ${reason:+--amend "$reason"}
scorecards verify "$archive"

# --hard-links keeps equal files stored once in the copy, too.
mkdir -p "$copy"
if command -v rsync >/dev/null; then
  rsync --archive --hard-links --delete "$archive/" "$copy/"
else
  cp --archive "$archive/." "$copy/"
fi
scorecards verify "$copy"
