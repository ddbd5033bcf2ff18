import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APP_SCHEMES, serveApp } from '../../../electron/windowProtocol.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

function serve(): (address: string, init?: RequestInit) => Promise<Response> {
  const root = temporaryFolder('app-');
  writeFileSync(join(root, 'index.html'), '<p nonce="__NONCE__">Godwit</p>');
  let handler: ((request: Request) => Promise<Response>) | null = null;
  serveApp({ handle: (_scheme: string, given: unknown) => (handler = given as typeof handler) }, root);
  return (address, init) => {
    if (handler === null) throw new Error('nothing is served');
    return handler(new Request(address, init));
  };
}

describe('app://godwit', () => {
  it('is a secure origin of its own, without service workers, without a way around the policy', () => {
    const [scheme] = APP_SCHEMES;
    expect(scheme).toMatchObject({ scheme: 'app', privileges: { standard: true, secure: true } });
    expect(scheme?.privileges?.bypassCSP).toBeUndefined();
    expect(scheme?.privileges?.allowServiceWorkers).toBeUndefined();
    expect(scheme?.privileges?.corsEnabled).toBeUndefined();
  });

  it('hands out the page with its policy', async () => {
    const page = await serve()('app://godwit/');
    const text = await page.text();
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? 'none';
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it.each(['app://other/index.html', 'app://godwit/../../etc/passwd', 'app://godwit/..%2f..%2fetc%2fpasswd', 'app://godwit/nothing.js'])(
    'has nothing at %s',
    async (address) => {
      expect((await serve()(address)).status).toBe(404);
    },
  );

  it('takes no posts', async () => {
    expect((await serve()('app://godwit/', { method: 'POST', body: 'x' })).status).toBe(404);
  });
});
