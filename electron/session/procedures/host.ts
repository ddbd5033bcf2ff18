import type { HandlersOf, HostContext } from '../HostContext.ts';

/** What the window asks of the system around it. */
export function hostProcedures({ services }: HostContext): HandlersOf<'host'> {
  const { desktop } = services;
  return {
    'host.info': () => desktop.info(),
    'host.chooseFiles': async ({ purpose, multiple }) => ({ paths: await desktop.chooseFiles(purpose, multiple) }),
    'host.chooseSavePath': async ({ purpose, suggestedName }) => ({ path: await desktop.chooseSavePath(purpose, suggestedName) }),
    'host.copy': ({ text }) => {
      desktop.copy(text);
      return {};
    },
    'host.openPage': async ({ page }) => {
      await desktop.openPage(page);
      return {};
    },
    'host.showFile': ({ path }) => {
      desktop.showFile(path);
      return {};
    },
  };
}
