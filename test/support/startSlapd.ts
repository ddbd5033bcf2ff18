import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FIXTURES = fileURLToPath(new URL('../fixtures/ldap', import.meta.url));
const SCHEMAS = '/etc/ldap/schema';
const MODULES = '/usr/lib/ldap';

export const BASE_DN = 'dc=birds,dc=example';
export const ADMIN_DN = `uid=diradmin,cn=users,${BASE_DN}`;
export const ADMIN_PASSWORD = 'nest';

/** A real OpenLDAP with the fixture's entries, on loopback, as an ordinary process. */
export interface Slapd {
  readonly url: string;
  readonly secureUrl: string;
  readonly port: number;
  /** PEM of the CA that signed its certificate. */
  readonly ca: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  stop(): Promise<void>;
}

function find(program: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** Why the tests against a real server cannot run here, or null when they can. */
export function missingForSlapd(): string | null {
  const missing = ['slapd', 'slapadd', 'openssl'].filter((program) => find(program) === null);
  if (missing.length > 0) return `${missing.join(', ')} not installed (Debian: apt-get install slapd openssl)`;
  return existsSync(join(SCHEMAS, 'inetorgperson.schema')) ? null : `no schemas in ${SCHEMAS}`;
}

function run(program: string, args: readonly string[]): string {
  return execFileSync(find(program) ?? program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

function makeCertificates(folder: string): { readonly ca: string; readonly fingerprint: string } {
  const at = (name: string): string => join(folder, name);
  const key = ['-newkey', 'rsa:2048', '-nodes'];
  run('openssl', ['req', '-x509', ...key, '-days', '30', '-subj', '/CN=Test CA', '-keyout', at('ca.key'), '-out', at('ca.pem')]);
  run('openssl', ['req', ...key, '-subj', '/CN=localhost', '-keyout', at('server.key'), '-out', at('server.csr')]);
  writeFileSync(at('names'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  const sign = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '30', '-extfile', at('names')];
  run('openssl', ['x509', '-req', '-in', at('server.csr'), ...sign, '-out', at('server.pem')]);
  const fingerprint = run('openssl', ['x509', '-in', at('server.pem'), '-noout', '-fingerprint', '-sha256']);
  return { ca: run('openssl', ['x509', '-in', at('ca.pem')]), fingerprint: fingerprint.trim().replace(/^.*=/, '') };
}

interface SlapdOptions {
  /** Entries an anonymous search may return. */
  readonly sizeLimit?: number;
  /** Refuse anonymous questions. */
  readonly requireLogin?: boolean;
  /** More entries below the base, as LDIF. */
  readonly extraLdif?: string;
}

function configOf(folder: string, { sizeLimit = 12, requireLogin = false }: SlapdOptions): string {
  const schemas = ['core', 'cosine', 'inetorgperson', 'nis'].map((name) => `include ${SCHEMAS}/${name}.schema`);
  const database = (suffix: string, name: string): string[] => [
    'database mdb',
    `suffix "${suffix}"`,
    `directory ${join(folder, name)}`,
    'maxsize 268435456',
    `limits anonymous size.soft=${String(sizeLimit)} size.hard=${String(sizeLimit)}`,
    `limits users size=${String(sizeLimit)}`,
    'index objectClass,apple-generateduid,objectGUID eq',
  ];
  return [
    ...schemas,
    `include ${FIXTURES}/open-directory.schema`,
    `modulepath ${MODULES}`,
    'moduleload back_mdb',
    `pidfile ${join(folder, 'slapd.pid')}`,
    `TLSCACertificateFile ${join(folder, 'ca.pem')}`,
    `TLSCertificateFile ${join(folder, 'server.pem')}`,
    `TLSCertificateKeyFile ${join(folder, 'server.key')}`,
    ...(requireLogin ? ['require authc'] : []),
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by * read',
    ...database(BASE_DN, 'od'),
    ...database('dc=ad,dc=example', 'ad'),
    '',
  ].join('\n');
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function waitFor(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await canConnect(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('slapd did not start');
}

/** Starts a server with the fixture's entries. Call `stop` when done. */
export async function startSlapd(options: SlapdOptions = {}): Promise<Slapd> {
  const folder = mkdtempSync(join(tmpdir(), 'slapd-'));
  for (const name of ['od', 'ad']) mkdirSync(join(folder, name));
  const { ca, fingerprint } = makeCertificates(folder);
  const config = join(folder, 'slapd.conf');
  writeFileSync(config, configOf(folder, options));
  run('slapadd', ['-q', '-f', config, '-b', BASE_DN, '-l', join(FIXTURES, 'open-directory.ldif')]);
  run('slapadd', ['-q', '-f', config, '-b', 'dc=ad,dc=example', '-l', join(FIXTURES, 'active-directory.ldif')]);
  if (options.extraLdif !== undefined) {
    writeFileSync(join(folder, 'extra.ldif'), options.extraLdif);
    run('slapadd', ['-q', '-f', config, '-b', BASE_DN, '-l', join(folder, 'extra.ldif')]);
  }
  const [port, securePort] = [await freePort(), await freePort()];
  // 127.0.0.2 stands for a machine whose name is not in the certificate.
  const listeners = [
    'ldap://127.0.0.1:' + String(port),
    ...['127.0.0.1', '127.0.0.2'].map((host) => `ldaps://${host}:${String(securePort)}`),
  ];
  // -d 0 keeps it in the foreground, so that it is our child and dies with us.
  const child = spawn(find('slapd') ?? 'slapd', ['-d', '0', '-f', config, '-h', listeners.join(' ')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // It writes until it ends; what is removed before would come back.
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  await waitFor(port).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: `ldap://127.0.0.1:${String(port)}`,
    secureUrl: `ldaps://localhost:${String(securePort)}`,
    port,
    ca,
    fingerprint,
    stop,
  };
}
