import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLdapDirectory } from '../../electron/adapters/ldap/openLdapDirectory.ts';
import type { LdapOptions } from '../../electron/adapters/ldap/LdapOptions.ts';
import type { DirectoryReading } from '../../electron/ports/DirectoryReader.ts';
import { swapGuidBytes } from '../../shared/directory/swapGuidBytes.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { FailureParameters } from '../../shared/domain/failure.ts';
import { ADMIN_DN, ADMIN_PASSWORD, BASE_DN, missingForSlapd, startSlapd } from '../support/startSlapd.ts';
import type { Slapd } from '../support/startSlapd.ts';

const missing = missingForSlapd();
if (missing !== null) process.stderr.write(`The LDAP tests are skipped: ${missing}\n`);

const AVOCET = '21C43262-B62B-5BF2-841B-EEC9E93BCC8F';
const LOWER = '89274D92-1BF9-5BBA-8039-A7233D3A3DD3';
const KESTREL = 'F6C2732C-83B3-57B6-9EB1-CFE400CC1F6E';
const SWIFT = 'A5C4A44E-44E3-54B9-BAD9-45B656F5DD35';
const FLOCK = 'D44506D9-8DFC-5B87-8C05-E2003E3AF0EA';
const WADERS = '4F93FC10-792A-5BD3-8402-6D66912766D6';
const LOOP_A = '11956FF8-8B3A-523E-861C-6B9DD6CFC333';
const LOOP_B = '44210578-08F1-5CCB-93A8-6C2F352E38A2';

async function failureOf(work: Promise<unknown>): Promise<{ code: string; parameters: FailureParameters; detail: string | undefined }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, parameters: error.parameters, detail: error.detail };
    throw error;
  }
  throw new Error('it did not fail');
}

function names(reading: DirectoryReading): string[] {
  return reading.records.map(({ shortNames, fullName }) => shortNames[0] ?? fullName).sort();
}

/** A server that takes the connection and does as told, which is mostly nothing. */
async function fakeServer(answer: (socket: net.Socket) => void): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `ldap://127.0.0.1:${String(port)}`, close };
}

