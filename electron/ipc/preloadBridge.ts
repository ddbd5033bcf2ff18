import type { IpcRenderer } from 'electron';
import type { Bridge, EventPosition } from '../../shared/contract/bridge.ts';
import { CHANNELS } from './channels.ts';

/** What the preload needs of Electron. */
export type PreloadIpc = Pick<IpcRenderer, 'invoke' | 'send' | 'on' | 'removeListener'>;

/**
 * The object the renderer gets: frozen, two functions, no channel and no raw IPC. One listener at a time; a newer one takes over, and events
 * of an older subscription still on their way are dropped by its number.
 */
export function createPreloadBridge(ipc: PreloadIpc): Bridge {
  let subscriptions = 0;
  return Object.freeze({
    call: (name: string, input: unknown): Promise<unknown> => ipc.invoke(CHANNELS.call, name, input),
    listen: (position: EventPosition | null, onEvent: (event: unknown) => void): (() => void) => {
      subscriptions += 1;
      const subscription = subscriptions;
      const receive = (_event: unknown, forWhom: unknown, envelope: unknown): void => {
        if (forWhom === subscription) onEvent(envelope);
      };
      ipc.on(CHANNELS.event, receive);
      ipc.send(CHANNELS.listen, subscription, position);
      return () => {
        ipc.removeListener(CHANNELS.event, receive);
        if (subscription === subscriptions) ipc.send(CHANNELS.listen, null, null);
      };
    },
  });
}
