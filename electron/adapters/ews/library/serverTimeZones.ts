import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { ServerTimeZones } from '../../../ports/TargetProbe.ts';
import type { EwsTransport } from '../http/EwsTransport.ts';
import { askLibrary } from './askLibrary.ts';

/** GetServerTimeZones: the Windows ids the server knows, and which version it says it is. */
export function serverTimeZones(transport: EwsTransport, mailbox: string | null, signal?: AbortSignal): Promise<Answer<ServerTimeZones>> {
  return askLibrary({
    transport,
    mailbox,
    signal,
    ask: async (service) => {
      const zones = await service.GetServerTimeZones();
      const { VersionString, MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber } = service.ServerInfo;
      const build = [MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber].join('.');
      return { ids: new Set(zones.map(({ Id }) => Id)), version: `${VersionString} ${build}` };
    },
  });
}
