import { X509Certificate, constants, createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { Failure } from '../../../../shared/domain/failure.ts';

/** An application's certificate with its private key. */
export interface ClientCertificate {
  readonly privateKey: KeyObject;
  /** SHA-256 of the certificate's DER form, base64url: how the directory finds it among those registered. */
  readonly thumbprint: string;
}

const VALID_SECONDS = 600;

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}

/** Reads a PEM file that holds both; throws Failure TARGET_CERTIFICATE_FILE. */
export function readClientCertificate(pem: string): ClientCertificate {
  try {
    const certificate = new X509Certificate(pem);
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== 'rsa') throw new Error(`the key is ${privateKey.asymmetricKeyType ?? 'none'}, Entra ID takes RSA`);
    if (!certificate.checkPrivateKey(privateKey)) throw new Error('the private key belongs to another certificate');
    return { privateKey, thumbprint: Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url') };
  } catch (error) {
    throw new Failure('TARGET_CERTIFICATE_FILE', { reason: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/**
 * The signed statement that stands for a secret (RFC 7523; learn.microsoft.com/entra/identity-platform/certificate-credentials): PS256,
 * the certificate named by x5t#S256.
 */
export function clientAssertion(certificate: ClientCertificate, clientId: string, audience: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.thumbprint };
  const claims = {
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    iat: seconds,
    nbf: seconds,
    exp: seconds + VALID_SECONDS,
  };
  const content = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  const key = { key: certificate.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${content}.${sign('sha256', Buffer.from(content, 'ascii'), key).toString('base64url')}`;
}
