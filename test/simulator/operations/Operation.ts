import type { RequestContext } from '../context.ts';
import type { XmlElement } from '../xml/XmlElement.ts';

/** One operation of EWS: the request's element in, the response's element out. */
export interface Operation {
  readonly name: string;
  readonly run: (request: XmlElement, context: RequestContext) => string;
}
