import type { ExchangeService } from 'ews-javascript-api';
import type { Answer, RequestFailure } from '../../../ports/ExchangeTarget.ts';
import type { EwsTransport } from '../http/EwsTransport.ts';
import { lostAnswer } from '../soapFailure.ts';
import { LibraryBridge } from './LibraryBridge.ts';
import { loadLibrary, type Library } from './loadLibrary.ts';

/** One question put to a server through the library. */
export interface LibraryQuestion<T> {
  readonly transport: EwsTransport;
  /** Impersonated; null for what concerns no mailbox. */
  readonly mailbox: string | null;
  readonly signal: AbortSignal | undefined;
  readonly ask: (service: ExchangeService, library: Library) => Promise<T>;
}

function serviceOf(library: Library, { transport, mailbox }: LibraryQuestion<unknown>, bridge: LibraryBridge): ExchangeService {
  const service = new library.ExchangeService(library.ExchangeVersion.Exchange2013_SP1);
  service.Url = new library.Uri(transport.url);
  // It insists on having some; the transport signs in.
  service.Credentials = new library.WebCredentials('transport', 'signs in');
  service.XHRApi = bridge;
  if (mailbox !== null) {
    service.ImpersonatedUserId = new library.ImpersonatedUserId(library.ConnectingIdType.SmtpAddress, mailbox);
  }
  return service;
}

/** What the server refused inside an answer that is otherwise fine. */
function refusalOf(library: Library, error: unknown): RequestFailure | null {
  if (!(error instanceof library.ServiceResponseException)) return null;
  return {
    outcome: 'not-executed',
    scope: 'mailbox',
    responseCode: library.ServiceError[error.ErrorCode],
    message: error.Message,
    backOffMs: null,
  };
}

/** Asks through the library; its many ways of failing become the one of our port. An answer it cannot read is our loss, not the server's. */
export async function askLibrary<T>(question: LibraryQuestion<T>): Promise<Answer<T>> {
  const { transport, mailbox, signal } = question;
  const library = await loadLibrary();
  const bridge = new LibraryBridge((_method, _url, body) => transport.post(body, { mailbox, ...(signal === undefined ? {} : { signal }) }));
  try {
    return { ok: true, value: await question.ask(serviceOf(library, question, bridge), library) };
  } catch (error) {
    if (bridge.thrown !== null) throw bridge.thrown;
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, failure: bridge.failure ?? refusalOf(library, error) ?? lostAnswer(message) };
  }
}
