/** How to reach the database; the config file's `source` of kind `postgres`. */
export interface PostgresOptions {
  /** A name or address; beginning with `/` it is the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password?: string;
  /** `require` encrypts, and checks the certificate only against `caFile`; `verify-full` checks it and the host name. */
  readonly tls: 'off' | 'require' | 'verify-full';
  /** The CA certificates as PEM text. */
  readonly caFile?: string;
}

/** Host and port as people write them. */
export function addressOf(options: PostgresOptions): string {
  if (options.host.startsWith('/')) return `${options.host}/.s.PGSQL.${options.port}`;
  return options.host.includes(':') ? `[${options.host}]:${options.port}` : `${options.host}:${options.port}`;
}
