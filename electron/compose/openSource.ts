import type { SourceConfig } from '../../shared/contract/config.ts';
import { openDump } from '../adapters/pgdump/openDump.ts';
import { openPostgres } from '../adapters/postgres/openPostgres.ts';
import type { PostgresOptions } from '../adapters/postgres/PostgresOptions.ts';
import type { CalendarServerSource } from '../ports/CalendarServerSource.ts';
import { readNamedFile, type LoadedConfig } from './LoadedConfig.ts';

/** How to reach the PostgreSQL the config names. */
export function postgresOptions(loaded: LoadedConfig, source: Extract<SourceConfig, { kind: 'postgres' }>): PostgresOptions {
  const { host, port, database, user, tls, passwordEnv, caFile } = source;
  return {
    host,
    port,
    database,
    user,
    tls,
    ...(passwordEnv === undefined ? {} : { password: loaded.secret(passwordEnv, 'PostgreSQL') }),
    ...(caFile === undefined ? {} : { caFile: readNamedFile(loaded, caFile) }),
  };
}

/** The source the config names. Opens nothing yet. */
export function openSource(loaded: LoadedConfig, source: SourceConfig): CalendarServerSource {
  return source.kind === 'dump' ? openDump(loaded.path(source.path)) : openPostgres(postgresOptions(loaded, source));
}
