#!/bin/sh
# The gate of a repository of articles: exit status 1 stops the merge, 2 and 3 say that the gate itself is broken.
# Usage: examples/ci/check-articles.sh [DIRECTORY]     (default: the current one)
set -eu
exec auditor check --color never --format concise --output markdown=sourcing.md --fail-on error --fail-under 60 "${1:-.}"
