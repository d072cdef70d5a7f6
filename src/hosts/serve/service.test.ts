import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListShardsCommand,
  ListStreamsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  SplitShardCommand,
  type KinesisClient,
} from '@aws-sdk/client-kinesis'
import { request, type ClientRequest } from 'node:http'
import { connect as connectHttp2, type ClientHttp2Stream } from 'node:http2'
import { afterEach, describe, expect, it } from 'vitest'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { startService, type Service, type ServiceOptions } from './service'
import { openClient, PROTOCOLS, SIGNED, targetOf, type Protocol } from './testing/clients'
import { openSocket, send } from './testing/requests'

const open: { close(): Promise<unknown> }[] = []

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function start(options: ServiceOptions = {}): Promise<Service> {
  const service = await startService({ clock: 'manual', ...options })
  open.push(service)
  return service
}

function client(service: Service, protocol: Protocol = 'HTTP/2'): KinesisClient {
  const made = openClient(service, protocol)
  open.push({
    close: () => {
      made.destroy()
      return Promise.resolve()
    },
  })
  return made
}

async function withStream(service: Service, shards = 1): Promise<void> {
  await client(service).send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: shards }))
  await service.advance(60_000)
}

describe.each(PROTOCOLS)('the service over %s', (protocol) => {
  it('begins with an empty account', async () => {
    expect((await client(await start(), protocol).send(new ListStreamsCommand())).StreamNames).toEqual([])
  })

  it('makes a stream, takes records and gives them back', async () => {
    const service = await start()
    const kinesis = client(service, protocol)
    await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 2 }))
    expect((await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' }))).StreamDescriptionSummary!.StreamStatus).toBe('CREATING')
    await service.advance(60_000)
    expect((await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' }))).StreamDescriptionSummary!.StreamStatus).toBe('ACTIVE')
    const texts = ['', 'a', '한글', 'x'.repeat(70_000)]
    const put = await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records: texts.map((text) => ({ PartitionKey: 'a', Data: Buffer.from(text) })) }))
    expect(put.FailedRecordCount).toBe(0)
    const { ShardId } = put.Records![0]!
    const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 'orders', ShardId, ShardIteratorType: 'TRIM_HORIZON' }))
    const got = await kinesis.send(new GetRecordsCommand({ ShardIterator }))
    expect(got.Records!.map(({ Data }) => Buffer.from(Data!).toString())).toEqual(texts)
    expect(got.Records!.map(({ SequenceNumber }) => SequenceNumber)).toEqual(put.Records!.map(({ SequenceNumber }) => SequenceNumber))
  })

  it('refuses as the service does', async () => {
    const refused = client(await start(), protocol).send(new PutRecordCommand({ StreamName: 'none', PartitionKey: 'a', Data: new Uint8Array(1) }))
    await expect(refused).rejects.toMatchObject({ name: 'ResourceNotFoundException', message: 'Stream none under account 123456789012 not found.' })
  })

  it('carries a batch of 10 MiB each way', async () => {
    const service = await start({ throttling: false })
    await withStream(service)
    const kinesis = client(service, protocol)
    const Records = Array.from({ length: 10 }, (_, number) => ({ PartitionKey: 'a', Data: Buffer.alloc(1_048_575, number) }))
    const { Records: stored } = await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records }))
    expect(stored!.every(({ ErrorCode }) => ErrorCode === undefined)).toBe(true)
    const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand({ StreamName: 'orders', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' }))
    const got = await kinesis.send(new GetRecordsCommand({ ShardIterator }))
    expect(got.Records!.map(({ Data }) => [Data!.length, Data![0]])).toEqual(Records.map(({ Data }) => [Data.length, Data[0]]))
  })

  it('answers many calls at once, each with its own', async () => {
    const service = await start({ throttling: false })
    await withStream(service, 4)
    const kinesis = client(service, protocol)
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, number) => kinesis.send(new PutRecordCommand({ StreamName: 'orders', PartitionKey: String(number), Data: Buffer.from(String(number)) }))),
    )
    expect(new Set(answers.map(({ ShardId, SequenceNumber }) => `${String(ShardId)} ${String(SequenceNumber)}`)).size).toBe(300)
    expect(new Set(answers.map(({ $metadata }) => $metadata.requestId)).size).toBe(300)
  })
})

describe('the end of a service', () => {
  it.each(PROTOCOLS)('waits for requests under way over %s, and takes no new ones', async (protocol) => {
    const service = await start()
    const body = '{"StreamName":"last","ShardCount":1}'
    const under = await openRequest(service.port, protocol)
    under.write(body.slice(0, 9))
    await send(service.port)
    const closing = service.close()
    await expect.poll(() => send(service.port).then(() => 'open', () => 'closed')).toBe('closed')
    under.end(body.slice(9))
    expect(await under.status).toBe(200)
    expect(await closing).toBe(true)
    expect(service.running.world.streams.map(({ streamName }) => streamName)).toEqual(['last'])
  })

  it('does not wait for connections that only stand open', async () => {
    const service = await start()
    const { closed } = await openSocket(service.port)
    const session = connectHttp2(`http://127.0.0.1:${service.port}`)
    session.on('error', () => undefined)
    await new Promise((resolve) => session.once('connect', resolve))
    await client(service, 'HTTP/1.1').send(new ListStreamsCommand())
    await service.close()
    await closed
    session.destroy()
  })
})

