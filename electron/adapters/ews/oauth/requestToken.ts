import type { SecureContext } from 'node:tls';
import { Client } from 'undici';
import { z } from 'zod';
import { TransportFailure, type HttpReply } from '../http/EwsTransport.ts';
import { connectOptions } from '../http/connectOptions.ts';
import { sendRequest } from '../http/sendRequest.ts';

export interface Token {
  readonly value: string;
  readonly expiresInSeconds: number;
}

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const refused = z.object({ error: z.string(), error_description: z.string().optional() });

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** A token endpoint's answer. A refusal reads as HTTP 401, because that is what it comes to; trouble of the endpoint as trouble. */
export function readTokenAnswer({ status, body }: HttpReply): Token {
  const token = granted.safeParse(parse(body));
  if (status === 200 && token.success) return { value: token.data.access_token, expiresInSeconds: token.data.expires_in };
  const refusal = refused.safeParse(parse(body));
  const isTrouble = status === 429 || status >= 500;
  // The description's first line is a sentence with the AADSTS number; what follows are trace ids.
  const words = refusal.success
    ? `${refusal.data.error}: ${refusal.data.error_description?.split(/[\r\n]/)[0] ?? ''}`
    : `HTTP ${String(status)}`;
  throw new TransportFailure(isTrouble ? `HTTP_${String(status)}` : 'HTTP_401', false, `no token: ${words}`);
}

/** Client credentials grant (RFC 6749 §4.4). */
export async function requestToken(
  endpoint: URL,
  form: Readonly<Record<string, string>>,
  timeoutMs: number,
  secureContext: SecureContext | undefined,
): Promise<Token> {
  const client = new Client(endpoint.origin, { allowH2: false, connect: connectOptions(timeoutMs, secureContext) });
  try {
    const reply = await sendRequest(client, endpoint.pathname, {
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(new URLSearchParams(form).toString()),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return readTokenAnswer(reply);
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error;
    // Exchange has seen nothing, whatever the token endpoint has.
    throw new TransportFailure(error.code, false, `${endpoint.host}: ${error.message}`, error.cause);
  } finally {
    await client.destroy();
  }
}
