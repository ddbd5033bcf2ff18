import type { Shell } from 'electron';
import type { ExternalPage } from '../shared/contract/wizard/host.ts';

/** The only addresses the program opens in a browser. The page names one of them; it can never give an address. */
export const EXTERNAL_PAGES: Readonly<Record<ExternalPage, string>> = {
  documentation: 'https://github.com/godwit-migration/godwit#readme',
  'ews-retirement': 'https://techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361',
  'report-problem': 'https://github.com/godwit-migration/godwit/issues',
};

export async function openPage(shell: Pick<Shell, 'openExternal'>, page: ExternalPage): Promise<void> {
  await shell.openExternal(EXTERNAL_PAGES[page]);
}
