/** The real SDK over the page's transport: what it asks arrives, what the door answers comes back. */
import { Kinesis, KinesisServiceException, type SubscribeToShardEventStream } from '@aws-sdk/client-kinesis'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OPERATIONS } from '../kinesis/api/operations'
import { SHAPES } from '../kinesis/api/shapes'
import type { ApiShape, OperationName, Shape, ShapeName } from '../kinesis/api/types'
import { accepted, refused, type Answer } from '../kinesis/exceptions'
import { createClientHandler, type PageDoor } from './clientHandler'
import type { WireCall } from './readCall'
import type { SubscriptionItem } from './subscriptionStream'
import { IDENTITY, requestOf } from './testing/requests'
import { shapeValue } from './testing/shapeValues'

const SEED = Math.floor(Math.random() * 2 ** 31)
const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[]
/** The SDK copies maps by assignment: it cannot say `__proto__`. */
const KEYS = fc.string({ unit: 'grapheme', maxLength: 10 }).filter((key) => key !== '__proto__')
const SUBSCRIPTION = { ConsumerARN: 'arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1', ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' as const } }

function clientOf(door: Partial<PageDoor>): Kinesis {
  const handler = createClientHandler({
    send: () => Promise.reject(new Error('not asked')),
    subscribe: () => Promise.reject(new Error('not asked')),
    identify: () => IDENTITY,
    ...door,
  })
  return new Kinesis({
    region: 'us-east-1',
    endpoint: 'http://simulated.invalid',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
    requestHandler: handler,
  })
}

/** One method for each operation, by the SDK's lower-camel names. */
function ask(client: Kinesis, operation: OperationName, input: unknown): Promise<{ $metadata: unknown }> {
  const methods = client as unknown as Record<string, (input: unknown) => Promise<{ $metadata: unknown }>>
  return methods[operation[0]!.toLowerCase() + operation.slice(1)]!(input)
}

/** The SDK's dates are our seconds. */
function toDates(name: ShapeName, value: unknown): unknown {
  const shape: Shape = SHAPES[name]
  if (shape.type === 'timestamp') return new Date(Math.round((value as number) * 1_000))
  if (shape.type === 'list') return (value as unknown[]).map((item) => toDates(shape.member!, item))
  if (shape.type !== 'structure') return value
  return Object.fromEntries(Object.entries(value as object).map(([member, item]) => [member, toDates(shape.members![member]!, item)]))
}

describe.each(OPERATION_NAMES.filter((name) => name !== 'SubscribeToShard'))('%s', (operation) => {
  const { input, output } = OPERATIONS[operation]

  it(`goes there and back (seed ${SEED})`, async () => {
    const answers = output === null ? fc.constant(null) : shapeValue(output, KEYS)
    await fc.assert(
      fc.asyncProperty(shapeValue(input, KEYS), answers, async (asked, answered) => {
        const calls: WireCall[] = []
        const client = clientOf({ send: (call) => Promise.resolve(accepted(calls.push(call) && answered)) })
        const { $metadata, ...told } = await ask(client, operation, toDates(input, asked))
        expect(calls).toEqual([{ operation, input: asked }])
        expect(told).toEqual(output === null ? {} : toDates(output, answered))
        expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: IDENTITY.requestId, extendedRequestId: IDENTITY.extendedId })
      }),
      { seed: SEED, numRuns: 5 },
    )
  })

  it('is refused with the exceptions that it declares', async () => {
    for (const exception of OPERATIONS[operation].errors) {
      const client = clientOf({ send: () => Promise.resolve(refused(exception as Parameters<typeof refused>[0], 'For a reason.')) })
      const error: unknown = await ask(client, operation, {}).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(KinesisServiceException)
      expect(error).toMatchObject({ name: exception, message: 'For a reason.', $metadata: { httpStatusCode: exception === 'InternalFailureException' ? 500 : 400 } })
    }
  })
})

