import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filePath, readPageFile } from '../../../electron/ipc/pageFiles.ts';
import { contentSecurityPolicy } from '../../../electron/ipc/pagePolicy.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

let root: string;

beforeAll(() => {
  const folder = temporaryFolder('page-files-');
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'outside');
  writeFileSync(join(folder, 'renderer-other.html'), 'a neighbour');
  writeFileSync(join(root, 'index.html'), '<script nonce="__NONCE__"></script><style nonce="__NONCE__"></style>');
  writeFileSync(join(root, 'assets', 'a.js'), 'const text = "__NONCE__";');
  writeFileSync(join(root, 'notes.md'), 'no type of ours');
});

describe('the page’s files', () => {
  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret.html',
    '/assets/../../secret.html',
    '/..\\secret.html',
    '/%5c..%5csecret.html',
    '/index.html%00.js',
    '/%',
    '/../renderer-other.html',
    '/notes.md',
    '/assets',
    '/.',
    '/nothing.js',
  ])('do not hand out %s', async (path) => {
    expect((await readPageFile(root, path)).status).toBe(404);
  });

  it.each(['/', '/index.html', '/assets/a.js'])('hand out %s', async (path) => {
    expect((await readPageFile(root, path)).status).toBe(200);
  });

  it('never leave the folder, whatever the path', () => {
    const parts = ['..', '.', '%2e%2e', 'assets', '%2f', '\\', '..%5c', 'secret.html', ''];
    for (const one of parts)
      for (const two of parts)
        for (const three of parts) {
          const path = filePath(root, `/${one}/${two}/${three}`);
          if (path !== null) expect(path.startsWith(`${root}/`)).toBe(true);
        }
  });

  it('have a fresh nonce each time, the same in page and policy', async () => {
    const pages = [await readPageFile(root, '/'), await readPageFile(root, '/')];
    const nonces = pages.map(({ headers, body }) => {
      const nonce = /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1] ?? '';
      expect(body.toString().split(nonce).length - 1).toBe(2);
      expect(body.toString()).not.toContain('__NONCE__');
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{24}$/);
  });

  it('put the nonce into the page only', async () => {
    expect((await readPageFile(root, '/assets/a.js')).body.toString()).toContain('__NONCE__');
  });
});

describe('the content security policy', () => {
  const policy = new Map(
    contentSecurityPolicy('abc')
      .split('; ')
      .map((line) => [line.split(' ')[0], line.split(' ').slice(1)] as const),
  );

  it('begins with nothing and says everything', () => {
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'nonce-abc'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'"],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
    });
  });

  it('allows nothing unsafe', () => {
    expect(contentSecurityPolicy('abc')).not.toMatch(/unsafe|\*|https?:/);
  });
});
