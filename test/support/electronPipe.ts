import type { Bridge } from '../../shared/contract/bridge.ts';
import { APP_ORIGIN, CHANNELS } from '../../electron/ipc/channels.ts';
import { serveElectron, type MainIpc, type Sender } from '../../electron/ipc/electronTransport.ts';
import type { EventHub } from '../../electron/ipc/EventHub.ts';
import { createPreloadBridge, type PreloadIpc } from '../../electron/ipc/preloadBridge.ts';
import type { Router } from '../../electron/ipc/router.ts';

type Listener = (...given: never[]) => unknown;

/** A window as Electron's IPC sees it. */
export interface FakeWindow {
  readonly bridge: Bridge;
  readonly sender: Sender['sender'];
  /** What the window received on any channel, as it arrived. */
  readonly received: readonly unknown[];
  close(): void;
}

/** Both ends of Electron's IPC, joined by what Electron does to every message: `structuredClone`. */
export class ElectronPipe {
  readonly #handlers = new Map<string, Listener>();
  readonly #listeners = new Map<string, Listener>();

  constructor(router: Router, hub: EventHub) {
    const ipc = {
      handle: (channel: string, handler: Listener) => this.#handlers.set(channel, handler),
      on: (channel: string, listener: Listener) => this.#listeners.set(channel, listener),
    } as unknown as MainIpc;
    serveElectron(ipc, router, hub);
  }

  /** Opens a window whose top frame shows `url`; `isSubframe`: the message comes from a frame inside it. */
  open(url = `${APP_ORIGIN}/`, isSubframe = false): FakeWindow {
    const received: unknown[] = [];
    const inWindow = new Set<(...given: unknown[]) => void>();
    const onDestroyed: (() => void)[] = [];
    let isDestroyed = false;
    const frame = { url };
    const sender = {
      mainFrame: isSubframe ? { url } : frame,
      isDestroyed: () => isDestroyed,
      once: (_event: string, listener: () => void) => onDestroyed.push(listener),
      send: (channel: string, ...given: unknown[]) => {
        if (channel !== CHANNELS.event) throw new Error(`nobody listens on ${channel}`);
        const copies = given.map((value) => structuredClone(value));
        received.push(...copies);
        for (const listener of [...inWindow]) listener({}, ...copies);
      },
    } as unknown as Sender['sender'];
    const event = { sender, senderFrame: frame } as Sender;
    const ipc = {
      invoke: async (channel: string, ...given: unknown[]) => {
        const handler = this.#handlers.get(channel) as ((...all: unknown[]) => unknown) | undefined;
        return structuredClone(await handler?.(event, ...given.map((value) => structuredClone(value))));
      },
      send: (channel: string, ...given: unknown[]) => {
        const listener = this.#listeners.get(channel) as ((...all: unknown[]) => unknown) | undefined;
        listener?.(event, ...given.map((value) => structuredClone(value)));
      },
      on: (_channel: string, listener: (...given: unknown[]) => void) => inWindow.add(listener),
      removeListener: (_channel: string, listener: (...given: unknown[]) => void) => inWindow.delete(listener),
    } as unknown as PreloadIpc;
    return {
      bridge: createPreloadBridge(ipc),
      sender,
      received,
      close: () => {
        isDestroyed = true;
        for (const listener of onDestroyed) listener();
      },
    };
  }
}
