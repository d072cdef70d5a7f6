/** Frames as another decoder sees them. */
import { EventStreamCodec } from '@smithy/eventstream-codec'
import { decode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { encodeEvent, encodeException, encodeInitialResponse, subscriptionHead } from './eventStream'
import { IDENTITY } from './testing/requests'

const codecOf = new EventStreamCodec((bytes) => Buffer.from(bytes as Uint8Array).toString(), (text) => Buffer.from(text))

function open(bytes: Uint8Array) {
  const { headers, body } = codecOf.decode(bytes)
  const texts = Object.fromEntries(Object.entries(headers).map(([name, { type, value }]) => [name, type === 'string' ? value : type]))
  const content: unknown = texts[':content-type'] === 'application/x-amz-cbor-1.1' ? decode(body, { tags: { 1: (inner) => ({ tagged: inner() }) } }) : JSON.parse(Buffer.from(body).toString())
  return { texts, content }
}

describe.each(['json', 'cbor'] as const)('%s', (codec) => {
  const type = { ':content-type': `application/x-amz-${codec}-1.1` }

  it('begins with an empty response', () => {
    expect(open(encodeInitialResponse(codec))).toEqual({ texts: { ':message-type': 'event', ':event-type': 'initial-response', ...type }, content: {} })
  })

  it('holds an event', () => {
    const event = { Records: [{ SequenceNumber: '1', Data: Uint8Array.of(1, 2), ApproximateArrivalTimestamp: 1_700_000_000.123 }], ContinuationSequenceNumber: '1', MillisBehindLatest: 5 }
    const record = codec === 'json' ? { Data: 'AQI=', ApproximateArrivalTimestamp: 1_700_000_000.123 } : { Data: Uint8Array.of(1, 2), ApproximateArrivalTimestamp: { tagged: 1_700_000_000_123 } }
    expect(open(encodeEvent(event, codec))).toEqual({
      texts: { ':message-type': 'event', ':event-type': 'SubscribeToShardEvent', ...type },
      content: { ...event, Records: [{ SequenceNumber: '1', ...record }] },
    })
  })

  it('holds an exception', () => {
    expect(open(encodeException({ exception: 'ResourceInUseException', message: 'Längst' }, codec))).toEqual({
      texts: { ':message-type': 'exception', ':exception-type': 'ResourceInUseException', ...type },
      content: { message: 'Längst' },
    })
  })
})

it('the response says what it is', () => {
  expect(subscriptionHead(IDENTITY)).toMatchObject({ status: 200, headers: { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': IDENTITY.requestId } })
})
