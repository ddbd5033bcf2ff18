import sparticuz from '@sparticuz/chromium';

/** The browser to test with: the one named, else the one that came with the packages. */
export async function browserPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  return named === undefined || named === '' ? sparticuz.executablePath() : named;
}

export const BROWSER_ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'];
