/** Real SDK clients of a service, over each protocol, and the pieces of a request for those who write it by hand. */
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { NodeHttpHandler } from '@smithy/node-http-handler'

export const PROTOCOLS = ['HTTP/1.1', 'HTTP/2'] as const
export type Protocol = (typeof PROTOCOLS)[number]

/** The SDK's own default is HTTP/2 with prior knowledge. */
export function openClient({ port }: { port: number }, protocol: Protocol): KinesisClient {
  return new KinesisClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    ...(protocol === 'HTTP/1.1' ? { requestHandler: new NodeHttpHandler() } : {}),
  })
}

/** What a signed request carries; nobody checks by whom. */
export const SIGNED = {
  authorization: 'AWS4-HMAC-SHA256 Credential=any/20260105/us-east-1/kinesis/aws4_request, SignedHeaders=host, Signature=any',
  'x-amz-date': '20260105T090000Z',
  'content-type': 'application/x-amz-json-1.1',
}

export function targetOf(operation: string): string {
  return `Kinesis_20131202.${operation}`
}
