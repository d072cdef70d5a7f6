import { connect, type Socket } from 'node:net'
import { KinesisClient, ListShardsCommand, PutRecordCommand } from '@aws-sdk/client-kinesis'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { Client, type Report } from '../../bridge/client'
import { RemoteWorker } from '../../bridge/remoteWorker'
import { PROTOCOL_VERSION, type Envelope, type Reply, type Request } from '../../bridge/protocol'
import { decode, encode } from '../../base/plainData'
import { startService, type Service, type ServiceOptions } from './service'
import { openWatch, PAGES_MAX, type Watch } from './watch'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function serve(options: ServiceOptions = {}): Promise<{ service: Service; watch: Watch }> {
  const service = await startService({ clock: 'manual', ...options })
  const watch = openWatch(service)
  ends.push(() => service.close(), () => watch.close())
  return { service, watch }
}

function clientOf({ port }: Service): KinesisClient {
  const client = new KinesisClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 })
  ends.push(() => client.destroy())
  return client
}

async function withStream(service: Service): Promise<void> {
  service.running.call({ operation: 'CreateStream', input: { StreamName: 'orders', ShardCount: 1 } })
  await service.advance(10_000)
}

/** A page as the browser has it, without its clock. */
function openPage({ port }: Service) {
  const reports: Report[] = []
  let onReport: () => void = () => undefined
  const client = new Client({
    createWorker: () => {
      const worker = new RemoteWorker({
        address: `127.0.0.1:${port}`,
        onLink: () => undefined,
        onActUncertain: () => undefined,
        openSocket: (url) => new WebSocket(url) as unknown as globalThis.WebSocket,
        pageOrigin: 'http://localhost',
      })
      ends.push(() => worker.terminate())
      return worker
    },
    listener: {
      onReport: (report) => {
        reports.push(report)
        onReport()
      },
      onRecovering: ({ message }) => expect.unreachable(message),
      onRecovered: () => undefined,
      onStopped: ({ message }) => expect.unreachable(message),
    },
  })
  const next = () => new Promise<Report>((resolve) => (onReport = () => resolve(reports.at(-1)!)))
  return {
    client,
    open: () => {
      const report = next()
      client.open({ recording: { version: 1, scenario: {} as never, commands: [] }, atUs: 0 })
      return report
    },
    look: () => {
      const report = next()
      client.goTo({ atUs: 0, summary: true })
      return report
    },
    next,
  }
}

/** A connection that says what no page of ours would. */
function openRaw({ port }: Service, { path = `/shardscope?protocol=${PROTOCOL_VERSION}`, origin }: { path?: string; origin?: string } = {}) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, origin === undefined ? {} : { origin })
  ends.push(() => socket.terminate())
  const heard: unknown[] = []
  const waiting: ((data: unknown) => void)[] = []
  socket.on('message', (data, isBinary) => {
    const value: unknown = isBinary ? data : JSON.parse((data as Buffer).toString())
    const wanting = waiting.shift()
    if (wanting === undefined) heard.push(value)
    else wanting(value)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  const failed = new Promise<string>((resolve) => socket.once('error', ({ message }) => resolve(message)))
  const hear = () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise<unknown>((resolve) => waiting.push(resolve)))
  return { socket, hear, closed, failed }
}

const envelope = (body: Request): Buffer => Buffer.from(encode({ requestNumber: 1, body } satisfies Envelope<Request>))

