import { Client } from 'ldapts';
import type { SearchOptions, SearchResult } from 'ldapts';
import { Failure } from '../../../shared/domain/failure.ts';
import { ldapFailure } from './ldapFailure.ts';
import { isLoopback, parseLdapUrl } from './LdapOptions.ts';
import type { LdapAddress, LdapOptions } from './LdapOptions.ts';
import { tlsOptions } from './tlsOptions.ts';

/** The one thing that is done with a directory: asking. */
export interface LdapConnection {
  readonly address: LdapAddress;
  search(baseDn: string, options: SearchOptions): Promise<SearchResult>;
}

const CONNECT_TIMEOUT_MS = 10_000;
const TIMEOUT_MS = 30_000;

/** A simple bind carries the password as it is (RFC 4513 §5.1.3): never over a line others can listen to. */
function refuseClearText(options: LdapOptions, address: LdapAddress): void {
  if (options.bindDn === undefined || address.isSecure || options.startTls === true || isLoopback(address.host)) return;
  throw new Failure('DIRECTORY_CLEARTEXT_PASSWORD', { address: address.label, user: options.bindDn });
}

async function connect(client: Client, options: LdapOptions, address: LdapAddress, connectTimeoutMs: number): Promise<void> {
  if (options.startTls === true && !address.isSecure) await client.startTLS(await tlsOptions(options, address, connectTimeoutMs));
  if (options.bindDn !== undefined) await client.bind(options.bindDn, options.password ?? '');
}

function connectionOf(client: Client, address: LdapAddress, isPrepared: boolean, signal: AbortSignal | undefined): LdapConnection {
  return {
    address,
    search: (baseDn, options) => {
      if (signal?.aborted === true) throw new Failure('INTERRUPTED');
      // The library would silently connect again: without encryption and without login.
      if (isPrepared && !client.isConnected) throw new Error('the server closed the connection');
      return client.search(baseDn, options);
    },
  };
}

/**
 * Connects, encrypts and logs in as the options say, works, and closes the connection whatever happens. Everything that goes wrong on the
 * way leaves as `Failure('DIRECTORY_*')`; aborting the signal as `Failure('INTERRUPTED')`.
 */
export async function withLdapConnection<T>(
  options: LdapOptions,
  signal: AbortSignal | undefined,
  work: (connection: LdapConnection) => Promise<T>,
): Promise<T> {
  const address = parseLdapUrl(options.url);
  refuseClearText(options, address);
  const connectTimeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const timeout = options.timeoutMs ?? TIMEOUT_MS;
  const secure = address.isSecure ? { tlsOptions: await tlsOptions(options, address, connectTimeoutMs) } : {};
  const client = new Client({ url: address.label, connectTimeout: connectTimeoutMs, timeout, ...secure });
  const close = (): Promise<void> => client.unbind().catch(() => undefined);
  const stop = (): void => void close();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const isPrepared = options.bindDn !== undefined || (options.startTls === true && !address.isSecure);
    await connect(client, options, address, connectTimeoutMs);
    return await work(connectionOf(client, address, isPrepared, signal));
  } catch (error) {
    if (signal?.aborted === true) throw new Failure('INTERRUPTED', {}, { cause: error });
    throw await ldapFailure(error, address, options);
  } finally {
    signal?.removeEventListener('abort', stop);
    await close();
  }
}
