/** The three services that a case is asked of: ours and two emulators nobody here wrote, each started on a free port of the loopback. */
import { fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'
import { startService } from '../service'

export type VoiceName = 'ours' | 'kinesis-local' | 'kinesalite'

/** How long an emulator stays in each state, in milliseconds; ours keeps its own times on a clock that tests advance. */
export interface Pace {
  createMs: number
  updateMs: number
  deleteMs: number
}

export interface Voice {
  name: VoiceName
  client: KinesisClient
  account: string
  /** Lets virtual time pass; the emulators' passes by itself. */
  pass?: (ms: number) => Promise<void>
  end(): Promise<void>
}

/** Above what all cases of one file create together. */
const SHARD_LIMIT = 4000
const REQUEST_MS_MAX = 20_000
const here = dirname(fileURLToPath(import.meta.url))
const resolve = createRequire(import.meta.url).resolve
const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }

/** kinesalite speaks HTTP/1.1 only, kinesis-local's SubscribeToShard as well. */
function clientOf(port: number, http1: boolean) {
  return new KinesisClient({
    region: REGION,
    endpoint: `http://127.0.0.1:${port}`,
    credentials: CREDENTIALS,
    maxAttempts: 1,
    ...(http1 ? { requestHandler: new NodeHttpHandler({ requestTimeout: REQUEST_MS_MAX, throwOnRequestTimeout: true }) } : {}),
  })
}

/** Starts an emulator and resolves when the port that it asked for as `asked` is open. */
async function emulator(name: 'kinesis-local' | 'kinesalite', asked: number, options: object, environment: Record<string, string>): Promise<Voice> {
  const child = fork(join(here, 'emulatorProcess.mjs'), [name, JSON.stringify(options)], {
    env: { ...process.env, AWS_REGION: REGION, AWS_ACCOUNT_ID: ACCOUNT_ID, ...environment },
    execArgv: [],
    silent: true,
  })
  const told: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => told.push(chunk.toString()))
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const port = await new Promise<number>((opened, failed) => {
    child.on('message', (message) => {
      const { asked: wished, port } = message as { asked: number; port: number }
      if (wished === asked) opened(port)
    })
    child.once('exit', () => failed(new Error(`${name} ended before it listened: ${told.join('')}`)))
  })
  const client = clientOf(port, true)
  return {
    name,
    client,
    account: ACCOUNT_ID,
    async end() {
      client.destroy()
      child.kill('SIGKILL')
      await exited
    },
  }
}

const UPDATING = ['REGISTER_STREAM_CONSUMER', 'START_STREAM_ENCRYPTION', 'STOP_STREAM_ENCRYPTION', 'MERGE_SHARDS', 'SPLIT_SHARD', 'UPDATE_SHARD_COUNT', 'UPDATE_STREAM_MODE']

function durations(names: readonly string[], ms: number) {
  return Object.fromEntries(names.map((name) => [`${name}_DURATION`, `${ms}ms`]))
}

export function startKinesisLocal({ createMs, updateMs, deleteMs }: Pace): Promise<Voice> {
  return emulator('kinesis-local', 2, {}, {
    KINESIS_MOCK_TLS_PORT: '1',
    KINESIS_MOCK_PLAIN_PORT: '2',
    KINESIS_MOCK_CERT_PATH: join(dirname(resolve('kinesis-local/package.json')), 'server.json'),
    LOG_LEVEL: 'ERROR',
    SHARD_LIMIT: String(SHARD_LIMIT),
    ON_DEMAND_STREAM_COUNT_LIMIT: '50',
    ...durations(['CREATE_STREAM'], createMs),
    ...durations(['DELETE_STREAM', 'DEREGISTER_STREAM_CONSUMER'], deleteMs),
    ...durations(UPDATING, updateMs),
  })
}

export function startKinesalite({ createMs, updateMs, deleteMs }: Pace): Promise<Voice> {
  return emulator('kinesalite', 1, { createStreamMs: createMs, updateStreamMs: updateMs, deleteStreamMs: deleteMs, shardLimit: SHARD_LIMIT }, {})
}

/** Time enough for what the sockets hold to arrive before the clock moves on. */
const nextTurn = () => new Promise<void>((turned) => setImmediate(turned))

/** The SDK's default client speaks HTTP/2 with prior knowledge to an `http://` address. */
export async function startOurs(http1: boolean): Promise<Voice> {
  const service = await startService({ clock: 'manual', throttling: false })
  const client = clientOf(service.port, http1)
  return {
    name: 'ours',
    client,
    account: ACCOUNT_ID,
    async pass(ms) {
      await service.advance(ms)
      await nextTurn()
    },
    async end() {
      client.destroy()
      await service.close()
    },
  }
}
