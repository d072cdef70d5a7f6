import { describe, expect, it } from 'vitest'
import { bytesToBase64 } from '../../base/base64'
import type { CallCommand } from '../../engine/commands'
import type { CallTold } from '../../store/actions'
import { SubscriptionHub } from '../../store/subscriptionHub'
import type { JsonObject } from './draft'
import { jsonLines } from './jsonLines'
import { seenOf } from './seen'
import { withEvent } from './subscriptionLog'
import type { Subscription } from './subscriptionLog'
import { sendCall } from './sentCall'

const hub = new SubscriptionHub()

type AnswerWith = (command: CallCommand) => CallTold | null

async function send(operation: CallCommand['operation'], input: JsonObject, answer: AnswerWith) {
  const calls: CallCommand[] = []
  const sent = await sendCall({
    operation,
    input,
    call: (command) => {
      calls.push(command)
      return Promise.resolve(answer(command))
    },
    onSubscription: (number, listener) => hub.listen(number, listener),
    epochMs: Date.UTC(2026, 0, 1),
    signal: new AbortController().signal,
  })
  return { sent, calls }
}

const accept =
  (output: Readonly<Record<string, unknown>> | null): AnswerWith =>
  ({ operation, input }) => ({ at: 7, kind: 'CallAccepted', operation, input: { ...input }, output })
const refuse =
  (exception: string): AnswerWith =>
  ({ operation, input }) => ({ at: 7, kind: 'CallRefused', operation, input: { ...input }, exception, message: 'Because.' })

