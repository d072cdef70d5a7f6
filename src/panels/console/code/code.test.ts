import { spawnSync } from 'node:child_process'
import { runInThisContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToBase64 } from '../../../base/base64'
import { OPERATIONS } from '../../../kinesis/api/operations'
import type { OperationName } from '../../../kinesis/api/types'
import type { JsonObject } from '../draft'
import { sdkInputOf } from '../draft'
import { CODE_LANGUAGES, codeFor } from './codeCall'
import { shellQuoted } from './cliCode'
import { snakeCase } from './codeText'

const base64 = (text: string) => bytesToBase64(new TextEncoder().encode(text))
const HOSTILE = `it's "quoted" $(rm -rf /) \`id\` \\ \\u0022 %s !! ;&|<> * ~ # \t\n\u2028한글 😀`
const ARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders'

const CALLS: { name: string; operation: OperationName; input: JsonObject; endpointUrl?: string }[] = [
  { name: 'a record of Korean text', operation: 'PutRecord', input: { StreamName: 'orders', PartitionKey: '주문-1', Data: base64('안녕하세요') } },
  { name: 'records, one of them no text', operation: 'PutRecords', input: { StreamName: 'orders', Records: [{ PartitionKey: 'a', Data: base64('one') }, { PartitionKey: 'b', Data: 'AP8=' }] } },
  { name: 'an instant', operation: 'GetShardIterator', input: { StreamName: 'orders', ShardId: 'shardId-000000000000', ShardIteratorType: 'AT_TIMESTAMP', Timestamp: 1_767_225_600.5 } },
  { name: 'a served stream', operation: 'ListStreams', input: {}, endpointUrl: 'http://127.0.0.1:4567' },
  { name: 'tags and a mode', operation: 'CreateStream', input: { StreamName: 'orders', StreamModeDetails: { StreamMode: 'ON_DEMAND' }, Tags: { team: "it's ours", __proto__x: '1' } } },
  { name: 'choices in a list', operation: 'EnableEnhancedMonitoring', input: { StreamName: 'orders', ShardLevelMetrics: ['IncomingBytes', 'IteratorAgeMilliseconds'] } },
  { name: 'a flag that is off', operation: 'DeleteStream', input: { StreamName: 'orders', EnforceConsumerDeletion: false } },
  { name: 'a subscription', operation: 'SubscribeToShard', input: { ConsumerARN: `${ARN}/consumer/fraud:1`, ShardId: 'shardId-000000000000', StartingPosition: { Type: 'LATEST' } } },
  { name: 'a size in KiB', operation: 'UpdateMaxRecordSize', input: { StreamARN: ARN, MaxRecordSizeInKiB: 10_240 } },
]

describe('the call as text', () => {
  for (const language of CODE_LANGUAGES) {
    it.each(CALLS)(`${language}: $name`, ({ operation, input, endpointUrl = null }) => {
      expect(codeFor(language, { operation, input, endpointUrl })).toMatchSnapshot()
    })
  }

  it.each(CODE_LANGUAGES)('%s: a text is the same wherever it stands, however deep', (language) => {
    const text = 'a\u2028b\u0085c\rd'
    const code = codeFor(language, { operation: 'CreateStream', input: { StreamName: text, Tags: { [text]: text } }, endpointUrl: null })
    const written = language === 'cli' ? [`'${text}'`, JSON.stringify({ [text]: text })] : [String.raw`a\u2028b\u0085c\rd`]
    for (const part of written) expect(code).toContain(part)
    expect(code).not.toMatch(/[\u2028\u0085] +b/)
  })

  it('names members as botocore does', () => {
    expect(['StreamARN', 'MaxRecordSizeInKiB', 'WarmThroughputMiBps', 'PutRecords', 'StreamId', 'KeyId'].map(snakeCase)).toEqual([
      'stream_arn',
      'max_record_size_in_ki_b',
      'warm_throughput_mi_bps',
      'put_records',
      'stream_id',
      'key_id',
    ])
  })
})

