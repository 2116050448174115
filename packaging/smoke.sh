#!/bin/sh
# Tries a built program on an empty home: the README's two commands, a booking, a backup, a restore.
# packaging/smoke.sh COLAB WORKBOOK
set -eu

colab=$1
workbook=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME="$home"
cd "$home"
unset COLAB_DATABASE_URL COLAB_TOKEN COLAB_TOKEN_FILE XDG_DATA_HOME XDG_CONFIG_HOME XDG_STATE_HOME

step() {
  echo "smoke: $*"
  "$@"
}

step "$colab" version
step "$colab" import schedule "$workbook" --create-rooms --quiet
"$colab" booking calendar --month 2026-03 | grep -q Excellence
day=2031-03-03
step "$colab" booking create --client "Baobab Health" --date "$day" --learners 5 --room Excellence -q
step "$colab" db backup before.db -q
id=$("$colab" booking list --from "$day" --to "$day" --fields id -f tsv --no-header)
step "$colab" booking cancel "$id" -q
step "$colab" db restore before.db --yes -q
test "$("$colab" booking list --from "$day" --to "$day" --fields status -f tsv --no-header)" = confirmed
step "$colab" db check -q
step "$colab" audit verify -q
step "$colab" doctor --exit-code -q
step "$colab" setup service --folder tokens --owner "$(id -un)" -q
step "$colab" --token-file tokens/backup.token db backup after.db -q --job backup
echo "smoke: passed"
