import { NOWHERE } from '../../engine/testing/nowhere'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../bridge/protocol'
import { silentSink } from '../../engine/sink'
import { createWorld } from '../../engine/world'
import { randomScenario } from '../../engine/testing/randomRuns'
import type { WireCall } from '../../wire/readCall'
import { createManualClock } from './clock'
import { emptyAccount } from './emptyAccount'
import { createLiveHost, type LivePage } from './liveHost'
import { EVENTS_KEPT_MAX, MEMBER_WEIGHT_MAX } from './liveHostEvents'
import { readCommand, readEnvelope, type LiveRequest } from './liveHostRequests'
import { runWorld } from './runningWorld'

const EPOCH_MS = 1_767_603_600_000

function serve(scenario = emptyAccount) {
  const world = createWorld({ ...scenario, epochMs: EPOCH_MS }, silentSink)
  const clock = createManualClock(0)
  const running = runWorld({ world, environment: NOWHERE, clock, script: [], onSlip: () => undefined })
  const host = createLiveHost(running)
  const client = async (call: WireCall) => {
    await running.catchUp()
    return running.call(call)
  }
  return { world, clock, running, host, client, page: host.openPage(null) }
}

type ReplyOf<Type extends Reply['type']> = Extract<Reply, { type: Type }>

async function ask<Type extends Reply['type']>(page: LivePage, request: LiveRequest, type: Type): Promise<ReplyOf<Type>> {
  const reply = await page.answer(request)
  if (reply.type !== type) throw new Error(`${request.type}: ${JSON.stringify(reply)}`)
  return reply as ReplyOf<Type>
}

const now: LiveRequest = { type: 'GoTo', summary: true }
const put = (StreamName: string, PartitionKey = 'a'): WireCall => ({ operation: 'PutRecord', input: { StreamName, PartitionKey, Data: new Uint8Array(3) } })
const create = (StreamName: string, ShardCount = 1): WireCall => ({ operation: 'CreateStream', input: { StreamName, ShardCount } })

async function serveStream(...names: string[]) {
  const served = serve()
  for (const name of names) await served.client(create(name))
  served.clock.advance(10_000)
  await served.running.catchUp()
  return served
}

