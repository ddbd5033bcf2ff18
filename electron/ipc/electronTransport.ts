import type { IpcMain, WebContents, WebFrameMain } from 'electron';
import type { Reply } from '../../shared/contract/bridge.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { APP_ORIGIN, CHANNELS } from './channels.ts';
import type { EventHub } from './EventHub.ts';
import { readPosition } from './EventHub.ts';
import { wizardError, type Router } from './router.ts';

/** Who sent a message, as far as it is looked at. */
export interface Sender {
  readonly sender: Pick<WebContents, 'send' | 'isDestroyed' | 'once'> & { readonly mainFrame: unknown };
  readonly senderFrame: Pick<WebFrameMain, 'url'> | null;
}

export type MainIpc = Pick<IpcMain, 'handle' | 'on'>;

/** Only the top frame of our own page: not a frame inside it, not a page it was led to, not a frame that is gone. */
export function isTrusted({ sender, senderFrame }: Sender): boolean {
  if (senderFrame === null || senderFrame !== sender.mainFrame) return false;
  return URL.canParse(senderFrame.url) && originOf(new URL(senderFrame.url)) === APP_ORIGIN;
}

/** `URL.origin` is `null` for schemes the runtime does not know as standard. */
function originOf({ protocol, host }: URL): string {
  return `${protocol}//${host}`;
}

/** Carries calls and events over Electron's IPC. One subscription a window: a reloaded page takes the place of the one before. */
export function serveElectron(ipc: MainIpc, router: Router, hub: EventHub): void {
  const leaving = new WeakMap<object, () => void>();

  ipc.handle(CHANNELS.call, async (event: Sender, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    if (isTrusted(event)) return router.dispatch(name, input);
    return { ok: false, error: wizardError(new Failure('BRIDGE_REFUSED', { what: 'not from Godwit’s own page' }), (text) => text) };
  });

  ipc.on(CHANNELS.listen, (event: Sender, subscription: unknown, position: unknown) => {
    if (!isTrusted(event)) return;
    const { sender } = event;
    const isNew = !leaving.has(sender);
    leaving.get(sender)?.();
    leaving.delete(sender);
    if (typeof subscription !== 'number') return;
    const leave = hub.subscribe(readPosition(position), (envelope) => {
      if (!sender.isDestroyed()) sender.send(CHANNELS.event, subscription, envelope);
    });
    leaving.set(sender, leave);
    if (isNew) sender.once('destroyed', () => leaving.get(sender)?.());
  });
}
