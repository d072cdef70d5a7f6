/** SubscribeToShard's answer: frames of `application/vnd.amazon.eventstream`, each an event or the exception that ends it. */
import { EventStreamCodec } from '@smithy/eventstream-codec'
import type { MessageHeaders } from '@smithy/types'
import type { ApiShape } from '../kinesis/api/types'
import type { Refusal } from '../kinesis/exceptions'
import { encodeTexts } from './cborSheet'
import { CONTENT_TYPES, type Codec } from './codec'
import { headersOf } from './headers'
import type { Headers, Identity } from './httpMessage'
import { writeShape } from './writeAnswer'

const utf8 = new TextEncoder()
const frames = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes as Uint8Array)),
  (text) => utf8.encode(text),
)

/** What the response begins with, before the first frame. */
export function subscriptionHead(identity: Identity): { status: number; headers: Headers } {
  return { status: 200, headers: headersOf(identity, 'application/vnd.amazon.eventstream') }
}

/** The first frame: in this protocol it stands for the members of the output that are no events. There are none. */
export function encodeInitialResponse(codec: Codec): Uint8Array {
  return frame({ ':message-type': 'event', ':event-type': 'initial-response' }, encodeMessage({}, codec), codec)
}

export function encodeEvent(event: ApiShape<'SubscribeToShardEvent'>, codec: Codec): Uint8Array {
  const body = writeShape('SubscribeToShardEvent', event, codec)
  return frame({ ':message-type': 'event', ':event-type': 'SubscribeToShardEvent' }, body, codec)
}

/** The last frame of a subscription that fails after it began. */
export function encodeException({ exception, message }: Refusal, codec: Codec): Uint8Array {
  return frame({ ':message-type': 'exception', ':exception-type': exception }, encodeMessage({ message }, codec), codec)
}

function frame(texts: Readonly<Record<string, string>>, body: Uint8Array, codec: Codec): Uint8Array {
  const headers: MessageHeaders = { ':content-type': { type: 'string', value: CONTENT_TYPES[codec] } }
  for (const [name, value] of Object.entries(texts)) headers[name] = { type: 'string', value }
  return frames.encode({ headers, body })
}

function encodeMessage(message: Readonly<Record<string, string>>, codec: Codec): Uint8Array {
  return codec === 'json' ? utf8.encode(JSON.stringify(message)) : encodeTexts(message)
}