describe('a call of the console', () => {
  it('goes through the SDK and the wire to the engine, and its answer comes back the same way', async () => {
    const data = new TextEncoder().encode('안녕')
    const { sent, calls } = await send('PutRecord', { StreamName: 'orders', PartitionKey: '키', Data: bytesToBase64(data) }, accept({ ShardId: 's', SequenceNumber: '1' }))
    expect(calls).toEqual([{ type: 'Call', operation: 'PutRecord', input: { StreamName: 'orders', PartitionKey: '키', Data: data } }])
    expect(sent.outcome).toMatchObject({ kind: 'accepted', output: { ShardId: 's', SequenceNumber: '1' } })
    expect(sent.told).toMatchObject({ at: 7, operation: 'PutRecord' })
    expect(sent.http.request?.headers).toContainEqual(['x-amz-target', 'Kinesis_20131202.PutRecord'])
    expect(JSON.parse(sent.http.request?.body ?? '')).toEqual({ StreamName: 'orders', PartitionKey: '키', Data: '7JWI64WV' })
    expect(sent.http.response).toMatchObject({ start: 'HTTP/1.1 200 OK', body: '{"ShardId":"s","SequenceNumber":"1"}' })
  })

  it('shows instants and bytes as a person reads them', async () => {
    const record = { SequenceNumber: '1', Data: new Uint8Array([1, 2]), PartitionKey: 'k', ApproximateArrivalTimestamp: 1_767_225_600.25 }
    const { sent } = await send('GetRecords', { ShardIterator: 'A' }, accept({ Records: [record], MillisBehindLatest: 0 }))
    expect(sent.outcome).toMatchObject({ output: { Records: [{ Data: 'AQI=', ApproximateArrivalTimestamp: '2026-01-01T00:00:00.250Z' }], MillisBehindLatest: 0 } })
  })

  it('is tried once: a refusal is seen, by its name and its words', async () => {
    const { sent, calls } = await send('GetRecords', { ShardIterator: 'A' }, refuse('ProvisionedThroughputExceededException'))
    expect(calls).toHaveLength(1)
    expect(sent.outcome).toEqual({ kind: 'refused', exception: 'ProvisionedThroughputExceededException', message: 'Because.' })
    expect(sent.http.response?.start).toBe('HTTP/1.1 400 Bad Request')
  })

  it('of a wrong type is refused on the wire, before there is a call', async () => {
    const { sent, calls } = await send('CreateStream', { StreamName: 'a', ShardCount: 'two' }, accept(null))
    expect(calls).toEqual([])
    expect(sent).toMatchObject({ outcome: { kind: 'refused', exception: 'SerializationException' }, told: null })
  })

  it('that the engine did not survive is said to be lost', async () => {
    const { sent } = await send('ListStreams', {}, () => null)
    expect(sent.outcome).toEqual({ kind: 'lost' })
  })

  it('to subscribe brings each event of its own subscription, and how it ended', async () => {
    const input = { ConsumerARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/a/consumer/b:1', ShardId: 's', StartingPosition: { Type: 'LATEST' } }
    const { sent } = await send('SubscribeToShard', input, accept({ subscriptionNumber: 7 }))
    const { outcome } = sent
    if (outcome.kind !== 'accepted' || outcome.events === null) throw new Error('no stream of events')
    const record = { SequenceNumber: '5', Data: new Uint8Array([104, 105]), PartitionKey: 'k', ApproximateArrivalTimestamp: 1 }
    const event = { Records: [record], ContinuationSequenceNumber: '5', MillisBehindLatest: 0 }
    hub.publish([{ subscriptionNumber: 8, event, refusal: null }, { subscriptionNumber: 7, event, refusal: null }], 2)
    hub.publish([{ subscriptionNumber: 7, event: null, refusal: { exception: 'ResourceInUseException', message: 'Taken over.' } }], 3)
    const came: unknown[] = []
    const follow = async () => {
      for await (const item of outcome.events!) came.push(item)
    }
    await expect(follow()).rejects.toMatchObject({ name: 'ResourceInUseException', message: 'Taken over.' })
    expect(came).toHaveLength(1)
    expect(came[0]).toMatchObject({ SubscribeToShardEvent: { Records: [{ PartitionKey: 'k' }], ContinuationSequenceNumber: '5' } })
  })

  it('forgets what was pushed later by a time that is travelled back from', () => {
    const push = (held: Subscription, atMs: number, records: number) => withEvent(held, { atMs, event: { Records: Array.from({ length: records }, () => null) } })
    const none: Subscription = { shardId: 's', events: [], eventCount: 0, recordCount: 0, ended: null }
    const forth = push(push(push(none, 1, 2), 5, 3), 9, 4)
    expect(forth).toMatchObject({ eventCount: 3, recordCount: 9 })
    expect(push(forth, 3, 1)).toMatchObject({ eventCount: 2, recordCount: 3, events: [{ atMs: 3 }, { atMs: 1 }] })
  })
})

describe('what is seen', () => {
  it('is the newest iterator and consumer that were answered', () => {
    const told = (operation: 'GetShardIterator' | 'GetRecords' | 'RegisterStreamConsumer', output: Readonly<Record<string, unknown>>) => ({ at: 1, kind: 'CallAccepted' as const, operation, input: {}, output })
    const events = [told('GetShardIterator', { ShardIterator: 'old' }), told('RegisterStreamConsumer', { Consumer: { ConsumerARN: 'arn' } }), told('GetRecords', { Records: [], NextShardIterator: 'new' })]
    expect(seenOf(null, events)).toMatchObject({ lastShardIterator: 'new', lastConsumerArn: 'arn', streamName: null, openShardIds: [] })
  })
})

describe('lines of JSON', () => {
  it('say what JSON.stringify says, and where they are', () => {
    const value = { a: 1, b: [{ c: 'x' }, [], {}, null], d: {} }
    const lines = jsonLines(value)
    const text = lines.map(({ depth, name, value: held, bracket, hasComma }) => `${'  '.repeat(depth)}${name === null ? '' : `${JSON.stringify(name)}: `}${held === undefined ? bracket : JSON.stringify(held)}${hasComma ? ',' : ''}`)
    expect(text.join('\n')).toBe(JSON.stringify(value, null, 2))
    expect(lines.find(({ value: held }) => held === 'x')?.path).toEqual(['b', 0, 'c'])
  })
})
