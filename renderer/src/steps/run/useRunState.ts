import { useEffect, useState } from 'react';
import type { RunState } from '../../../../shared/contract/wizard/run.ts';
import { useAnswer } from '../../wizard/useAnswer.ts';
import { useFrame, useView } from '../../wizard/useWizard.ts';

/** The run as it stands: live while events come, as the project remembers it after a reload. */
export function useRunState(): RunState | null {
  const live = useView((view) => view.run);
  const { facts } = useFrame();
  const remembered = useAnswer('run.state', {}, facts.run?.status ?? 'idle').value;
  if (live === null) return remembered;
  // Between two runs no events come; the host's answer is the newer one then.
  return remembered !== null && facts.run?.status !== live.status && facts.run?.status === remembered.status ? remembered : live;
}

/** A clock for countdowns; it only ticks while it is needed. */
export function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
