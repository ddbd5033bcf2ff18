import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  net,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { openTarget, openTargetProbe } from './compose/openTarget.ts';
import { recentProjectsFile } from './compose/recentProjectsFile.ts';
import { APP_ORIGIN } from './ipc/channels.ts';
import { serveElectron } from './ipc/electronTransport.ts';
import { EventHub } from './ipc/EventHub.ts';
import { projectArgument } from './mainArguments.ts';
import { electronDesktop } from './mainDesktop.ts';
import { externalPages, offeredPages, openPage } from './mainPages.ts';
import { quitGuard } from './mainQuit.ts';
import { runSelfTest } from './mainSelfTest.ts';
import { menuTemplate } from './menu.ts';
import { systemClock } from './ports/Clock.ts';
import { safeStorageSecrets } from './secrets/safeStorageSecrets.ts';
import { createHost, type Host } from './session/createHost.ts';
import { Redactor } from './session/Redactor.ts';
import { guardContents, guardSession, windowOptions } from './window.ts';
import { APP_SCHEMES, serveApp } from './windowProtocol.ts';
import { jobsInThreads } from './worker/startJob.ts';

/** The desktop program: everything Electron is introduced here to everything else, and nowhere else. */
const here = fileURLToPath(new URL('.', import.meta.url));
const pages = join(here, '../renderer');
const preload = join(here, 'preload.cjs');
const worker = join(here, 'worker.cjs');
const runJob = jobsInThreads(pathToFileURL(worker));
const externals = externalPages(readFileSync(join(here, '../../package.json'), 'utf8'));
const isSelfTest = process.argv.includes('--self-test');

const hub = new EventHub(randomUUID());
const redactor = new Redactor();
const secretStore = safeStorageSecrets(safeStorage, join(app.getPath('userData'), 'secrets.json'), process.platform);
let window: BrowserWindow | null = null;
let isBusy = false;
/** macOS tells of a file before the program is ready. */
let doubleClicked: string | null = null;

function makeHost(): Host {
  const desktop = electronDesktop({
    showOpenDialog: (options) => (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options)),
    showSaveDialog: (options) => (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options)),
    clipboard,
    shell,
    powerSaveBlocker,
    secretStore,
    pages: externals,
    version: app.getVersion(),
    platform: process.platform,
    documents: app.getPath('documents'),
    onBusy: (busy) => {
      isBusy = busy;
    },
  });
  const fetch = (address: string, init: RequestInit): Promise<Response> => net.fetch(address, init);
  return createHost(
    {
      clock: systemClock,
      hub,
      redactor,
      secretStore,
      desktop,
      recent: recentProjectsFile(join(app.getPath('userData'), 'recent.json')),
      runJob,
      newId: randomUUID,
      openTarget: (loaded) => openTarget(loaded, fetch),
      openTargetProbe: (loaded) => openTargetProbe(loaded, fetch),
      makeSample: null,
    },
    (name, error) => {
      process.stderr.write(`${redactor.redact(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)}\n`);
    },
  );
}

async function openWindow(isShown: boolean): Promise<BrowserWindow> {
  const isDark = nativeTheme.shouldUseDarkColors;
  const opened = new BrowserWindow(windowOptions({ preload, isDark, platform: process.platform, isPackaged: app.isPackaged }));
  if (isShown) opened.once('ready-to-show', () => opened.show());
  opened.on('closed', () => {
    window = null;
  });
  await opened.loadURL(`${APP_ORIGIN}/`);
  return opened;
}

function raise(): void {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** A project that was double-clicked. A run that is going on is not left for it. */
async function openProject(host: Host, path: string | null): Promise<void> {
  if (path !== null && !isBusy) await host.router.dispatch('project.open', { path });
}

async function selfTest(host: Host): Promise<void> {
  const askPage = async (): Promise<string> => {
    const hidden = await openWindow(false);
    const reply: unknown = await hidden.webContents.executeJavaScript(
      "window.godwit.call('host.info', {}).then((reply) => JSON.stringify(reply))",
    );
    hidden.destroy();
    if (typeof reply !== 'string' || !reply.includes('"ok":true')) throw new Error(`the bridge answered ${String(reply)}`);
    return reply;
  };
  const results = await runSelfTest({ host, secretStore, runJob, pagePath: join(pages, 'index.html'), askPage });
  process.stdout.write(`${JSON.stringify({ ok: results.every(({ ok }) => ok), results })}\n`);
  app.exit(results.every(({ ok }) => ok) ? 0 : 1);
}

async function start(): Promise<void> {
  guardSession(session.defaultSession);
  serveApp(protocol, pages);
  const host = makeHost();
  serveElectron(ipcMain, host.router, hub);
  if (isSelfTest) return selfTest(host);
  const guard = quitGuard({
    isBusy: () => isBusy,
    ask: (question) => (window === null ? dialog.showMessageBox(question) : dialog.showMessageBox(window, question)),
    closeProject: () => host.close(),
    quit: () => app.quit(),
  });
  const actions = {
    command: (command: Parameters<typeof hub.emit<'menu.command'>>[1]['command'], step: number | null) =>
      hub.emit('menu.command', { command, step }),
    openPage: (page: Parameters<typeof openPage>[2]) => void openPage(shell, externals, page),
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({ platform: process.platform, isPackaged: app.isPackaged, pages: offeredPages(externals) }, actions),
    ),
  );
  await openProject(host, doubleClicked ?? projectArgument(process.argv, process.cwd()));
  window = await openWindow(true);
  window.on('close', guard);
  app.on('before-quit', guard);
  app.on('second-instance', (_event, words, cwd) => {
    raise();
    void openProject(host, projectArgument(words, cwd));
  });
  app.on('open-file', (_event, path) => void openProject(host, path));
}

app.enableSandbox();
app.once('open-file', (_event, path) => {
  doubleClicked = path;
});
protocol.registerSchemesAsPrivileged([...APP_SCHEMES]);
app.on('web-contents-created', (_event, contents) => guardContents(contents));
app.on('window-all-closed', () => app.quit());
// Two programs on one computer would only find each other's projects locked.
if (!isSelfTest && !app.requestSingleInstanceLock()) app.quit();
else void app.whenReady().then(start);
