/**
 * Installers: NSIS for Windows, dmg and zip for macOS, AppImage for Linux. Everything the program needs is bundled in dist/, but for SQLite's
 * native part; of node_modules only that is packed, and of that only what the platform can load.
 * A platform's own `files` replace the common ones, so each list is whole.
 */
const files = (prebuilds) => [
  'package.json',
  'dist/electron/**',
  'dist/renderer/**',
  '!**/*.map',
  '!node_modules/!(better-sqlite3)/**',
  '!node_modules/better-sqlite3/{deps,src,binding.gyp,README.md}',
  '!node_modules/better-sqlite3/{deps,src}/**',
  `!node_modules/better-sqlite3/prebuilds/!(${prebuilds})`,
];

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'app.godwit.migration',
  productName: 'Godwit',
  copyright: 'MIT',
  directories: { output: 'release', buildResources: 'build/resources' },
  extraMetadata: { main: 'dist/electron/main.js', author: 'Godwit contributors' },
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  fileAssociations: [{ ext: 'godwit', name: 'Godwit project', role: 'Editor' }],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }], files: files('win32-*.node') },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, differentialPackage: false },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    category: 'public.app-category.business',
    hardenedRuntime: true,
    files: files('darwin-*.node'),
  },
  linux: { target: [{ target: 'AppImage', arch: ['x64'] }], category: 'Office', files: files('linux-*.node') },
  publish: null,
};
