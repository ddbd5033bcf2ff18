import type { RequestFailure } from '../../../ports/ExchangeTarget.ts';
import { TransportFailure, type HttpReply } from '../http/EwsTransport.ts';
import { httpFailure, lostAnswer, transportTrouble } from '../soapFailure.ts';
import { UnreadableXml, readXml } from '../xml/readXml.ts';

/** What the library asks its HTTP layer for. */
interface LibraryRequest {
  readonly type?: string;
  readonly url: string;
  readonly data?: unknown;
}

/** What it takes for an answer: as much of XMLHttpRequest as it looks at. */
export interface LibraryReply {
  readonly status: number;
  readonly statusText: string;
  readonly responseText: string;
  readonly response: string;
  getAllResponseHeaders(): string;
  getResponseHeader(name: string): string | null;
}

/** Sends one request of the library's. GET is for looking around without signing in. */
export type SendForLibrary = (method: 'GET' | 'POST', url: string, body: string) => Promise<HttpReply>;

function libraryReply({ status, headers, body }: HttpReply): LibraryReply {
  return {
    status,
    statusText: String(status),
    responseText: body,
    response: body,
    getAllResponseHeaders: () => Object.entries(headers).reduce((all, [name, value]) => `${all}${name}: ${value}\r\n`, ''),
    getResponseHeader: (name) => headers[name.toLowerCase()] ?? null,
  };
}

/** The library's parser takes anything for XML and grumbles on the console; ours says no. */
function unreadable(body: string): RequestFailure | null {
  try {
    readXml(body);
    return null;
  } catch (error) {
    if (error instanceof UnreadableXml) return lostAnswer(error.message);
    throw error;
  }
}

/**
 * The library's HTTP interface (IXHRApi) on our transport: its time limit, sign-in, cookies and ids hold for the library too. The headers
 * it would send, among them `Authorization`, are left out. What went wrong is kept here, because the library forgets it.
 */
export class LibraryBridge {
  readonly apiName = 'godwit';
  readonly #send: SendForLibrary;
  #failure: RequestFailure | null = null;
  #thrown: Error | null = null;

  constructor(send: SendForLibrary) {
    this.#send = send;
  }

  /** Why the last request brought no answer; null when it did. */
  get failure(): RequestFailure | null {
    return this.#failure;
  }

  /** An abort or a bug of ours, which the library turned into something else. */
  get thrown(): Error | null {
    return this.#thrown;
  }

  /** Rejects with the reply for any status but 200: that is how the library expects it. */
  async xhr({ type, url, data }: LibraryRequest): Promise<LibraryReply> {
    this.#failure = null;
    const reply = await this.#ask(type?.toUpperCase() === 'GET' ? 'GET' : 'POST', url, typeof data === 'string' ? data : '');
    this.#failure = reply.status === 200 ? unreadable(reply.body) : httpFailure(reply);
    if (this.#failure === null) return libraryReply(reply);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the library reads status and text from what is thrown
    throw libraryReply(reply);
  }

  xhrStream(): Promise<LibraryReply> {
    return Promise.reject(new Error('streaming notifications are not used'));
  }

  disconnect(): void {
    // There is nothing to disconnect: the connections belong to the transport.
  }

  async #ask(method: 'GET' | 'POST', url: string, body: string): Promise<HttpReply> {
    try {
      return await this.#send(method, url, body);
    } catch (error) {
      if (error instanceof TransportFailure) this.#failure = transportTrouble(error);
      else this.#thrown = error instanceof Error ? error : new Error(String(error));
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- status 0 is what the library takes for «no connection»
      throw libraryReply({ status: 0, headers: {}, body: '' });
    }
  }
}
