import type { CustomScheme, Protocol } from 'electron';
import { APP_ORIGIN, APP_SCHEME } from './ipc/channels.ts';
import { readPageFile } from './ipc/pageFiles.ts';

/** A scheme of our own instead of file: an origin, a policy by header, and no way to other files. */
export const APP_SCHEMES: readonly CustomScheme[] = [
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: false, codeCache: true } },
];

/** Hands out the built page under `app://godwit/`, and nothing under any other host. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string): void {
  protocol.handle(APP_SCHEME, async (request) => {
    const { protocol: scheme, host, pathname } = new URL(request.url);
    const isOurs = `${scheme}//${host}` === APP_ORIGIN && request.method === 'GET';
    const { status, headers, body } = await readPageFile(root, isOurs ? pathname : '/.');
    return new Response(body, { status, headers });
  });
}
