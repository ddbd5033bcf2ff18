import { messageOf } from './messages.ts';

/** An item, a folder, a mailbox in the request cannot be served; the rest of the request may go on. */
export class ResponseError extends Error {
  readonly code: string;
  /** Content of MessageXml, ready to be written; empty for none. */
  readonly messageXml: string;

  constructor(code: string, options: { readonly message?: string; readonly messageXml?: string } = {}) {
    super(options.message ?? messageOf(code));
    this.code = code;
    this.messageXml = options.messageXml ?? '';
  }
}

/** The whole request is refused, with HTTP 500 and a SOAP fault. */
export class SoapFault extends Error {
  readonly code: string;
  readonly messageXml: string;

  constructor(code: string, options: { readonly message?: string; readonly messageXml?: string } = {}) {
    super(options.message ?? messageOf(code));
    this.code = code;
    this.messageXml = options.messageXml ?? '';
  }
}
