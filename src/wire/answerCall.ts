/** A whole request answered: read, put to the service's door, written. */
import type { Input } from '../kinesis/api/types'
import type { Answer } from '../kinesis/exceptions'
import { BASE64, type Base64, type Codec } from './codec'
import type { Identity, WireRequest, WireResponse } from './httpMessage'
import { readCall, type WireCall } from './readCall'
import { writeAnswer } from './writeAnswer'

/** Carries a call out at once. It checks the model's constraints itself, so that whoever calls meets the same service. */
export type Door = (call: WireCall) => Answer<unknown>

/** A subscription lasts, so its host holds it; see eventStream.ts. */
export type Answered = { kind: 'response'; response: WireResponse } | { kind: 'subscribe'; input: Input<'SubscribeToShard'>; codec: Codec }

export function answerRequest(request: WireRequest, door: Door, identity: Identity, base64: Base64 = BASE64): Answered {
  const read = readCall(request, identity, base64)
  if (!read.ok) return { kind: 'response', response: read.response }
  const { call, codec } = read
  if (call.operation === 'SubscribeToShard') return { kind: 'subscribe', input: call.input, codec }
  return { kind: 'response', response: writeAnswer(call.operation, door(call), codec, identity) }
}