describe('a page over a real connection', () => {
  it('watches what a real client does, and acts on the same stream', async () => {
    const { service } = await serve()
    await withStream(service)
    const page = openPage(service)
    const first = await page.open()
    expect(first.summary).toMatchObject({ stream: { streamName: 'orders', openShardCount: 1 }, totals: { recordsStored: 0 } })
    const client = clientOf(service)
    for (const PartitionKey of ['a', 'b', 'c']) await client.send(new PutRecordCommand({ StreamName: 'orders', PartitionKey, Data: Buffer.from('x') }))
    await service.advance(100)
    const seen = await page.look()
    expect(seen.frame.arrivals.count).toBe(3)
    expect(seen.frame.arrivals.atMs).toBeInstanceOf(Float64Array)
    expect(seen.summary!.totals.recordsStored).toBe(3)
    expect((await page.client.inspect({ kind: 'key', partitionKey: 'b' })).key!.records).toHaveLength(1)
    expect((await page.client.requestWindow({ fromMs: 0, toMs: 1e6, recordsMax: 10 })).count).toBe(3)

    const split = page.next()
    page.client.submit({ type: 'Call', operation: 'SplitShard', input: { StreamName: 'orders', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(2n ** 127n) } })
    expect((await split).reported.events.at(-1)).toMatchObject({ kind: 'CallAccepted', operation: 'SplitShard' })
    await service.advance(60_000)
    const { Shards } = await client.send(new ListShardsCommand({ StreamName: 'orders' }))
    expect(Shards!.map(({ ParentShardId }) => ParentShardId)).toEqual([undefined, 'shardId-000000000000', 'shardId-000000000000'])
    expect((await page.look()).summary!.stream.openShardCount).toBe(2)
  })

  it('finds a client’s call in the trail, as the client told of itself, by the request id of its answer', async () => {
    const { service } = await serve()
    await withStream(service)
    const page = openPage(service)
    await page.open()
    const { requestId } = (await clientOf(service).send(new ListShardsCommand({ StreamName: 'orders' }))).$metadata
    const { trail } = await page.client.inspect({ kind: 'trail', filter: { operation: 'ListShards', text: requestId! }, page: 0 })
    expect(trail).toMatchObject({ matching: 1, rows: [{ operation: 'ListShards', caller: 'you', isDelivered: false }] })
    expect(JSON.parse(trail!.rows[0]!.recordJson)).toMatchObject({ requestID: requestId, userAgent: expect.stringContaining('aws-sdk-js/3') as string, sourceIPAddress: '127.0.0.1' })
  })

  it.each([
    ['aws:fis:inject-api-internal-error', 'InternalFailure', 500],
    ['aws:fis:inject-api-unavailable-error', 'ServiceUnavailable', 503],
    ['aws:fis:inject-api-throttle-error', 'ThrottlingException', 400],
  ] as const)('lets %s answer a client with %s, HTTP %i', async (action, name, httpStatusCode) => {
    const { service } = await serve()
    await withStream(service)
    const page = openPage(service)
    await page.open()
    const began = page.next()
    page.client.submit({ type: 'StartExperiment', action, parameters: { duration: 'PT1M', service: 'kinesis', percentage: '100', operations: 'ListShards' }, target: { streamName: null, shardIds: null, callers: ['you'] } })
    expect((await began).reported.events.at(-1)).toMatchObject({ kind: 'ExperimentStarted', action })
    await expect(clientOf(service).send(new ListShardsCommand({ StreamName: 'orders' }))).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
    const { faults } = await page.client.inspect({ kind: 'faults' })
    expect(faults!.running).toMatchObject([{ action, callsMet: faults!.running[0]!.callsFaulted }])
    await service.advance(61_000)
    await expect(clientOf(service).send(new ListShardsCommand({ StreamName: 'orders' }))).resolves.toBeDefined()
  })

  it('carries names that look like anything', async () => {
    const { service } = await serve()
    await withStream(service)
    const page = openPage(service)
    await page.open()
    const Tags = { $array: 'Uint8Array', $$: '$', constructor: 'x', 한국어: '값' }
    const told = page.next()
    page.client.submit({ type: 'Call', operation: 'AddTagsToStream', input: { StreamName: 'orders', Tags } })
    expect((await told).reported.events.at(-1)).toMatchObject({ input: { Tags } })
  })

  it('is one of several, each with its own view, and leaves nothing behind', async () => {
    const { service, watch } = await serve()
    await withStream(service)
    const pages = [openPage(service), openPage(service)]
    for (const page of pages) await page.open()
    expect(watch.pageCount).toBe(2)
    service.running.call({ operation: 'PutRecord', input: { StreamName: 'orders', PartitionKey: 'a', Data: new Uint8Array(1) } })
    for (const page of pages) expect((await page.look()).frame.arrivals.count).toBe(1)
    watch.close()
    expect(watch.pageCount === 0 || (await drained(watch))).toBe(true)
    expect((await clientOf(service).send(new ListShardsCommand({ StreamName: 'orders' }))).Shards).toHaveLength(1)
  })
})

/** The connection's end is heard in a later turn. */
async function drained(watch: Watch): Promise<boolean> {
  for (let turn = 0; turn < 1_000 && watch.pageCount > 0; turn++) await new Promise((resolve) => setImmediate(resolve))
  return watch.pageCount === 0
}

