import {
  CreateStreamCommand,
  PutRecordCommand,
  RegisterStreamConsumerCommand,
  SplitShardCommand,
  SubscribeToShardCommand,
  type KinesisClient,
  type SubscribeToShardCommandOutput,
  type SubscribeToShardEvent,
} from '@aws-sdk/client-kinesis'
import { connect as connectHttp2 } from 'node:http2'
import { request, type IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { World } from '../../engine/state'
import { startService, type Service } from './service'
import { isTooFarBehind } from './subscriptions'
import { openClient, PROTOCOLS, SIGNED, targetOf, type Protocol } from './testing/clients'

const open: { close(): unknown }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

interface Setting {
  service: Service
  kinesis: KinesisClient
  consumerArn: string
}

async function setUp(protocol: Protocol): Promise<Setting> {
  const service = await startService({ clock: 'manual', throttling: false })
  const kinesis = openClient(service, protocol)
  open.push(service, { close: () => kinesis.destroy() })
  await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
  await service.advance(60_000)
  const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'
  const { Consumer } = await kinesis.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'reader' }))
  await service.advance(60_000)
  return { service, kinesis, consumerArn: Consumer!.ConsumerARN! }
}

function subscribe({ kinesis, consumerArn }: Setting): Promise<SubscribeToShardCommandOutput> {
  return kinesis.send(new SubscribeToShardCommand({ ConsumerARN: consumerArn, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'TRIM_HORIZON' } }))
}

function put({ kinesis }: Setting, text: string) {
  return kinesis.send(new PutRecordCommand({ StreamName: 'orders', PartitionKey: 'a', Data: Buffer.from(text) }))
}

/** Reads on until `count` records have come, or the stream ends. */
async function readRecords(events: AsyncIterator<{ SubscribeToShardEvent?: SubscribeToShardEvent }>, count: number): Promise<string[]> {
  const texts: string[] = []
  while (texts.length < count) {
    const next = await events.next()
    if (next.done === true) break
    for (const { Data } of next.value.SubscribeToShardEvent!.Records!) texts.push(Buffer.from(Data!).toString())
  }
  return texts
}

function openSubscriptions(world: World): number {
  return world.streams.flatMap(({ consumers }) => consumers).flatMap(({ subscriptions }) => Array.from(subscriptions.values())).filter(({ isOpen }) => isOpen).length
}

describe.each(PROTOCOLS)('SubscribeToShard over %s', (protocol) => {
  it('pushes records as they arrive', async () => {
    const setting = await setUp(protocol)
    await put(setting, 'first')
    const events = (await subscribe(setting)).EventStream![Symbol.asyncIterator]()
    await setting.service.advance(1_000)
    expect(await readRecords(events, 1)).toEqual(['first'])
    await put(setting, 'second')
    await put(setting, '셋째')
    await setting.service.advance(1_000)
    expect(await readRecords(events, 2)).toEqual(['second', '셋째'])
  })

  it('ends with the child shards when the shard is split', async () => {
    const setting = await setUp(protocol)
    const { EventStream } = await subscribe(setting)
    await setting.kinesis.send(new SplitShardCommand({ StreamName: 'orders', ShardToSplit: '0', NewStartingHashKey: '1000' }))
    await setting.service.advance(60_000)
    const seen: SubscribeToShardEvent[] = []
    for await (const event of EventStream!) seen.push(event.SubscribeToShardEvent!)
    expect(seen.at(-1)!.ChildShards!.map(({ ShardId }) => ShardId)).toEqual(['shardId-000000000001', 'shardId-000000000002'])
    expect(openSubscriptions(setting.service.running.world)).toBe(0)
  })

  it('ends after five minutes', async () => {
    const setting = await setUp(protocol)
    const { EventStream } = await subscribe(setting)
    await setting.service.advance(301_000)
    let events = 0
    for await (const event of EventStream!) events += event.SubscribeToShardEvent!.Records!.length === 0 ? 1 : 0
    expect(events).toBeGreaterThan(50)
  })

  it.each(['stream', 'connection'] as const)('is ended by a client that ends its %s', async (what) => {
    const setting = await setUp(protocol)
    const reader = await openReader(setting, protocol)
    expect(openSubscriptions(setting.service.running.world)).toBe(1)
    reader[what]()
    await expect.poll(() => openSubscriptions(setting.service.running.world)).toBe(0)
    await setting.service.advance(10_000)
  })

  it('tells the former reader of a takeover', async () => {
    const setting = await setUp(protocol)
    const { EventStream } = await subscribe(setting)
    await setting.service.advance(6_000)
    await subscribe(setting)
    const reading = (async () => {
      for await (const event of EventStream!) if (event.ResourceInUseException !== undefined) return event.ResourceInUseException.message
      return 'ended'
    })()
    await expect(reading.catch((error: unknown) => String(error))).resolves.toContain('Another active subscription exists for this consumer')
  })

  it('answers a refused call as any other', async () => {
    const setting = await setUp(protocol)
    await expect(subscribe({ ...setting, consumerArn: setting.consumerArn.replace('reader', 'nobody') })).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(setting.kinesis.send(new SubscribeToShardCommand({ ConsumerARN: 'x', ShardId: '0', StartingPosition: { Type: 'LATEST' } }))).rejects.toMatchObject({ name: 'ValidationException' })
  })

  it('ends with the service', async () => {
    const setting = await setUp(protocol)
    const { EventStream } = await subscribe(setting)
    await setting.service.close()
    let events = 0
    for await (const _event of EventStream!) events++
    expect(events).toBe(0)
  })

  it('cuts off a reader who does not read, and holds no more than it must for him', async () => {
    const setting = await setUp(protocol)
    await openReader(setting, protocol)
    const big = 'x'.repeat(1_000_000)
    for (let number = 0; number < 80 && openSubscriptions(setting.service.running.world) === 1; number++) {
      await put(setting, big)
      await setting.service.advance(1_000)
    }
    await expect.poll(() => openSubscriptions(setting.service.running.world)).toBe(0)
    await put(setting, 'still there')
  })
})

