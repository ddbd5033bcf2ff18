import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron';
import { APP_ORIGIN } from './ipc/channels.ts';

export interface WindowLook {
  /** Absolute. */
  readonly preload: string;
  readonly isDark: boolean;
  readonly platform: string;
  /** Developer tools stay shut in the packaged program. */
  readonly isPackaged: boolean;
}

/** The page's background before the page is there, so that nothing flashes. */
const BACKGROUND = { dark: '#1a1c1d', light: '#fafafa' } as const;

/** How the one window is made: the page has no Node, no other page's rights, and the preload's two functions only. */
export function windowOptions({ preload, isDark, platform, isPackaged }: WindowLook): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 860,
    minWidth: 640,
    minHeight: 480,
    show: false,
    backgroundColor: isDark ? BACKGROUND.dark : BACKGROUND.light,
    title: 'Godwit',
    autoHideMenuBar: platform !== 'darwin',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !isPackaged,
    },
  };
}

export type GuardedContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>;
export type GuardedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
>;

function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}` === APP_ORIGIN;
}

/** Keeps a page where it is: no navigation, no redirect, no new window, no frame of others. For every page there ever is. */
export function guardContents(contents: GuardedContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!isOwnPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** The page asks for no camera, no place, no device, no notification; whatever asks is denied. Nothing is downloaded either. */
export function guardSession(session: GuardedSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
