import { createRequire } from 'node:module';
import { z } from 'zod';

interface Type2Message {
  readonly targetName: string;
}

/** What we use of `@ewsjs/ntlm-client`, which has no declarations of its own. */
interface NtlmClient {
  createType1Message(workstation: string, target: string): string;
  decodeType2Message(header: string): Type2Message;
  createType3Message(type2: Type2Message, user: string, password: string, workstation: string, target: string): string;
}

const functionSchema = z.custom<(...values: never) => unknown>((value) => typeof value === 'function');
const clientSchema = z.object({
  createType1Message: functionSchema,
  decodeType2Message: functionSchema,
  createType3Message: functionSchema,
});

function isNtlmClient(value: unknown): value is NtlmClient {
  return clientSchema.safeParse(value).success;
}

function load(): NtlmClient {
  const client: unknown = createRequire(import.meta.url)('@ewsjs/ntlm-client');
  if (!isNtlmClient(client)) throw new Error('@ewsjs/ntlm-client has other functions than expected');
  return client;
}

/** No workstation name: Exchange does not ask for it, and it is nobody's business. */
const WORKSTATION = '';

/** `DOMAIN\user`, or `user@domain` whose domain the server finds itself. */
export function splitAccount(account: string): { readonly domain: string; readonly user: string } {
  const slash = account.indexOf('\\');
  return slash < 0 ? { domain: '', user: account } : { domain: account.slice(0, slash), user: account.slice(slash + 1) };
}

/** The two headers of an NTLM handshake (MS-NTHT 3.1.5): what opens it, and what answers the server's challenge. */
export interface NtlmHandshake {
  readonly open: string;
  /** Null when the server's header holds no challenge. */
  answer(challenge: string): string | null;
}

export function ntlmHandshake(account: string, password: string): NtlmHandshake {
  const client = load();
  const { domain, user } = splitAccount(account);
  return {
    open: client.createType1Message(WORKSTATION, ''),
    answer: (challenge) => {
      try {
        return client.createType3Message(client.decodeType2Message(challenge), user, password, WORKSTATION, domain);
      } catch {
        return null;
      }
    },
  };
}