describe('a page of a served world', () => {
  it('is told how it stands now, wherever it wants to go', async () => {
    const { clock, page } = await serveStream('orders')
    clock.advance(5_000)
    for (const request of [{ type: 'Open' }, { type: 'GoTo', summary: false }, { type: 'Step' }] as const) {
      const { frame, reached, recording } = await ask(page, request, 'Report')
      expect([frame.atMs, reached, recording]).toEqual([15_000, true, null])
      clock.advance(0)
    }
  })

  it('survives an account without a stream', async () => {
    const { page } = serve()
    const { frame, summary } = await ask(page, now, 'Report')
    expect(frame.lanes.shardIndex).toHaveLength(0)
    expect(summary).toMatchObject({ streams: [], stream: { streamName: '' }, shards: [], leases: [], totals: { recordsStored: 0 } })
    expect((await ask(page, { type: 'Window', fromMs: 0, toMs: 1, recordsMax: 9 }, 'Window')).arrivals.count).toBe(0)
    expect((await ask(page, { type: 'Inspect', subject: { kind: 'key', partitionKey: 'a' } }, 'Inspected')).key).toMatchObject({ shardId: '', records: [] })
    const place = { kind: 'place', atMs: 0, hashTop: 0, withinMs: 1, withinHashTop: 1 } as const
    expect((await ask(page, { type: 'Inspect', subject: place }, 'Inspected')).record).toBeNull()
    expect((await ask(page, { type: 'Inspect', subject: { kind: 'throttling', shardId: null } }, 'Inspected')).diagnosis).toBeNull()
    expect((await ask(page, { type: 'Inspect', subject: { kind: 'producer', producerIndex: 0 } }, 'Inspected')).producer).toBeNull()
    expect((await ask(page, { type: 'Inspect', subject: { kind: 'capacity' } }, 'Inspected')).capacity).toBeNull()
  })

  it('hears the whole past first and then each event once, at its own pace', async () => {
    const { clock, client, host, page } = await serveStream('orders')
    expect((await ask(page, { type: 'Inspect', subject: { kind: 'capacity' } }, 'Inspected')).capacity).toMatchObject({ streamName: 'orders', shardLevelMetrics: [] })
    const first = await ask(page, { type: 'GoTo', summary: false }, 'Report')
    expect(first.reported.forkedAtMs).toBe(-1)
    expect(first.summary).not.toBeNull()
    expect(first.reported.events.map(({ kind }) => kind)).toEqual(['StreamStatusChanged', 'CallAccepted', 'ShardOpened', 'StreamStatusChanged'])
    expect((await ask(page, now, 'Report')).reported).toEqual({ events: [], forkedAtMs: null })
    await client({ operation: 'SplitShard', input: { StreamName: 'orders', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '7' } })
    clock.advance(30_000)
    const split = await ask(page, now, 'Report')
    expect(split.reported.events.map(({ kind }) => kind)).toEqual(['StreamStatusChanged', 'CallAccepted', 'ShardClosed', 'ShardOpened', 'ShardOpened', 'StreamStatusChanged'])
    const late = await ask(host.openPage(null), now, 'Report')
    expect(late.reported.events).toEqual([...first.reported.events, ...split.reported.events])
  })

  it('sees each arrival once, and of its stream alone; another page sees its own', async () => {
    const { clock, client, host, page } = await serveStream('a', 'b')
    const other = host.openPage('b')
    await ask(page, now, 'Report')
    await ask(other, now, 'Report')
    for (let round = 0; round < 3; round++) {
      for (const name of ['a', 'a', 'b']) await client(put(name))
      clock.advance(100)
      expect((await ask(page, now, 'Report')).frame.arrivals.count).toBe(2)
    }
    expect((await ask(other, now, 'Report')).frame.arrivals.count).toBe(3)
    expect((await ask(other, now, 'Report')).frame.arrivals.count).toBe(0)
  })

  it('that was away draws its picture anew, with nothing twice', async () => {
    const { clock, client, page } = await serveStream('a')
    const before = await ask(page, now, 'Report')
    await client(put('a'))
    clock.advance(60_000)
    const after = await ask(page, now, 'Report')
    expect(after.frame.generation).toBeGreaterThan(before.frame.generation)
    expect(after.frame.arrivals.count).toBe(0)
    expect((await ask(page, { type: 'Window', fromMs: 0, toMs: after.frame.atMs, recordsMax: 9 }, 'Window')).arrivals.count).toBe(1)
  })

  it('turns to another stream, and to one that is left when its own is deleted', async () => {
    const { clock, client, page } = await serveStream('a', 'b')
    const first = await ask(page, now, 'Report')
    expect(first.summary!.stream.streamName).toBe('a')
    expect(first.summary!.streams.map(({ streamName }) => streamName)).toEqual(['a', 'b'])
    const turned = await ask(page, { type: 'Watch', streamName: 'b' }, 'Report')
    expect(turned.summary!.stream.streamName).toBe('b')
    expect(turned.frame.generation).toBeGreaterThan(first.frame.generation)
    await client({ operation: 'DeleteStream', input: { StreamName: 'b' } })
    clock.advance(120_000)
    const left = await ask(page, now, 'Report')
    expect(left.summary!.stream.streamName).toBe('a')
    expect(left.summary!.streams.map(({ streamName }) => streamName)).toEqual(['a'])
    expect((await ask(page, { type: 'Watch', streamName: 'no-such' }, 'Report')).summary!.stream.streamName).toBe('a')
    await client({ operation: 'DeleteStream', input: { StreamName: 'a' } })
    clock.advance(120_000)
    expect((await ask(page, now, 'Report')).summary!.stream.streamName).toBe('')
  })

  it('acts on the world at the service’s own instant, and sees the whole answer', async () => {
    const { clock, client, page } = await serveStream('a')
    await ask(page, now, 'Report')
    const before = await client({ operation: 'ListShards', input: { StreamName: 'a' } })
    expect(before.ok).toBe(true)
    clock.advance(1_000)
    const command = { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'a', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } }
    const accepted = await ask(page, { type: 'Submit', command }, 'Report')
    expect(accepted.frame.atMs).toBe(11_000)
    expect(accepted.reported.events.at(-1)).toMatchObject({ kind: 'CallAccepted', operation: 'UpdateShardCount', output: { TargetShardCount: 2 } })
    expect(accepted.reported.events.at(-1)).not.toHaveProperty('from')
    clock.advance(60_000)
    expect((await ask(page, now, 'Report')).summary!.stream.openShardCount).toBe(2)
    const large = { type: 'Call', operation: 'PutRecord', input: { StreamName: 'a', PartitionKey: 'a', Data: new Uint8Array(2 * MEMBER_WEIGHT_MAX) } }
    const own = (await ask(page, { type: 'Submit', command: large }, 'Report')).reported.events.at(-1)
    expect(own).toMatchObject({ kind: 'CallAccepted', input: { Data: { length: 2 * MEMBER_WEIGHT_MAX } } })
  })

  it('hears what it subscribed to, and nobody else does', async () => {
    const { world, clock, client, page, host } = await serveStream('a')
    const other = host.openPage(null)
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/a'
    const registered = await client({ operation: 'RegisterStreamConsumer', input: { StreamARN, ConsumerName: 'reader' } })
    const { ConsumerARN } = (registered as { value: { Consumer: { ConsumerARN: string } } }).value.Consumer
    clock.advance(30_000)
    const input = { ConsumerARN, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' } }
    await ask(page, { type: 'Submit', command: { type: 'Call', operation: 'SubscribeToShard', input } }, 'Report')
    await client(put('a', 'x'))
    clock.advance(300)
    const pushed = (await ask(page, now, 'Report')).reported.subscriptions
    expect(pushed!.flatMap(({ event }) => event?.Records.map(({ PartitionKey }) => PartitionKey) ?? [])).toEqual(['x'])
    expect((await ask(page, now, 'Report')).reported.subscriptions).toBeUndefined()
    expect((await ask(other, now, 'Report')).reported.subscriptions).toBeUndefined()
    page.close()
    const subscriptions = world.streams[0]!.consumers.flatMap((consumer) => [...consumer.subscriptions.values()])
    expect(subscriptions.map(({ isOpen }) => isOpen)).toEqual([false])
  })

  it('that subscribed and does not ask any more is cut off, not waited for', async () => {
    const { world, clock, client, page } = await serveStream('a')
    world.account.throttling = false
    const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/a'
    const registered = await client({ operation: 'RegisterStreamConsumer', input: { StreamARN, ConsumerName: 'reader' } })
    const { ConsumerARN } = (registered as { value: { Consumer: { ConsumerARN: string } } }).value.Consumer
    clock.advance(30_000)
    const input = { ConsumerARN, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' } }
    await ask(page, { type: 'Submit', command: { type: 'Call', operation: 'SubscribeToShard', input } }, 'Report')
    for (let second = 0; second < 20; second++) {
      await client({ operation: 'PutRecord', input: { StreamName: 'a', PartitionKey: 'a', Data: new Uint8Array(1_000_000) } })
      clock.advance(1_000)
    }
    const pushed = (await ask(page, now, 'Report')).reported.subscriptions!
    expect(pushed.at(-1)).toMatchObject({ event: null })
    expect(pushed.reduce((sum, { event }) => sum + (event?.Records.length ?? 0), 0)).toBeLessThan(12)
  })

  it('moves the producers and workers of a story that is served', async () => {
    const { clock, page } = serve(randomScenario(3, { actSeconds: 0 }))
    const { summary } = await ask(page, now, 'Report')
    expect(summary!.producingStreamName).not.toBe('')
    const acted = await ask(page, { type: 'Submit', command: { type: 'SetProducerCount', producerCount: 5 } }, 'Report')
    expect(acted.summary!.producers).toHaveLength(5)
    clock.advance(3_000)
    expect((await ask(page, now, 'Report')).summary!.totals.recordsStored).toBeGreaterThan(0)
  })

  it('leaves nothing behind', async () => {
    const { running, client, page, host } = await serveStream('a')
    const quiet = host.openPage('a')
    quiet.close()
    quiet.close()
    page.close()
    host.close()
    await client(put('a'))
    await client(create('b'))
    expect((await ask(page, now, 'Report')).frame.arrivals.count).toBe(0)
    expect(running.world.streams).toHaveLength(2)
  })
})

describe('what a page must not do', () => {
  it.each([
    ['no type', {}],
    ['an unknown type', { type: 'Explode' }],
    ['an instant that is none', { type: 'Window', fromMs: NaN, toMs: 1, recordsMax: 1 }],
    ['an endless window', { type: 'Window', fromMs: -Infinity, toMs: Infinity, recordsMax: 1 }],
    ['fewer records than none', { type: 'Window', fromMs: 0, toMs: 1, recordsMax: -1 }],
    ['a key that is none', { type: 'Inspect', subject: { kind: 'key', partitionKey: 7 } }],
    ['an unknown subject', { type: 'Inspect', subject: { kind: '__proto__' } }],
    ['a stream that is no name', { type: 'Watch', streamName: {} }],
    ['nothing', null],
  ])('%s is no request', (_what, body) => {
    expect(readEnvelope({ requestNumber: 1, body })).toBeNull()
    expect(readEnvelope(body)).toBeNull()
  })

  it.each([
    ['an unknown operation', { type: 'Call', operation: 'Explode', input: {} }],
    ['an inherited name', { type: 'Call', operation: 'constructor', input: {} }],
    ['no input', { type: 'Call', operation: 'PutRecord' }],
    ['endless producers', { type: 'SetProducerCount', producerCount: Infinity }],
    ['half a worker', { type: 'SetWorkerCount', application: 'a', workerCount: 0.5 }],
    ['an unknown command', { type: 'Explode' }],
    ['nothing', undefined],
  ])('%s is no command, and changes nothing', async (_what, command) => {
    expect(readCommand(command)).toBeNull()
    const { page } = await serveStream('a')
    await ask(page, now, 'Report')
    expect((await ask(page, { type: 'Submit', command }, 'Report')).reported.events).toEqual([])
  })

  it('a call with members of the wrong type is refused in the service’s words', async () => {
    const { page } = await serveStream('a')
    await ask(page, now, 'Report')
    const command = { type: 'Call', operation: 'PutRecord', input: { StreamName: { a: 1 }, Data: 7, PartitionKey: ['x'] } }
    const { reported } = await ask(page, { type: 'Submit', command }, 'Report')
    expect(reported.events).toMatchObject([{ kind: 'CallRefused', operation: 'PutRecord', exception: 'SerializationException' }])
  })

  it('producers for an account that has no stream for them are not made', async () => {
    const { clock, page } = serve()
    await ask(page, { type: 'Submit', command: { type: 'SetProducerCount', producerCount: 5 } }, 'Report')
    clock.advance(5_000)
    expect((await ask(page, now, 'Report')).summary!.producers).toEqual([])
  })

  it('files are refused, and saving brings nothing', async () => {
    const { page } = serve()
    expect(await page.answer({ type: 'LoadSource', fileName: 'x' })).toMatchObject({ type: 'SourceRefused' })
    expect(await page.answer({ type: 'CancelSource' })).toEqual({ type: 'SourceCancelled' })
    expect(await page.answer({ type: 'Save' })).toEqual({ type: 'SourceCancelled' })
  })
})

describe('calls of real clients', () => {
  it('are told when they manage streams, and counted when they carry records', async () => {
    const { clock, client, page } = await serveStream('a')
    await ask(page, now, 'Report')
    for (let count = 0; count < 5; count++) await client(put('a'))
    const iterator = await client({ operation: 'GetShardIterator', input: { StreamName: 'a', ShardId: 'shardId-000000000000', ShardIteratorType: 'LATEST' } })
    if (iterator.ok) await client({ operation: 'GetRecords', input: { ShardIterator: (iterator.value as { ShardIterator: string }).ShardIterator } })
    await client({ operation: 'DescribeStreamSummary', input: { StreamName: 'none' } })
    clock.advance(1_000)
    const { reported, summary } = await ask(page, now, 'Report')
    expect(reported.events).toMatchObject([{ kind: 'CallRefused', from: 'client', operation: 'DescribeStreamSummary', exception: 'ResourceNotFoundException' }])
    expect(summary!.clients).toEqual({ putsPerSecond: 5, getRecordsPerSecond: 1 })
    clock.advance(1_000)
    expect((await ask(page, now, 'Report')).summary!.clients).toEqual({ putsPerSecond: 0, getRecordsPerSecond: 0 })
  })

  it('are kept without what is heavy in them, and not without end', async () => {
    const { world, client, page } = await serveStream('a')
    world.account.throttling = false
    await ask(page, now, 'Report')
    const Tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key-${index}`, 'x'.repeat(256)]))
    await client({ operation: 'AddTagsToStream', input: { StreamName: 'x'.repeat(2 * MEMBER_WEIGHT_MAX), Tags } })
    const { reported } = await ask(page, now, 'Report')
    expect(reported.events).toHaveLength(1)
    expect(reported.events[0]).toHaveProperty('input', { Tags })
    for (let count = 0; count < EVENTS_KEPT_MAX + 10; count++) await client({ operation: 'DescribeStreamSummary', input: { StreamName: `none-${count}` } })
    const { events } = (await ask(page, now, 'Report')).reported
    expect(events).toHaveLength(EVENTS_KEPT_MAX)
    expect(events.at(-1)).toMatchObject({ input: { StreamName: `none-${EVENTS_KEPT_MAX + 9}` } })
  })
})
