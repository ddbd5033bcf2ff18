import type { Profile } from '../settings.ts';
import { MESSAGES_NAMESPACE, SOAP_NAMESPACE, TYPES_NAMESPACE } from '../xml/XmlElement.ts';
import { escapeXml } from '../xml/xmlText.ts';
import type { SoapFault } from './ResponseError.ts';

const ERRORS_NAMESPACE = 'http://schemas.microsoft.com/exchange/services/2006/errors';

interface Build {
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  readonly revision: number;
  readonly version: string;
}

const BUILDS: Readonly<Record<Profile, Build>> = {
  Exchange2013: { major: 15, minor: 0, build: 1497, revision: 48, version: 'V2_23' },
  Exchange2016: { major: 15, minor: 1, build: 2507, revision: 39, version: 'V2017_07_11' },
  Exchange2019: { major: 15, minor: 2, build: 1544, revision: 14, version: 'V2017_07_11' },
  ExchangeSE: { major: 15, minor: 2, build: 2562, revision: 17, version: 'V2017_07_11' },
  ExchangeOnline: { major: 15, minor: 20, build: 9320, revision: 13, version: 'V2018_01_08' },
  reversed: { major: 15, minor: 2, build: 2562, revision: 17, version: 'V2017_07_11' },
};

/** An answer in its envelope, with the version of the server that gave it. */
export function writeEnvelope(body: string, profile: Profile): string {
  const { major, minor, build, revision, version } = BUILDS[profile];
  const numbers = `MajorVersion="${major}" MinorVersion="${minor}" MajorBuildNumber="${build}" MinorBuildNumber="${revision}"`;
  const info = `<h:ServerVersionInfo ${numbers} Version="${version}" xmlns:h="${TYPES_NAMESPACE}"/>`;
  const opened = body.replace(/^<m:(\w+)/, `<m:$1 xmlns:m="${MESSAGES_NAMESPACE}" xmlns:t="${TYPES_NAMESPACE}"`);
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP_NAMESPACE}"><s:Header>${info}</s:Header><s:Body>${opened}</s:Body></s:Envelope>`;
}

export function writeFault(fault: SoapFault): string {
  const code = `<faultcode xmlns:a="${TYPES_NAMESPACE}">a:${fault.code}</faultcode>`;
  const text = `<faultstring xml:lang="en-US">${escapeXml(fault.message)}</faultstring>`;
  const details = fault.messageXml === '' ? '' : `<t:MessageXml xmlns:t="${TYPES_NAMESPACE}">${fault.messageXml}</t:MessageXml>`;
  const errors = `<e:ResponseCode xmlns:e="${ERRORS_NAMESPACE}">${fault.code}</e:ResponseCode><e:Message xmlns:e="${ERRORS_NAMESPACE}">${escapeXml(fault.message)}</e:Message>`;
  const body = `<s:Fault>${code}${text}<detail>${errors}${details}</detail></s:Fault>`;
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP_NAMESPACE}"><s:Body>${body}</s:Body></s:Envelope>`;
}
