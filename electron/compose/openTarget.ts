import type { TargetConfig } from '../../shared/contract/config.ts';
import { Failure } from '../../shared/domain/failure.ts';
import { openExchange, type EwsAuth, type EwsOptions } from '../adapters/ews/openEws.ts';
import { openEwsProbe } from '../adapters/ews/probe/openEwsProbe.ts';
import type { Fetch } from '../adapters/ews/http/fetchSender.ts';
import type { ExchangeTarget } from '../ports/ExchangeTarget.ts';
import type { LabTarget } from '../ports/LabTarget.ts';
import type { MeetingTarget } from '../ports/MeetingTarget.ts';
import type { TargetProbe } from '../ports/TargetProbe.ts';
import { readNamedFile, type LoadedConfig } from './LoadedConfig.ts';

function signInOf(loaded: LoadedConfig, { auth }: TargetConfig): EwsAuth {
  if (auth.kind !== 'oauth') return { kind: auth.kind, user: auth.user, password: loaded.secret(auth.passwordEnv, auth.user) };
  const { kind, tenant, clientId, authority, secretEnv, certificateFile } = auth;
  const credential =
    secretEnv === undefined
      ? { pem: readNamedFile(loaded, certificateFile ?? '') }
      : { secret: loaded.secret(secretEnv, 'Microsoft Entra') };
  return { kind, tenant, clientId, credential, ...(authority === undefined ? {} : { authority }) };
}

function ewsOptions(loaded: LoadedConfig, fetch: Fetch | undefined): { readonly options: EwsOptions; readonly settings: TargetConfig } {
  const settings = loaded.config.target;
  if (settings === undefined) throw new Failure('TARGET_MISSING');
  const options = {
    url: settings.url,
    auth: signInOf(loaded, settings),
    connections: settings.concurrency,
    timeoutMs: settings.timeoutSeconds * 1000,
    userAgent: 'Godwit/0.1',
    ...(fetch === undefined ? {} : { fetch }),
    ...(settings.caFile === undefined ? {} : { ca: readNamedFile(loaded, settings.caFile) }),
  };
  return { options, settings };
}

/** The target, the side of it that may send, what the probe asks besides (all share connections and gate), and how it is to be treated. */
export interface OpenTarget {
  readonly target: ExchangeTarget;
  readonly meetings: MeetingTarget;
  readonly lab: LabTarget;
  readonly settings: TargetConfig;
}

/** The target the config names, and how it is to be treated. Nothing is asked yet. `fetch`: the host program's own network stack. */
export function openTarget(loaded: LoadedConfig, fetch?: Fetch): OpenTarget {
  const { options, settings } = ewsOptions(loaded, fetch);
  return { ...openExchange(options), settings };
}

/** The same target, as `check` looks at it. */
export function openTargetProbe(loaded: LoadedConfig, fetch?: Fetch): { readonly probe: TargetProbe; readonly settings: TargetConfig } {
  const { options, settings } = ewsOptions(loaded, fetch);
  return { probe: openEwsProbe(options), settings };
}
