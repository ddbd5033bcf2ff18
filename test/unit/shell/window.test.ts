import { describe, expect, it } from 'vitest';
import { guardContents, guardSession, windowOptions, type GuardedContents, type GuardedSession } from '../../../electron/window.ts';

const LOOK = { preload: '/app/preload.cjs', isDark: false, platform: 'win32', isPackaged: true };

describe('the window', () => {
  it('gives the page no Node and no way around the sandbox', () => {
    expect(windowOptions(LOOK).webPreferences).toEqual({
      preload: '/app/preload.cjs',
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
      devTools: false,
    });
  });

  it('has developer tools only where it is developed', () => {
    expect(windowOptions({ ...LOOK, isPackaged: false }).webPreferences?.devTools).toBe(true);
  });

  it('is shown when there is something to see, on a ground of its own colour', () => {
    expect(windowOptions(LOOK)).toMatchObject({ show: false, backgroundColor: '#fafafa' });
    expect(windowOptions({ ...LOOK, isDark: true })).toMatchObject({ backgroundColor: '#1a1c1d' });
  });
});

/** Remembers listeners by event, as Electron’s emitters do. */
function recorder(): {
  readonly listeners: Map<string, (event: { url: string; preventDefault(): void }) => void>;
  on(name: string, listener: never): void;
} {
  const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>();
  return { listeners, on: (name, listener) => void listeners.set(name, listener) };
}

describe('a page', () => {
  let answer: unknown;
  const contents = recorder();
  guardContents({
    ...contents,
    setWindowOpenHandler: (handler: (details: never) => unknown) => (answer = handler({} as never)),
  } as unknown as GuardedContents);

  function isPrevented(name: string, url: string): boolean {
    let prevented = false;
    contents.listeners.get(name)?.({ url, preventDefault: () => (prevented = true) });
    return prevented;
  }

  const elsewhere = [
    'https://evil.example/',
    'file:///etc/passwd',
    'app://other/',
    'app://godwit.evil/',
    'javascript:alert(1)',
    'data:text/html,x',
    'no address',
  ];
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'].flatMap((name) => elsewhere.map((url) => [name, url] as const)))(
    'stays where it is on %s to %s',
    (name, url) => {
      expect(isPrevented(name, url)).toBe(true);
    },
  );

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('may reload itself on %s', (name) => {
    expect(isPrevented(name, 'app://godwit/index.html')).toBe(false);
  });

  it('opens no window and holds no other page', () => {
    expect(answer).toEqual({ action: 'deny' });
    expect(isPrevented('will-attach-webview', 'app://godwit/')).toBe(true);
  });

  it('is denied every permission, device and download', () => {
    const session = recorder();
    const answers: unknown[] = [];
    guardSession({
      ...session,
      setPermissionRequestHandler: (handler: (...given: unknown[]) => void) =>
        handler(null, 'media', (allowed: boolean) => answers.push(allowed)),
      setPermissionCheckHandler: (handler: (...given: unknown[]) => boolean) => answers.push(handler(null, 'geolocation')),
      setDevicePermissionHandler: (handler: (...given: unknown[]) => boolean) => answers.push(handler({})),
    } as unknown as GuardedSession);
    let prevented = false;
    session.listeners.get('will-download')?.({ url: '', preventDefault: () => (prevented = true) });
    expect([answers, prevented]).toEqual([[false, false, false], true]);
  });
});
