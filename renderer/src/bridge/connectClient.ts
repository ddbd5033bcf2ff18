import { createClient, type Bridge, type WizardClient } from '../../../shared/contract/bridge.ts';
import { createLoopbackBridge } from './loopbackBridge.ts';

declare global {
  interface Window {
    /** Put there by the desktop program's preload script. */
    readonly godwit?: Bridge;
  }
}

const RECONNECT_MS = 1000;

/** The way to the part that does the work: the desktop program's bridge, else the host the page came from. */
export function connectClient(window: Window): WizardClient {
  const loopback = (): Bridge =>
    createLoopbackBridge({ origin: '', request: (...request) => window.fetch(...request), reconnectMs: RECONNECT_MS });
  return createClient(window.godwit ?? loopback());
}
