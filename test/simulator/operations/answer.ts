import type { RequestContext } from '../context.ts';
import { messageOf } from '../soap/messages.ts';
import { ResponseError } from '../soap/ResponseError.ts';
import { escapeXml } from '../xml/xmlText.ts';

/** What the messages of an operation look like. */
export interface AnswerForm {
  readonly operation: string;
  /** What the schema wants in a message that has nothing to tell, such as `<m:Items/>`. */
  readonly empty: string;
}

/** One response message for each part of the request, in the same order, whatever becomes of the others. */
export function answerEach<Part>(form: AnswerForm, parts: readonly Part[], context: RequestContext, work: (part: Part) => string): string {
  const messages = parts.map((part) => {
    if (context.itemFaults.isStopped) return warning(form, 'ErrorBatchProcessingStopped');
    try {
      context.itemFaults.begin();
      return success(form, work(part));
    } catch (error) {
      if (error instanceof ResponseError) return failure(form, error);
      throw error;
    }
  });
  return responseElement(form.operation, messages.join(''));
}

export function answerOne(form: AnswerForm, context: RequestContext, work: () => string): string {
  return answerEach(form, [null], context, work);
}

export function responseElement(operation: string, messages: string): string {
  return `<m:${operation}Response><m:ResponseMessages>${messages}</m:ResponseMessages></m:${operation}Response>`;
}

function success(form: AnswerForm, content: string): string {
  const name = `${form.operation}ResponseMessage`;
  return `<m:${name} ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${name}>`;
}

function failure(form: AnswerForm, error: ResponseError): string {
  const name = `${form.operation}ResponseMessage`;
  return `<m:${name} ResponseClass="Error">${errorElements(error)}${form.empty}</m:${name}>`;
}

function warning(form: AnswerForm, code: string): string {
  const name = `${form.operation}ResponseMessage`;
  const inner = `<m:MessageText>${escapeXml(messageOf(code))}</m:MessageText><m:ResponseCode>${code}</m:ResponseCode>`;
  return `<m:${name} ResponseClass="Warning">${inner}<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${form.empty}</m:${name}>`;
}

export function errorElements(error: ResponseError): string {
  const details = error.messageXml === '' ? '' : `<m:MessageXml>${error.messageXml}</m:MessageXml>`;
  const text = `<m:MessageText>${escapeXml(error.message)}</m:MessageText><m:ResponseCode>${error.code}</m:ResponseCode>`;
  return `${text}<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${details}`;
}