describe('an engine that breaks', () => {
  it('is told to the client as InternalFailure and to the terminal, and the service goes on', async () => {
    const said: string[] = []
    const service = await start({ log: (line) => said.push(line) })
    service.running.listenToCalls(({ operation }) => {
      if (operation === 'DescribeLimits') throw new Error('broken on purpose')
    })
    expect(await send(service.port, { operation: 'DescribeLimits' })).toMatchObject({ status: 500, body: '{"__type":"InternalFailureException","message":"Internal service failure."}' })
    expect(said).toEqual([expect.stringContaining('broken on purpose')])
    expect((await send(service.port)).status).toBe(200)
  })
})

describe('the clock', () => {
  it('moves by hand alone where it is a manual one', async () => {
    const service = await start()
    await service.advance(1_500)
    await service.advance(0.25)
    expect(service.running.world.nowUs).toBe(1_500_250)
  })

  it('follows the wall clock, sped up', async () => {
    const service = await start({ clock: 'wall', speed: 1_000 })
    const kinesis = client(service)
    await kinesis.send(new CreateStreamCommand({ StreamName: 'orders', ShardCount: 1 }))
    await expect.poll(async () => (await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' }))).StreamDescriptionSummary!.StreamStatus).toBe('ACTIVE')
  })

  it('begins at the wall clock’s instant', async () => {
    const service = await start()
    expect(Math.abs(service.running.world.epochMs - Date.now())).toBeLessThan(60_000)
  })

  it('closes parents and opens children when their time has come', async () => {
    const service = await start()
    await withStream(service)
    const kinesis = client(service)
    await kinesis.send(new SplitShardCommand({ StreamName: 'orders', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '1000' }))
    await service.advance(60_000)
    const { Shards } = await kinesis.send(new ListShardsCommand({ StreamName: 'orders' }))
    expect(Shards!.map(({ ParentShardId }) => ParentShardId)).toEqual([undefined, 'shardId-000000000000', 'shardId-000000000000'])
  })
})

describe('a scenario', () => {
  it('is served with its stream, its producers and its acts', async () => {
    const service = await start({ scenario: reshardUnderLag })
    const kinesis = client(service)
    await service.advance(50_000)
    const { world } = service.running
    const before = world.streams[0]!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
    expect(before).toBeGreaterThan(10_000)
    await service.advance(60_000)
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: 'orders' }))
    expect(StreamDescriptionSummary).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 4 })
  })

  it('has the same chance with the same seed', async () => {
    const totals = await Promise.all(
      [7, 7, 8].map(async (seed) => {
        const service = await start({ scenario: reshardUnderLag, seed })
        await service.advance(20_000)
        return service.running.world.streams[0]!.shards.map(({ recordsStored, bytesStored }) => `${recordsStored}/${bytesStored}`).join()
      }),
    )
    expect(totals[0]).toBe(totals[1])
    expect(totals[0]).not.toBe(totals[2])
  })
})

describe('throttling', () => {
  it.each([
    [true, 500],
    [false, 0],
  ])('set to %s refuses %i of 1,500 records in one second', async (throttling, refused) => {
    const service = await start({ throttling })
    await withStream(service)
    const kinesis = client(service)
    let failed = 0
    for (let batch = 0; batch < 3; batch++) {
      const Records = Array.from({ length: 500 }, () => ({ PartitionKey: 'a', Data: new Uint8Array(1) }))
      failed += (await kinesis.send(new PutRecordsCommand({ StreamName: 'orders', Records }))).FailedRecordCount!
    }
    expect(failed).toBe(refused)
  })
})

/** A request whose body is still to come. */
async function openRequest(port: number, protocol: Protocol): Promise<{ write(text: string): void; end(text: string): void; status: Promise<unknown> }> {
  const headers = { ...SIGNED, 'x-amz-target': targetOf('CreateStream') }
  let sent: ClientRequest | ClientHttp2Stream
  let status: Promise<unknown>
  if (protocol === 'HTTP/1.1') {
    const made = request({ host: '127.0.0.1', port, method: 'POST', headers })
    status = new Promise((resolve) => made.once('response', (response) => resolve(response.resume().statusCode)))
    sent = made
  } else {
    const session = connectHttp2(`http://127.0.0.1:${port}`)
    session.on('error', () => undefined)
    const made = session.request({ ':method': 'POST', ':path': '/', ...headers })
    status = new Promise((resolve) => made.once('response', (received) => resolve(received[':status'])))
    made.resume()
    sent = made
  }
  sent.on('error', () => undefined)
  await new Promise((resolve) => sent.write(' ', resolve))
  return { write: (text) => sent.write(text), end: (text) => sent.end(text), status }
}
