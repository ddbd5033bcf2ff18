import type { Answer } from '../../../ports/ExchangeTarget.ts';
import type { EwsTransport } from '../http/EwsTransport.ts';
import { askLibrary } from './askLibrary.ts';

/** Opens the default Calendar of a mailbox, impersonated; answers its name. */
export function bindCalendar(transport: EwsTransport, mailbox: string, signal?: AbortSignal): Promise<Answer<string>> {
  return askLibrary({
    transport,
    mailbox,
    signal,
    ask: async (service, { CalendarFolder, WellKnownFolderName, PropertySet, BasePropertySet, FolderSchema }) => {
      const shape = new PropertySet(BasePropertySet.IdOnly, FolderSchema.DisplayName);
      const folder = await CalendarFolder.Bind(service, WellKnownFolderName.Calendar, shape);
      return folder.DisplayName;
    },
  });
}
