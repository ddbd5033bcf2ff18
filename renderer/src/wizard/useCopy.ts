import { useCallback } from 'react';
import { useWizard } from './useWizard.ts';

/** Copies through the host, or the browser where the host cannot. */
export function useCopy(): (text: string) => Promise<boolean> {
  const wizard = useWizard();
  return useCallback(
    async (text) => {
      const reply = await wizard.call('host.copy', { text });
      if (reply.ok) return true;
      try {
        await window.navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    [wizard],
  );
}
