import type { RequestContext } from '../context.ts';
import { numberedKey, tagKey } from './extendedPath.ts';

/** How the settings name an extended property: `Appointment:0x8217`, `tag:0x65`, or a named property's name. */
function keysStart(name: string): string {
  const [set = '', id] = name.split(':');
  if (id === undefined) return `/${name}/`;
  return set === 'tag' ? tagKey(Number(id), '') : numberedKey(set, Number(id), '');
}

/** Whether this server forgets what a client writes there: a FieldURI, or the key of an extended property. */
export function isForgotten(uriOrKey: string, { services }: RequestContext): boolean {
  return services.settings.behaviour.ignores.some((name) => {
    if (name === uriOrKey) return true;
    const start = keysStart(name);
    return start.startsWith('/') ? uriOrKey.includes(start) : uriOrKey.startsWith(start);
  });
}
