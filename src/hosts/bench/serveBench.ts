/**
 * What the served endpoint carries through the real SDK over loopback, beside a server that does nothing and an emulator:
 * rounds take turns, so that a slow minute of the machine hits all alike.
 */
import { KinesisClient, CreateStreamCommand, DescribeStreamSummaryCommand, GetRecordsCommand, GetShardIteratorCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { spawn } from 'node:child_process'
import { Agent } from 'node:http'
import type { Report } from './report'

const BATCH = 500
const DATA_BYTES = 100
const SHARDS = 16
const KEYS = 100_000
const ROUNDS = 5
const ROUND_BATCHES = 60
/** An emulator takes so long that fewer must do. */
const SLOW_ROUND_BATCHES = 10
/** GetRecords without a Limit: as many as the service gives at once. */
const PAGE_RECORDS = 10_000
const READ_PAGES = 2
const READ_ROUND_PAGES = 20
const FLAT_RECORDS = 1_000_000
const POLL_MS = 50
const STREAM = 'bench'
/** Of one shard that holds whole pages. */
const READ_STREAM = 'read'
/** `oursHttp2`: through the SDK's own default handler; the others know HTTP/1.1 alone. */
const SERVERS = ['ours', 'oursHttp2', 'canned', 'kinesalite'] as const

type ServerName = (typeof SERVERS)[number]

interface Server {
  name: ServerName
  client: KinesisClient
  batches: number
  /** Keys so far, so that no two batches are alike. */
  put: number
  stop: () => void
}

export async function measureServe(report: Report): Promise<void> {
  const servers = await Promise.all(SERVERS.map(openServer))
  try {
    const put = await bestOf(servers, putRound)
    const got = await bestOf(servers, getRound)
    for (const [what, best] of [['put', put], ['get', got]] as const) {
      for (const name of SERVERS) report(`serve.${what}RecordsPerSecond.${name}`, best[name], 'records/s')
      report(`serve.${what}Records.oursToCanned`, best.ours / best.canned, 'ratio')
      report(`serve.${what}Records.oursToKinesalite`, best.ours / best.kinesalite, 'ratio')
    }
  } finally {
    for (const { stop } of servers) stop()
  }
  const fresh = await openServer('ours')
  try {
    report('serve.putRecords.lastToFirstQuarter.million', await measureFlatness(fresh), 'ratio')
  } finally {
    fresh.stop()
  }
}

async function bestOf(servers: readonly Server[], round: (server: Server) => Promise<number>): Promise<Record<ServerName, number>> {
  const best = { ours: 0, oursHttp2: 0, canned: 0, kinesalite: 0 }
  for (let number = 0; number < ROUNDS; number++) {
    for (const server of servers) best[server.name] = Math.max(best[server.name], await round(server))
  }
  return best
}

async function openServer(name: ServerName): Promise<Server> {
  const args =
    name === 'ours' || name === 'oursHttp2'
      ? ['scripts/host.mjs', 'serve', '--port', '0', '--no-throttling', '--quiet']
      : ['src/hosts/bench/serveServers.mjs', name, BATCH, PAGE_RECORDS, DATA_BYTES].map(String)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /(?:^|127\.0\.0\.1:)(\d+)\s/.exec(text) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`${name} ended with ${String(code)}`)))
  })
  const client = new KinesisClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    ...(name === 'oursHttp2' ? {} : { requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true }) }) }),
  })
  await makeStream(client, STREAM, SHARDS)
  await makeStream(client, READ_STREAM, 1)
  for (let put = 0; put < READ_PAGES * PAGE_RECORDS; put += BATCH) await client.send(new PutRecordsCommand({ StreamName: READ_STREAM, Records: recordsFrom(put) }))
  const stop = () => {
    client.destroy()
    child.kill()
  }
  return { name, client, batches: name === 'kinesalite' ? SLOW_ROUND_BATCHES : ROUND_BATCHES, put: 0, stop }
}

async function makeStream(client: KinesisClient, StreamName: string, ShardCount: number): Promise<void> {
  await client.send(new CreateStreamCommand({ StreamName, ShardCount }))
  for (;;) {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName }))
    if (StreamDescriptionSummary?.StreamStatus === 'ACTIVE') return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** One call in flight. @returns records a second. */
async function putRound(server: Server): Promise<number> {
  const startedMs = performance.now()
  for (let batch = 0; batch < server.batches; batch++) await putBatch(server)
  return (server.batches * BATCH * 1_000) / (performance.now() - startedMs)
}

const DATA = Buffer.alloc(DATA_BYTES, 'x')

function recordsFrom(put: number): { PartitionKey: string; Data: Uint8Array }[] {
  return Array.from({ length: BATCH }, (_, at) => ({ PartitionKey: `user-${((put + at) * 7_919) % KEYS}`, Data: DATA }))
}

async function putBatch(server: Server): Promise<void> {
  const Records = recordsFrom(server.put)
  server.put += BATCH
  const { FailedRecordCount } = await server.client.send(new PutRecordsCommand({ StreamName: STREAM, Records }))
  if (FailedRecordCount !== 0) throw new Error(`${server.name} refused ${String(FailedRecordCount)} records`)
}

/** Reads one shard over and over. @returns records a second. */
async function getRound({ client }: Server): Promise<number> {
  const first = await client.send(new GetShardIteratorCommand({ StreamName: READ_STREAM, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' }))
  let ShardIterator = first.ShardIterator
  let records = 0
  const startedMs = performance.now()
  for (let page = 1; page <= READ_ROUND_PAGES; page++) {
    const got = await client.send(new GetRecordsCommand({ ShardIterator }))
    records += got.Records?.length ?? 0
    ShardIterator = page % READ_PAGES === 0 ? first.ShardIterator : got.NextShardIterator
  }
  if (records !== READ_ROUND_PAGES * PAGE_RECORDS) throw new Error(`read ${records} records`)
  return (records * 1_000) / (performance.now() - startedMs)
}

/** @returns the pace of the last quarter of a million records by that of the first. */
async function measureFlatness(server: Server): Promise<number> {
  const batches = FLAT_RECORDS / BATCH
  const quarterMs: number[] = []
  for (let quarter = 0; quarter < 4; quarter++) {
    const startedMs = performance.now()
    for (let batch = 0; batch < batches / 4; batch++) await putBatch(server)
    quarterMs.push(performance.now() - startedMs)
  }
  const [firstMs = 0, , , lastMs = 0] = quarterMs
  return firstMs / lastMs
}
