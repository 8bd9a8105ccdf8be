#!/bin/sh
# Makes ../webgl/sigma.js anew, with the licences of what is in it at its head. Needs npm; the versions stand in package.json.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/entry.js" "$work"
cd "$work"
npm install --no-package-lock --no-audit --no-fund --ignore-scripts
{
  echo "/*! sigma.js 3.0.3 and graphology 0.26.0, with graphology-utils 2.5.2 and events 3.3.0; all under the MIT licence."
  for name in sigma graphology graphology-utils events; do
    printf '\n%s:\n\n' "$name"
    cat "node_modules/$name"/LICENSE*
  done
  echo "*/"
} | sed 's/[[:space:]]*$//' > banner.txt
npx esbuild entry.js --bundle --minify --charset=ascii --format=iife --global-name=sigmaLibrary --target=es2020 \
  --legal-comments=none --outfile=bundled.js
cat banner.txt bundled.js > "$here/../webgl/sigma.js"