/** What a program would get as its arguments, by a real shell. */
function argumentsOf(code: string): string[] {
  const { stdout, stderr, status } = spawnSync('sh', ['-c', `aws() { printf '%s\\0' "$@"; }\n${code}`], { encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout.split('\0').slice(0, -1)
}

describe('the command line', () => {
  const cli = (operation: OperationName, input: JsonObject) => argumentsOf(codeFor('cli', { operation, input, endpointUrl: null }))

  it('gives a shell nothing to read in a value', () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''))
    const texts = fc.sample(text, 40)
    expect(argumentsOf(`aws ${[HOSTILE, ...texts].map(shellQuoted).join(' ')}`)).toEqual([HOSTILE, ...texts])
  })

  it('keeps hostile keys and data as they are', () => {
    expect(cli('PutRecord', { StreamName: 'orders', PartitionKey: HOSTILE, Data: base64(HOSTILE) })).toEqual([
      ...['kinesis', 'put-record', '--stream-name', 'orders', '--partition-key', HOSTILE, '--data', HOSTILE],
      ...['--cli-binary-format', 'raw-in-base64-out'],
    ])
  })

  it.each(['file:///etc/passwd', 'fileb://secret', '-x', '--debug', '', 'a\0b'])('does not let the CLI read %j as anything but a value', (value) => {
    const [, , option, document] = cli('PutRecord', { StreamName: 'orders', PartitionKey: value, Data: base64('x') })
    expect(option).toBe('--cli-input-json')
    expect(JSON.parse(document!)).toEqual({ StreamName: 'orders', PartitionKey: value, Data: 'x' })
  })

  it('gives lists and maps as JSON, and bytes that are no text as base64', () => {
    expect(cli('PutRecords', { StreamName: 's', Records: [{ Data: 'AP8=', PartitionKey: "it's" }] })).toEqual([
      ...['kinesis', 'put-records', '--stream-name', 's', '--records', `[{"Data":"AP8=","PartitionKey":"it's"}]`],
      ...['--cli-binary-format', 'base64'],
    ])
  })
})

/** Of that name, and remembers its input. */
function commandClass(name: string): unknown {
  const named = {
    [name]: class {
      input: unknown
      constructor(input: unknown) {
        this.input = input
      }
    },
  }
  return named[name]
}

describe('the JavaScript', () => {
  /** Runs the text with a client that only remembers what it was given. */
  async function run(code: string): Promise<{ command: string; input: unknown; options: unknown }> {
    const seen = { command: '', input: undefined as unknown, options: undefined as unknown }
    const [imported = '', ...lines] = code.split('\n')
    const names = /^import \{ (.+) \} from "@aws-sdk\/client-kinesis";$/.exec(imported)?.[1]?.split(', ') ?? []
    expect(names).toContain('KinesisClient')
    class KinesisClient {
      constructor(options: unknown) {
        seen.options = options
      }
      send(command: { input: unknown }): Promise<unknown> {
        seen.command = command.constructor.name
        seen.input = command.input
        return Promise.resolve({ EventStream: [] })
      }
    }
    const commands = Object.fromEntries(names.map((name) => [name, commandClass(name)]))
    const body = runInThisContext(`(async (${[...names, 'console'].join()}) => {${lines.join('\n')}})`) as (...given: unknown[]) => Promise<void>
    await body(...names.map((name) => (name === 'KinesisClient' ? KinesisClient : commands[name])), { log: () => undefined })
    return seen
  }

  it.each(CALLS)('sends exactly what the console sends: $name', async ({ operation, input, endpointUrl = null }) => {
    const { command, input: sent, options } = await run(codeFor('js', { operation, input, endpointUrl }))
    expect(command).toBe(`${operation}Command`)
    expect(plain(sent)).toEqual(plain(sdkInputOf(OPERATIONS[operation].input, input)))
    const own = { endpoint: endpointUrl, credentials: { accessKeyId: 'any', secretAccessKey: 'any' } }
    expect(options).toEqual({ region: 'us-east-1', ...(endpointUrl === null ? {} : own) })
  })

  it('survives any text in any place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', 'constructor', 'a-b', HOSTILE), async (name, key, tag) => {
        const input = { StreamName: name, Tags: Object.fromEntries([[tag, key]]) }
        const { input: sent } = await run(codeFor('js', { operation: 'CreateStream', input, endpointUrl: HOSTILE }))
        expect(JSON.stringify(sent)).toBe(JSON.stringify(input))
      }),
    )
  })

  /** A Buffer of Node is a Uint8Array too. */
  function plain(value: unknown): unknown {
    if (value instanceof Uint8Array) return [...value]
    if (value instanceof Date) return value.toISOString()
    if (Array.isArray(value)) return value.map(plain)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, plain(held)]))
  }
})
