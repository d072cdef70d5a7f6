/**
 * Sends a draft through the AWS SDK itself: it writes the request, the wire reads it, the engine answers, the SDK reads
 * the response. One attempt only, so that a refusal is seen and not retried.
 */
import * as sdk from '@aws-sdk/client-kinesis'
import { OPERATIONS } from '../../kinesis/api/operations'
import type { OperationName } from '../../kinesis/api/types'
import { REGION } from '../../kinesis/limits'
import { createClientHandler, type PageDoor } from '../../wire/clientHandler'
import type { Json, JsonObject } from './draft'
import { draftOf, sdkInputOf } from './draft'
import { traceHttp, type HttpExchange } from './httpExchange'

export type SdkOutcome =
  | { kind: 'accepted'; output: JsonObject; events: AsyncIterable<unknown> | null }
  | { kind: 'refused'; exception: string; message: string }
  /** The SDK itself would not send it. */
  | { kind: 'notSent'; message: string }

export interface SdkAnswer {
  outcome: SdkOutcome
  http: HttpExchange
}

type CommandClass = new (input: unknown) => sdk.ListStreamsCommand

/** No account knows them; they only make the signature that every request carries. */
const CREDENTIALS = { accessKeyId: 'SHARDSCOPE', secretAccessKey: 'not-a-secret' }

export async function sdkCall({ operation, input, door, signal }: { operation: OperationName; input: JsonObject; door: PageDoor; signal: AbortSignal }): Promise<SdkAnswer> {
  const http: HttpExchange = { request: null, response: null }
  const requestHandler = traceHttp(createClientHandler(door), http)
  const client = new sdk.KinesisClient({ region: REGION, credentials: CREDENTIALS, requestHandler, maxAttempts: 1 })
  const Command = sdk[`${operation}Command`] as unknown as CommandClass
  try {
    const sent = new Command(sdkInputOf(OPERATIONS[operation].input, input))
    const { $metadata: _, ...output } = await client.send(sent, { abortSignal: signal })
    const events = 'EventStream' in output ? (output.EventStream as AsyncIterable<unknown>) : null
    return { outcome: { kind: 'accepted', output: events === null ? (shownOf(output) as JsonObject) : {}, events }, http }
  } catch (error) {
    return { outcome: refusalOf(error, http), http }
  }
}

function refusalOf(error: unknown, http: HttpExchange): SdkOutcome {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  if (http.response === null) return { kind: 'notSent', message: http.request === null ? `${name}: ${message}` : message }
  return { kind: 'refused', exception: name, message }
}

/** As the SDK gives it, for reading: dates in ISO 8601, bytes in base64. */
export function shownOf(value: unknown): Json {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return draftOf(value)
  if (Array.isArray(value)) return value.map(shownOf)
  if (typeof value !== 'object' || value === null) return draftOf(value)
  return Object.fromEntries(Object.entries(value).flatMap(([name, held]) => (held === undefined ? [] : [[name, shownOf(held)] as const])))
}
