import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { ResolvedName } from '../../../ports/TargetProbe.ts';
import type { EwsTransport } from '../http/EwsTransport.ts';
import { askLibrary } from './askLibrary.ts';

/** ResolveNames in the directory: whom Exchange takes an address or name for. None is an answer, not a failure. */
export async function resolveName(transport: EwsTransport, name: string, signal?: AbortSignal): Promise<Answer<readonly ResolvedName[]>> {
  const answer = await askLibrary({
    transport,
    mailbox: null,
    signal,
    ask: async (service, { ResolveNameSearchLocation, MailboxType }) => {
      const found = await service.ResolveName(name, ResolveNameSearchLocation.DirectoryOnly, true);
      return found.GetEnumerator().map(({ Mailbox: { Address, Name, MailboxType: kind } }) => ({
        email: Address.toLowerCase(),
        name: Name,
        kind: MailboxType[kind],
      }));
    },
  });
  const isUnknown = !answer.ok && answer.failure.responseCode === 'ErrorNameResolutionNoResults';
  return isUnknown ? { ok: true, value: [] } : answer;
}