describe('who is not let in', () => {
  it.each([
    ['a page of a stranger', { origin: 'https://example.com' }, 403],
    ['a file', { origin: 'null' }, 403],
    ['another path', { path: '/other' }, 404],
  ])('%s', async (_who, options, status) => {
    const { service, watch } = await serve()
    const { failed } = openRaw(service, options)
    expect(await failed).toContain(String(status))
    expect(watch.pageCount).toBe(0)
  })

  it('comes in when its origin is allowed', async () => {
    const { service } = await serve({ allowOrigins: ['https://example.com'] })
    const { hear } = openRaw(service, { origin: 'https://example.com' })
    expect(await hear()).toEqual({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION })
  })

  it('hears which version this is before it is sent away', async () => {
    const { service } = await serve()
    const { hear, closed } = openRaw(service, { path: '/shardscope?protocol=0' })
    expect(await hear()).toEqual({ program: 'shardscope', protocolVersion: PROTOCOL_VERSION })
    expect(await closed).toBe(4_409)
  })

  it('comes after too many', async () => {
    const { service, watch } = await serve()
    const pages = []
    for (let page = 0; page < PAGES_MAX; page++) pages.push(openRaw(service))
    for (const { hear } of pages) await hear()
    const { closed } = openRaw(service)
    expect(await closed).toBe(1_013)
    expect(watch.pageCount).toBe(PAGES_MAX)
    pages[0]!.socket.terminate()
    while (watch.pageCount === PAGES_MAX) await new Promise((resolve) => setImmediate(resolve))
    const { hear } = openRaw(service)
    await hear()
    expect(watch.pageCount).toBe(PAGES_MAX)
  })
})

describe('a hostile page', () => {
  it.each<[string, Buffer | string]>([
    ['text', 'GoTo'],
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from('\u0000\u0001SHSC garbage'.repeat(50))],
    ['half a message', envelope({ type: 'Step' }).subarray(0, 40)],
    ['a message that points outside of itself', Buffer.from(encode({ requestNumber: 1, body: { type: 'Window' } })).fill(0xff, 8, 12)],
    ['another program’s message', Buffer.from(encode({ jsonrpc: '2.0', method: 'x' }))],
    ['an unknown request', Buffer.from(encode({ requestNumber: 1, body: { type: 'Explode' } }))],
    ['a number that is none', Buffer.from(encode({ requestNumber: NaN, body: { type: 'Step' } }))],
    ['a prototype', Buffer.from(encode({ requestNumber: 1, body: JSON.parse('{"__proto__":{"type":"Step"}}') as object }))],
  ])('that says %s is sent away, and the service goes on', async (_what, message) => {
    const { service, watch } = await serve()
    const { socket, hear, closed } = openRaw(service)
    await hear()
    socket.send(message)
    expect(await closed).toBe(1_008)
    expect(await drained(watch)).toBe(true)
    const page = openPage(service)
    expect((await page.open()).summary!.streams).toEqual([])
  })

  it('that sends too much at once is cut', async () => {
    const { service, watch } = await serve()
    const { socket, hear, closed } = openRaw(service)
    await hear()
    socket.send(Buffer.alloc(17 * 1_048_576))
    expect(await closed).toBe(1_009)
    expect(await drained(watch)).toBe(true)
  })

  it('that asks faster than it is answered gets every answer in order, and others theirs', async () => {
    const { service } = await serve()
    await withStream(service)
    const { socket, hear } = openRaw(service)
    await hear()
    const page = openPage(service)
    for (let requestNumber = 1; requestNumber <= 500; requestNumber++) {
      socket.send(Buffer.from(encode({ requestNumber, body: { type: 'Window', fromMs: 0, toMs: 1e6, recordsMax: 1e9 } } satisfies Envelope<Request>)))
    }
    expect((await page.open()).summary!.streams).toHaveLength(1)
    for (let requestNumber = 1; requestNumber <= 500; requestNumber++) {
      expect((decode(new Uint8Array((await hear()) as Buffer).buffer) as Envelope<Reply>).requestNumber).toBe(requestNumber)
    }
  })

  it('that breaks off in the middle of anything is forgotten', async () => {
    const { service, watch } = await serve()
    const torn: Socket[] = []
    for (const cut of [0, 20, 60, 200]) {
      const request = `GET /shardscope?protocol=${PROTOCOL_VERSION} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\u0082\u00fe\u0001`
      const socket = connect(service.port, '127.0.0.1')
      socket.on('error', () => undefined)
      ends.push(() => socket.destroy())
      await new Promise((resolve) => socket.once('connect', resolve))
      await new Promise((resolve) => socket.write(request.slice(0, cut === 200 ? undefined : cut), resolve))
      torn.push(socket)
    }
    for (const socket of torn) socket.resetAndDestroy()
    const page = openPage(service)
    await page.open()
    for (let turn = 0; turn < 1_000 && watch.pageCount > 1; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(watch.pageCount).toBe(1)
  })
})