describe('a subscription', () => {
  type Event = ApiShape<'SubscribeToShardEvent'>

  async function* itemsOf(events: readonly Event[], last?: SubscriptionItem): AsyncGenerator<SubscriptionItem> {
    for (const event of events) yield await Promise.resolve({ kind: 'event' as const, event })
    if (last !== undefined) yield last
  }
  function subscriberOf(items: AsyncIterable<SubscriptionItem>): Kinesis {
    return clientOf({ subscribe: () => Promise.resolve(accepted(items)) })
  }
  async function read(stream: AsyncIterable<SubscribeToShardEventStream> | undefined, told: unknown[] = []): Promise<unknown[]> {
    for await (const event of stream!) told.push(event)
    return told
  }

  it(`brings its events (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(shapeValue('SubscribeToShardEvent', KEYS), { maxLength: 4 }), async (events) => {
        const { EventStream } = await subscriberOf(itemsOf(events as Event[])).subscribeToShard(SUBSCRIPTION)
        expect(await read(EventStream)).toEqual(events.map((event) => ({ SubscribeToShardEvent: toDates('SubscribeToShardEvent', event) })))
      }),
      { seed: SEED, numRuns: 20 },
    )
  })

  it.each(['ResourceNotFoundException', 'ResourceInUseException', 'InternalFailureException'] as const)('ends with %s after what came before', async (exception) => {
    const event = { Records: [], ContinuationSequenceNumber: '1', MillisBehindLatest: 0 }
    const { EventStream } = await subscriberOf(itemsOf([event], { kind: 'exception', refusal: { exception, message: 'Gone.' } })).subscribeToShard(SUBSCRIPTION)
    const told: unknown[] = []
    await expect(read(EventStream, told)).rejects.toMatchObject({ name: exception, message: 'Gone.' })
    expect(told).toEqual([{ SubscribeToShardEvent: event }])
  })

  it('is refused like any call', async () => {
    const client = clientOf({ subscribe: () => Promise.resolve(refused('ResourceInUseException', 'Not ACTIVE.')) })
    await expect(client.subscribeToShard(SUBSCRIPTION)).rejects.toMatchObject({ name: 'ResourceInUseException', message: 'Not ACTIVE.' })
  })

  /** Counts what is asked of it. */
  function endless() {
    const asked = { items: 0, ended: false }
    let end = () => {}
    const ending = new Promise<void>((resolve) => (end = resolve))
    async function* items(): AsyncGenerator<SubscriptionItem> {
      try {
        for (;;) {
          asked.items++
          yield await Promise.resolve({ kind: 'event', event: { Records: [], ContinuationSequenceNumber: `${asked.items}`, MillisBehindLatest: 0 } })
        }
      } finally {
        asked.ended = true
        end()
      }
    }
    return { asked, ending, items: items() }
  }

  it('goes no faster than its reader, and ends with the client', async () => {
    const { asked, ending, items } = endless()
    const client = subscriberOf(items)
    const { EventStream } = await client.subscribeToShard(SUBSCRIPTION)
    for await (const event of EventStream!) if (event.SubscribeToShardEvent?.ContinuationSequenceNumber === '3') break
    expect(asked.items).toBeLessThan(10)
    client.destroy()
    await ending
    expect(asked.ended).toBe(true)
  })

  it('is told when its reader has had enough', async () => {
    const { asked, items } = endless()
    const handler = createClientHandler({ send: () => Promise.reject(new Error('not asked')), subscribe: () => Promise.resolve(accepted(items)), identify: () => IDENTITY })
    const { method, path, headers, body } = requestOf('SubscribeToShard', JSON.stringify(SUBSCRIPTION))
    const { response } = await handler.handle({ protocol: 'http:', hostname: 'simulated.invalid', method, path, headers: { ...headers }, body })
    expect(response.headers['content-type']).toBe('application/vnd.amazon.eventstream')
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.read()
    await reader.cancel()
    expect(asked.ended).toBe(true)
  })

  it('fails with its iterable', async () => {
    async function* broken(): AsyncGenerator<SubscriptionItem> {
      await Promise.resolve()
      throw new Error('the worker is gone')
    }
    const { EventStream } = await subscriberOf(broken()).subscribeToShard(SUBSCRIPTION)
    await expect(read(EventStream)).rejects.toThrow('the worker is gone')
  })

  it('is aborted while it is open', async () => {
    const abort = new AbortController()
    let ended = false
    const silent: AsyncIterable<SubscriptionItem> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: () => {
          ended = true
          return Promise.resolve({ done: true, value: undefined })
        },
      }),
    }
    const { EventStream } = await subscriberOf(silent).subscribeToShard(SUBSCRIPTION, { abortSignal: abort.signal })
    const reading = read(EventStream)
    abort.abort()
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
    expect(ended).toBe(true)
  })
})

describe('an abort', () => {
  it('before the call asks nobody', async () => {
    let asked = false
    const client = clientOf({ send: () => Promise.resolve(accepted((asked = true))) })
    await expect(client.listStreams({}, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked).toBe(false)
  })

  it('during the call ends the wait and tells the door', async () => {
    const abort = new AbortController()
    let told: AbortSignal | undefined
    const client = clientOf({
      send: (_, signal) => {
        told = signal
        abort.abort()
        return new Promise<Answer<unknown>>(() => undefined)
      },
    })
    await expect(client.listStreams({}, { abortSignal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(told?.aborted).toBe(true)
  })

  it('of a finished call lets go of the signal', async () => {
    const listeners = new Set<unknown>()
    const signal = new AbortController().signal
    signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener)
    signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener)
    const client = clientOf({ send: () => Promise.resolve(accepted({ StreamNames: [], HasMoreStreams: false })) })
    await client.listStreams({}, { abortSignal: signal })
    expect(listeners.size).toBe(0)
  })

  it('is not what a door that throws looks like', async () => {
    const client = clientOf({ send: () => Promise.reject(new Error('the worker is gone')) })
    await expect(client.listStreams({})).rejects.toThrow('the worker is gone')
  })
})
