/** The three channels between window and main process. The renderer sees none of them: it has `window.godwit`. */
export const CHANNELS = { call: 'godwit:call', listen: 'godwit:listen', event: 'godwit:event' } as const;

/** Where the page comes from in the desktop program; nothing else may speak to the main process. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = `${APP_SCHEME}://godwit`;
