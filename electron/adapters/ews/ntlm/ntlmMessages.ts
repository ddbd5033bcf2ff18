import ntlm from '@ewsjs/ntlm-client';

/** No workstation name: Exchange does not ask for it, and it is nobody's business. */
const WORKSTATION = '';
/** Where NEGOTIATE_MESSAGE has its flags, and two of them (MS-NLMP 2.2.1.1, 2.2.2.5). */
const FLAGS_AT = 12;
const UNICODE = 1;
const OEM = 2;

/**
 * `DOMAIN\user`; `user@domain`, whose domain the server finds itself (''); or a bare user, who is taken for one of the server's own domain
 * (null).
 */
export function splitAccount(account: string): { readonly domain: string | null; readonly user: string } {
  const slash = account.indexOf('\\');
  if (slash >= 0) return { domain: account.slice(0, slash), user: account.slice(slash + 1) };
  return { domain: account.includes('@') ? '' : null, user: account };
}

/** The client asks for names in the server's code page; a name with other letters than ASCII needs Unicode. */
function openingMessage(account: string): string {
  const header = ntlm.createType1Message(WORKSTATION, '');
  if (/^[\x20-\x7e]*$/.test(account)) return header;
  const message = Buffer.from(header.slice('NTLM '.length), 'base64');
  message.writeUInt32LE(((message.readUInt32LE(FLAGS_AT) | UNICODE) & ~OEM) >>> 0, FLAGS_AT);
  return `NTLM ${message.toString('base64')}`;
}

/** The two headers of an NTLM handshake (MS-NTHT 3.1.5): what opens it, and what answers the server's challenge. */
export interface NtlmHandshake {
  readonly open: string;
  /** Null when the server's header holds no challenge. */
  answer(challenge: string): string | null;
}

export function ntlmHandshake(account: string, password: string): NtlmHandshake {
  const { domain, user } = splitAccount(account);
  return {
    open: openingMessage(account),
    answer: (challenge) => {
      try {
        return ntlm.createType3Message(ntlm.decodeType2Message(challenge), user, password, WORKSTATION, domain ?? undefined);
      } catch {
        return null;
      }
    },
  };
}