it('cuts off slow readers when many of them leave too much unread, and no quick one', () => {
  const MIB = 1_048_576
  const behind = (...mib: number[]) => mib.map((each) => ({ outgoing: { writableLength: each * MIB } }))
  expect(isTooFarBehind({ writableLength: 60 * MIB }, behind(60, 60, 0))).toBe(false)
  expect(isTooFarBehind({ writableLength: 65 * MIB }, behind(65))).toBe(true)
  const many = behind(...Array<number>(9).fill(60))
  expect(isTooFarBehind({ writableLength: MIB }, many)).toBe(true)
  expect(isTooFarBehind({ writableLength: 1_000 }, many)).toBe(false)
})

it('pushes by the wall clock, though nobody calls', async () => {
  const service = await startService({ clock: 'wall', speed: 100, throttling: false })
  const kinesis = openClient(service, 'HTTP/1.1')
  open.push(service, { close: () => kinesis.destroy() })
  await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
  const StreamARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'
  const { Consumer } = await eventually(() => kinesis.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName: 'reader' })))
  const setting = { service, kinesis, consumerArn: Consumer!.ConsumerARN! }
  const events = (await eventually(() => subscribe(setting))).EventStream![Symbol.asyncIterator]()
  await put(setting, 'first')
  expect(await readRecords(events, 1)).toEqual(['first'])
})

/** Tries again while the service says no. */
async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  const answers: T[] = []
  await expect.poll(() => ask().then((answer) => answers.push(answer), () => 0), { timeout: 10_000 }).toBe(1)
  return answers[0]!
}

/** Sends a SubscribeToShard, reads nothing of what comes after its head, and can end it in two ways. */
async function openReader({ service, consumerArn }: Setting, protocol: Protocol): Promise<Record<'stream' | 'connection', () => void>> {
  const headers = { ...SIGNED, 'x-amz-target': targetOf('SubscribeToShard') }
  const body = JSON.stringify({ ConsumerARN: consumerArn, ShardId: '0', StartingPosition: { Type: 'TRIM_HORIZON' } })
  if (protocol === 'HTTP/1.1') {
    const sent = request({ port: service.port, host: '127.0.0.1', method: 'POST', headers })
    sent.on('error', () => undefined)
    open.push({ close: () => sent.destroy() })
    sent.end(body)
    const response = await new Promise<IncomingMessage>((resolve) => sent.once('response', resolve))
    response.on('error', () => undefined)
    response.pause()
    return { stream: () => response.destroy(), connection: () => sent.socket!.resetAndDestroy() }
  }
  const session = connectHttp2(`http://127.0.0.1:${service.port}`)
  session.on('error', () => undefined)
  open.push({ close: () => session.destroy() })
  const stream = session.request({ ':method': 'POST', ':path': '/', ...headers })
  stream.on('error', () => undefined)
  stream.end(body)
  await new Promise((resolve) => stream.once('response', resolve))
  stream.pause()
  return { stream: () => stream.close(), connection: () => session.destroy() }
}
