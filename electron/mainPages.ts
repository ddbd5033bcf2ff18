import type { Shell } from 'electron';
import { z } from 'zod';
import { externalPage, type ExternalPage } from '../shared/contract/wizard/host.ts';

const httpsAddress = z.string().regex(/^https:\/\/[^/\s]+/);
/** Where the program's own pages are is said in package.json alone, by whoever publishes it. */
const addresses = z.object({
  homepage: httpsAddress.optional().catch(undefined),
  bugs: z.object({ url: httpsAddress }).optional().catch(undefined),
});

/** The only addresses the program opens in a browser. The page names one of them; it can never give an address. */
export type ExternalPages = Readonly<Partial<Record<ExternalPage, string>>>;

/** What package.json names, and Microsoft's own announcement. A page without an address is not offered. */
export function externalPages(packageJson: string): ExternalPages {
  const { homepage, bugs } = addresses.parse(JSON.parse(packageJson));
  return {
    ...(homepage === undefined ? {} : { documentation: homepage }),
    'ews-retirement': 'https://techcommunity.microsoft.com/blog/exchange/exchange-online-ews-your-time-is-almost-up/4492361',
    ...(bugs === undefined ? {} : { 'report-problem': bugs.url }),
  };
}

export function offeredPages(pages: ExternalPages): readonly ExternalPage[] {
  return externalPage.options.filter((page) => pages[page] !== undefined);
}

export async function openPage(shell: Pick<Shell, 'openExternal'>, pages: ExternalPages, page: ExternalPage): Promise<void> {
  const address = pages[page];
  if (address !== undefined) await shell.openExternal(address);
}