describe.skipIf(missing !== null)('a live directory server', () => {
  let slapd: Slapd;
  const open = (options: Partial<LdapOptions> = {}): ReturnType<typeof openLdapDirectory> =>
    openLdapDirectory({ url: slapd.url, connectTimeoutMs: 3000, timeoutMs: 5000, ...options });

  beforeAll(async () => {
    slapd = await startSlapd();
  });
  afterAll(() => slapd.stop());

  it('says where its entries are and what its policy demands', async () => {
    expect(await open().probe()).toEqual({
      suffixes: [BASE_DN, 'dc=ad,dc=example'],
      usesTls: false,
      isAnonymous: true,
      policy: ['clear-text logins are forbidden'],
    });
  });

  it('tells everything of one person and nothing secret or bulky', async () => {
    const reading = await open().lookUp([AVOCET]);
    expect(reading.records).toEqual([
      {
        uid: AVOCET,
        kind: 'user',
        shortNames: ['avocet'],
        fullName: 'Ada Avocet',
        emails: ['avocet@birds.example'],
        primaryEmail: null,
        memberUids: [],
        disabled: false,
        capacity: null,
        autoSchedule: null,
        source: 'ldap',
        origin: slapd.url,
      },
    ]);
    expect(JSON.stringify(reading)).not.toMatch(/jpegPhoto|userPassword/i);
  });

  it.each([
    ['upper case in the calendars, lower case in the directory', LOWER],
    ['lower case in the calendars, upper case in the directory', AVOCET.toLowerCase()],
  ])('finds a GUID written in another case: %s', async (_, uid) => {
    expect((await open().lookUp([uid])).records).toHaveLength(1);
  });

  it('finds an Active Directory account by its objectGUID, primary address first, and its augment', async () => {
    const { records } = await open().lookUp([KESTREL]);
    expect(records.map(({ uid, shortNames, emails, primaryEmail }) => ({ uid, shortNames, emails, primaryEmail }))).toEqual([
      { uid: KESTREL, shortNames: ['kestrel'], emails: [], primaryEmail: null },
      {
        uid: KESTREL,
        shortNames: ['kestrel'],
        emails: ['kestrel@birds.example', 'k.kestrel@birds.example', 'kestrel@old-nest.example'],
        primaryEmail: 'kestrel@birds.example',
      },
    ]);
  });

  it('finds an account whose objectGUID was once read in the wrong byte order, and that it is disabled', async () => {
    const { records } = await open().lookUp([SWIFT]);
    expect(records.map(({ uid, disabled }) => ({ uid, disabled }))).toEqual([{ uid: swapGuidBytes(SWIFT), disabled: true }]);
  });

  it('fetches the groups nested in a group, and comes back from a circle', async () => {
    const reading = await open().lookUp([FLOCK, LOOP_A]);
    expect(reading.records.map(({ uid }) => uid).sort()).toEqual([FLOCK, WADERS, LOOP_A, LOOP_B].sort());
  });

  it('reads rooms, and warns of a ResourceInfo that is none', async () => {
    const rooms = ['10317CD5-207B-5333-86F7-312D6FBECA50', 'A83900B7-093B-5D8D-BA74-9DBCC94DE4B5', 'CD7C5ACD-0127-58AB-8191-698A8E2E9766'];
    const { records, warnings } = await open().lookUp(rooms);
    const facts = records.map(({ kind, fullName, capacity, autoSchedule }) => [kind, fullName, capacity, autoSchedule]);
    expect(facts.sort()).toEqual([
      ['room', 'Atrium', null, null],
      ['room', 'Eyrie (4F)', 14, 'automatic'],
      ['room', 'Nest Box', 4, 'none'],
    ]);
    expect(warnings).toEqual([{ where: `cn=atrium,cn=places,${BASE_DN}`, reason: 'its ResourceInfo cannot be read' }]);
  });

  it('asks in parts what exceeds the server’s size limit, and then has everything', async () => {
    const everybody = (await startedWithoutLimit()).map(({ uid }) => uid).filter((uid) => uid !== null);
    expect(everybody.length).toBeGreaterThan(20);
    const reading = await open().lookUp(everybody);
    expect(reading.isComplete).toBe(true);
    expect(new Set(reading.records.map(({ uid }) => uid))).toEqual(new Set(everybody));
  });

  it('says so when even one person is too much for the server’s limits', async () => {
    const twice = `dn: cn=copy1,cn=people,${BASE_DN}\nobjectClass: inetOrgPerson\nobjectClass: apple-user\ncn: copy1\nsn: c\napple-generateduid: ${AVOCET}\n`;
    const tight = await startSlapd({ sizeLimit: 1, extraLdif: twice });
    try {
      const reading = await openLdapDirectory({ url: tight.url }).lookUp([AVOCET, LOWER]);
      expect(reading.isComplete).toBe(false);
      expect(reading.warnings).toEqual([{ where: AVOCET, reason: 'the server’s limits allow no answer about it' }]);
      expect(names(reading)).toEqual(['lower']);
    } finally {
      await tight.stop();
    }
  });

  it.each(['*)(uid=*', `${AVOCET})(uid=*`, '\\2a', 'a\u0000b', ')(|(objectClass=*', '*'])(
    'never lets the value %j become part of the question',
    async (uid) => {
      const reading = await open().lookUp([uid], { attributeNames: { uid: 'uid' } });
      expect(names(reading)).toEqual(uid === '*)(uid=*' ? ['*)(uid=*'] : []);
    },
  );

  it('reads plain LDAP by the attribute names of caldavd.plist', async () => {
    const reading = await open().lookUp(['bunting'], { attributeNames: { uid: 'uid', shortName: 'cn', fullName: 'sn' } });
    expect(reading.records.map(({ uid, shortNames, fullName }) => [uid, shortNames, fullName])).toEqual([
      ['bunting', ['Bea Bunting'], 'Bunting'],
    ]);
  });

  describe('encryption', () => {
    it.each([
      ['LDAPS with a CA file', () => ({ url: slapd.secureUrl, ca: slapd.ca })],
      ['StartTLS with a CA file', () => ({ url: slapd.url, startTls: true, ca: slapd.ca })],
      ['LDAPS with a pinned certificate', () => ({ url: slapd.secureUrl, fingerprint: slapd.fingerprint })],
      [
        'LDAPS with a pin written otherwise',
        () => ({ url: slapd.secureUrl, fingerprint: slapd.fingerprint.replaceAll(':', '').toLowerCase() }),
      ],
      ['StartTLS with a pinned certificate', () => ({ url: slapd.url, startTls: true, fingerprint: slapd.fingerprint })],
      ['LDAPS by IP address', () => ({ url: slapd.secureUrl.replace('localhost', '127.0.0.1'), ca: slapd.ca })],
    ])('%s, with a login', async (_, options) => {
      const server = open({ ...options(), bindDn: ADMIN_DN, password: ADMIN_PASSWORD });
      expect(await server.probe()).toMatchObject({ usesTls: true, isAnonymous: false });
      expect(names(await server.lookUp([AVOCET]))).toEqual(['avocet']);
    });

    it.each([
      ['LDAPS', () => ({ url: slapd.secureUrl })],
      ['StartTLS', () => ({ url: slapd.url, startTls: true })],
    ])('%s from an unknown CA is refused, and shows the fingerprint to compare', async (_, options) => {
      const failure = await failureOf(open(options()).probe());
      expect(failure).toMatchObject({ code: 'DIRECTORY_TLS_FAILED', parameters: { fingerprint: slapd.fingerprint } });
    });

    it.each([
      ['LDAPS', () => ({ url: slapd.secureUrl })],
      ['StartTLS', () => ({ url: slapd.url, startTls: true })],
    ])('%s with another certificate than the pinned one is refused before anything is sent', async (_, options) => {
      const pinned = slapd.fingerprint.replace(/^../, slapd.fingerprint.startsWith('00') ? '01' : '00');
      const failure = await failureOf(open({ ...options(), fingerprint: pinned, bindDn: ADMIN_DN, password: 'wrong' }).probe());
      expect(failure).toMatchObject({ code: 'DIRECTORY_TLS_FAILED', parameters: { fingerprint: slapd.fingerprint } });
    });

    it('a certificate for another name is refused', async () => {
      const other = open({ url: slapd.secureUrl.replace('localhost', '127.0.0.2'), ca: slapd.ca });
      expect((await failureOf(other.probe())).code).toBe('DIRECTORY_TLS_FAILED');
    });
  });

  it('names a wrong password for what it is', async () => {
    const failure = await failureOf(open({ bindDn: ADMIN_DN, password: 'wrong' }).probe());
    expect(failure).toMatchObject({ code: 'DIRECTORY_LOGIN_FAILED', parameters: { user: ADMIN_DN } });
    expect(JSON.stringify(failure)).not.toContain('"wrong"');
  });

  it('sends no password in clear text to another machine', async () => {
    const server = openLdapDirectory({ url: 'ldap://192.0.2.1', bindDn: ADMIN_DN, password: ADMIN_PASSWORD });
    expect((await failureOf(server.probe())).code).toBe('DIRECTORY_CLEARTEXT_PASSWORD');
  });

  it('says why when the server wants a login first', async () => {
    const strict = await startSlapd({ requireLogin: true });
    try {
      const anonymous = await failureOf(openLdapDirectory({ url: strict.url, baseDn: BASE_DN }).lookUp([AVOCET]));
      expect(anonymous).toMatchObject({ code: 'DIRECTORY_REFUSED', parameters: { user: 'anonymous' } });
      const known = openLdapDirectory({ url: strict.url, bindDn: ADMIN_DN, password: ADMIN_PASSWORD });
      expect(names(await known.lookUp([AVOCET]))).toEqual(['avocet']);
    } finally {
      await strict.stop();
    }
  });

  it('says which base the server does not show', async () => {
    const failure = await failureOf(open({ baseDn: 'dc=nowhere' }).lookUp([AVOCET]));
    expect(failure).toMatchObject({ code: 'DIRECTORY_BASE_MISSING', parameters: { baseDn: 'dc=nowhere' } });
  });

  async function startedWithoutLimit(): Promise<DirectoryReading['records']> {
    const generous = await startSlapd({ sizeLimit: 10_000 });
    try {
      const { Client } = await import('ldapts');
      const client = new Client({ url: generous.url });
      const { searchEntries } = await client.search(BASE_DN, { filter: '(apple-generateduid=*)', attributes: ['apple-generateduid'] });
      await client.unbind();
      const uids = searchEntries.map((entry) => String(entry['apple-generateduid']).toUpperCase());
      return (await openLdapDirectory({ url: generous.url }).lookUp(uids)).records;
    } finally {
      await generous.stop();
    }
  }
});

