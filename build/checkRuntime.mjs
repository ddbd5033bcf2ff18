// better-sqlite3 crashes without a word on Node below 22; say it in a sentence instead.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `Godwit needs Node 22.12 or newer, this is ${process.versions.node}. ` +
      'On Linux `npm ci` brings its own Node 24: start everything with `npm run …`. Elsewhere install Node 24.\n',
  );
  process.exit(64);
}
