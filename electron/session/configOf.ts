import { isAbsolute } from 'node:path';
import { configSchema, type Config } from '../../shared/contract/config.ts';
import type { SecretSlot } from '../../shared/contract/wizard/state.ts';
import type { WizardSettings } from '../../shared/contract/wizard/settings.ts';
import { Failure } from '../../shared/domain/failure.ts';
import type { LoadedConfig } from '../compose/LoadedConfig.ts';

/** Names under which the config refers to the wizard's secrets. */
export const SECRET_NAMES: Readonly<Record<SecretSlot, string>> = { source: 'SOURCE', directory: 'DIRECTORY', target: 'TARGET' };

/** Which parts of the steps a piece of work needs; drafts of the others do not concern it. */
export type ConfigPart = 'source' | 'directory' | 'target' | 'mapping' | 'options';

function given(value: string, name: string): Readonly<Record<string, string>> {
  return value.trim() === '' ? {} : { [name]: value.trim() };
}

function sourceOf({ source }: WizardSettings, hasSecret: boolean): object {
  const attachments = given(source.attachments, 'attachments');
  if (source.kind === 'dump') return { kind: 'dump', path: source.dump.path, ...attachments };
  const { host, port, database, user, tls, caFile } = source.postgres;
  const passwordEnv = hasSecret ? { passwordEnv: SECRET_NAMES.source } : {};
  return { kind: 'postgres', host: host.trim(), port, database, user, tls, ...given(caFile, 'caFile'), ...passwordEnv, ...attachments };
}

function directoryOf({ directory: { files, useServer, server } }: WizardSettings, hasSecret: boolean): object {
  if (!useServer) return { files };
  const { url, baseDn, bindDn, startTls, caFile, fingerprint } = server;
  const passwordEnv = hasSecret && bindDn.trim() !== '' ? { passwordEnv: SECRET_NAMES.directory } : {};
  const ldap = {
    url: url.trim(),
    ...given(baseDn, 'baseDn'),
    ...given(bindDn, 'bindDn'),
    ...passwordEnv,
    ...given(caFile, 'caFile'),
    ...given(fingerprint, 'fingerprint'),
    ...(startTls ? { startTls } : {}),
  };
  return { files, ldap };
}

function authOf({ auth, user, tenant, clientId, credential, certificateFile, authority }: WizardSettings['target']): object {
  if (auth !== 'oauth') return { kind: auth, user, passwordEnv: SECRET_NAMES.target };
  const proof = credential === 'secret' ? { secretEnv: SECRET_NAMES.target } : { certificateFile };
  return { kind: 'oauth', tenant, clientId, ...proof, ...given(authority, 'authority') };
}

function targetOf({ target }: WizardSettings): object {
  return { kind: 'ews', url: target.url.trim(), auth: authOf(target), ...given(target.caFile, 'caFile'), concurrency: target.concurrency };
}

function mappingOf({ mapping: { acceptedDomains, rewriteDomains } }: WizardSettings): object {
  const pairs = rewriteDomains.filter(({ from, to }) => from !== '' && to !== '');
  return {
    acceptedDomains: acceptedDomains.filter((domain) => domain !== ''),
    rewriteDomains: Object.fromEntries(pairs.map(({ from, to }) => [from, to])),
  };
}

/** The config the steps amount to, as the command line would read it. Throws WIZARD_STEP_INCOMPLETE. */
export function configOf(
  settings: WizardSettings,
  parts: readonly ConfigPart[],
  context: { readonly projectPath: string; readonly hasSecret: (slot: SecretSlot) => boolean },
): Config {
  const { projectPath, hasSecret } = context;
  const part = (name: ConfigPart, make: () => object): object => (parts.includes(name) ? { [name]: make() } : {});
  const parsed = configSchema.safeParse({
    project: projectPath,
    ...part('source', () => sourceOf(settings, hasSecret('source'))),
    ...part('directory', () => directoryOf(settings, hasSecret('directory'))),
    ...part('target', () => targetOf(settings)),
    ...part('mapping', () => mappingOf(settings)),
    ...part('options', () => settings.options),
  });
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
  throw new Failure('WIZARD_STEP_INCOMPLETE', { what });
}

/** The config with the secrets it names. Paths in the wizard are absolute: they came from a dialog or were typed as such. */
export function loadedConfig(config: Config, projectPath: string, secret: (slot: SecretSlot) => string | null): LoadedConfig {
  return {
    config,
    projectPath,
    path: (path) => {
      if (!isAbsolute(path)) throw new Failure('WIZARD_STEP_INCOMPLETE', { what: `${path} is not a whole path` });
      return path;
    },
    secret: (variable, purpose) => {
      const slot = (['source', 'directory', 'target'] as const).find((candidate) => SECRET_NAMES[candidate] === variable);
      const found = slot === undefined ? null : secret(slot);
      if (found === null) throw new Failure('SECRET_MISSING', { purpose, step: slot ?? variable });
      return found;
    },
  };
}