describe('a server that is none', () => {
  it('is told apart when nobody listens', async () => {
    const { url, close } = await fakeServer(() => undefined);
    close();
    const failure = await failureOf(openLdapDirectory({ url, connectTimeoutMs: 1000 }).lookUp([AVOCET]));
    expect(failure).toMatchObject({ code: 'DIRECTORY_UNREACHABLE', detail: 'ECONNREFUSED' });
  });

  it('is given up when it takes the question and never answers', async () => {
    const { url, close } = await fakeServer(() => undefined);
    try {
      const failure = await failureOf(openLdapDirectory({ url, timeoutMs: 200 }).lookUp([AVOCET]));
      expect(failure.code).toBe('DIRECTORY_UNREACHABLE');
      expect(failure.parameters['reason']).toMatch(/timed out/);
    } finally {
      close();
    }
  });

  it('is given up when it hangs up in the middle', async () => {
    const { url, close } = await fakeServer((socket) => socket.once('data', () => socket.destroy()));
    try {
      expect((await failureOf(openLdapDirectory({ url, timeoutMs: 2000 }).lookUp([AVOCET]))).code).toBe('DIRECTORY_UNREACHABLE');
    } finally {
      close();
    }
  });

  it('is given up when it speaks something else', async () => {
    const { url, close } = await fakeServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    try {
      expect((await failureOf(openLdapDirectory({ url, timeoutMs: 2000 }).lookUp([AVOCET]))).code).toBe('DIRECTORY_UNREACHABLE');
    } finally {
      close();
    }
  });

  it('is left at once when the operator stops', async () => {
    const { url, close } = await fakeServer(() => undefined);
    const controller = new AbortController();
    try {
      const work = failureOf(openLdapDirectory({ url, timeoutMs: 30_000 }).lookUp([AVOCET], { signal: controller.signal }));
      setTimeout(() => controller.abort(), 100);
      expect((await work).code).toBe('INTERRUPTED');
    } finally {
      close();
    }
  });
});
