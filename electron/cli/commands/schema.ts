import { z } from 'zod';
import { configSchema } from '../../../shared/contract/config.ts';
import { errorLine, LINES } from '../../../shared/contract/lines/lines.ts';
import { ERRORS } from '../../../shared/contract/errors.ts';
import { NOTE_CATALOGUE } from '../../../shared/domain/noteCatalogue.ts';
import type { Command } from '../command.ts';

/** The whole headless contract as one JSON document: config, lines by command, error codes, note codes. */
export function contractSchemas(): object {
  const lines = Object.fromEntries(Object.entries(LINES).map(([command, schema]) => [command, z.toJSONSchema(schema, { io: 'output' })]));
  return {
    config: z.toJSONSchema(configSchema, { io: 'input' }),
    lines,
    // The line of a command line that names no command.
    error: z.toJSONSchema(errorLine, { io: 'output' }),
    errors: ERRORS,
    notes: NOTE_CATALOGUE,
  };
}

/** `schema`: prints the JSON Schemas of everything outsiders may rely on. */
export const schemaCommand: Command = {
  name: 'schema',
  usage: '',
  summary: 'Prints the JSON Schemas of the config file and of every line, with all codes.',
  options: { json: { type: 'boolean' } },
  run: ({ output }) => {
    const schemas = contractSchemas();
    output.line(schemas);
    output.say(JSON.stringify(schemas, null, 2));
    return 0;
  },
};
