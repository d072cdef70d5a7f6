/** What a page of a served world may ask of the guards, the money and the measurements: each question as it comes over the network. */
import { describe, expect, it } from 'vitest'
import type { InspectSubject, Inspected } from '../../bridge/protocol'
import type { Command } from '../../engine/commands'
import { silentSink } from '../../engine/sink'
import { NOWHERE } from '../../engine/testing/nowhere'
import { OTHER_OPERATIONS } from '../../engine/trail/model'
import type { TrailFilter } from '../../engine/trail/trailView'
import { createWorld } from '../../engine/world'
import { PRICE_NAMES, type Prices } from '../../kinesis/billing'
import type { WireCall } from '../../wire/readCall'
import { createManualClock } from './clock'
import { emptyAccount } from './emptyAccount'
import { createLiveHost } from './liveHost'
import { readEnvelope } from './liveHostRequests'
import { runWorld } from './runningWorld'

const PRICES = Object.fromEntries(PRICE_NAMES.map((name) => [name, 1])) as Prices
const DENY = '{"Version": "2012-10-17", "Statement": {"Sid": "NoPuts", "Effect": "Deny", "Action": "kinesis:Put*", "Resource": "*"}}'
const NO_PUTS = { policies: [{ policyName: 'NoPuts', document: DENY }], path: 'public' } as const
const PUT: WireCall = { operation: 'PutRecord', input: { StreamName: 'orders', PartitionKey: 'a', Data: new Uint8Array(3) } }
const SERIES = { MetricStat: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 'orders' }], Statistic: 'Sum' } } as const

/** With one stream, and a put in it. */
async function serveStream() {
  const clock = createManualClock(0)
  const running = runWorld({ world: createWorld({ ...emptyAccount, epochMs: 1_767_603_600_000 }, silentSink), environment: NOWHERE, clock, script: [], onSlip: () => undefined })
  const page = createLiveHost(running).openPage(null)
  const client = async (call: WireCall) => {
    await running.catchUp()
    return running.call(call)
  }
  const wait = async (ms: number) => {
    clock.advance(ms)
    await running.catchUp()
  }
  const inspect = async (subject: InspectSubject) => {
    const read = readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject } })
    if (read === null) throw new Error(`no request: ${JSON.stringify(subject)}`)
    const reply = await page.answer(read.body)
    if (reply.type !== 'Inspected') throw new Error(JSON.stringify(reply))
    return reply as Inspected
  }
  const act = (command: Command) => page.answer({ type: 'Submit', command })
  await client({ operation: 'CreateStream', input: { StreamName: 'orders', ShardCount: 2 } })
  await wait(10_000)
  await client(PUT)
  await wait(120_000)
  return { client, wait, inspect, act }
}

describe('a page of a served world asks', () => {
  it('who stands at the door, as it guards it and as clients meet it', async () => {
    const { client, inspect, act } = await serveStream()
    expect((await inspect({ kind: 'guards' })).guards).toMatchObject({ identities: [{ caller: 'you', isDefault: true, callsDenied: 0 }], streams: [{ streamName: 'orders', recordsHeld: 1 }] })
    await act({ type: 'SetIdentity', caller: 'you', identity: { policies: [...NO_PUTS.policies], path: 'public' } })
    expect((await client(PUT)).ok).toBe(false)
    expect((await inspect({ kind: 'guards' })).guards?.identities[0]).toMatchObject({ callsDenied: 1, lastDenial: { operation: 'PutRecord', decidedBy: { sid: 'NoPuts' } } })
  })

  it('what would happen, and what is wrong with a document', async () => {
    const { inspect } = await serveStream()
    const question = { caller: 'you', operation: 'PutRecords', streamName: 'orders' } as const
    expect((await inspect({ kind: 'access', question })).access).toMatchObject({ isAllowed: true, problems: [] })
    const identity = { policies: [...NO_PUTS.policies], path: 'public' as const, accountId: '7' }
    expect((await inspect({ kind: 'access', question: { ...question, identity } })).access).toMatchObject({ isAllowed: true, problems: [{ key: 'accountDigits' }] })
    expect((await inspect({ kind: 'access', question: { ...question, identity: { ...identity, accountId: '123456789012' } } })).access).toMatchObject({ isAllowed: false, decidedBy: { sid: 'NoPuts' } })
    expect((await inspect({ kind: 'policy', policy: { kind: 'identity', policyName: 'P' }, document: '{' })).policyProblems).toMatchObject([{ key: 'policyJson' }])
  })

  it('what it costs', async () => {
    const { bill } = await (await serveStream()).inspect({ kind: 'bill', prices: PRICES, basis: 'run' })
    expect(bill?.lines.find(({ price }) => price === 'putPayloadUnits')).toMatchObject({ quantity: 0.000_001 })
  })

  it('what CloudTrail has, and what CloudWatch has', async () => {
    const { inspect } = await serveStream()
    expect((await inspect({ kind: 'trail', filter: {}, page: 0 })).trail?.rows).toMatchObject([{ operation: 'CreateStream', caller: 'you' }])
    const { metrics } = await inspect({ kind: 'metrics', question: { series: [{ source: { MetricStat: { ...SERIES.MetricStat, Dimensions: [...SERIES.MetricStat.Dimensions] } }, periodSeconds: 60, fromMs: 0 }], lens: { streamName: 'orders', shardId: null } } })
    expect(metrics?.series[0]?.values[0]).toBe(1)
  })

  it('for what changed something, also by calls of other services', async () => {
    const { inspect, act } = await serveStream()
    await act({ type: 'SetTrail', dataEvents: true })
    await act({ type: 'SetIdentity', caller: 'you', identity: { policies: [...NO_PUTS.policies], path: 'public' } })
    await act({ type: 'Call', operation: 'ListStreams', input: {} })
    const found = async (filter: TrailFilter) => (await inspect({ kind: 'trail', filter, page: 0 })).trail?.rows.map(({ operation }) => operation)
    expect(await found({})).toEqual(['ListStreams', 'DetachUserPolicy', 'PutUserPolicy', 'CreateStream'])
    expect(await found({ changesOnly: true })).toEqual(['DetachUserPolicy', 'PutUserPolicy', 'CreateStream'])
    expect(await found({ operation: 'PutUserPolicy' })).toEqual(['PutUserPolicy'])
  })

  it('what metric math is worth, and for an alarm on it', async () => {
    const { inspect, act } = await serveStream()
    const MetricStat = { ...SERIES.MetricStat, Dimensions: [...SERIES.MetricStat.Dimensions] }
    const source = { MetricMath: { Metrics: [{ Id: 'm1', MetricStat }], Expression: 'm1 * 7' } }
    await act({ type: 'PutMetricAlarm', alarm: { AlarmName: 'math', source, Period: 60, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 6, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'missing' } })
    const { metrics } = await inspect({ kind: 'metrics', question: { series: [{ source, periodSeconds: 60, fromMs: 0 }], lens: null } })
    expect(metrics?.series[0]?.values[0]).toBe(7)
    expect(metrics?.alarms).toMatchObject([{ settings: { source }, formula: 'm1 * 7' }])
  })

  it('what its shards may take, and which experiments run', async () => {
    const { client, inspect, act } = await serveStream()
    expect((await inspect({ kind: 'capacity' })).capacity).toMatchObject({ streamName: 'orders' })
    const target = { streamName: 'orders', shardIds: null }
    await act({ type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT5M', percentage: '100' }, target })
    expect((await client(PUT)).ok).toBe(false)
    expect((await inspect({ kind: 'faults' })).faults?.running).toMatchObject([{ callsMet: 1, callsFaulted: 1 }])
  })

  it('of an account without a stream, and is answered', async () => {
    const running = runWorld({ world: createWorld({ ...emptyAccount, epochMs: 0 }, silentSink), environment: NOWHERE, clock: createManualClock(0), script: [], onSlip: () => undefined })
    const page = createLiveHost(running).openPage(null)
    for (const subject of [{ kind: 'guards' }, { kind: 'bill', prices: PRICES, basis: 'run' }, { kind: 'trail', filter: {}, page: 0 }, { kind: 'faults' }, { kind: 'access', question: { caller: 'you', operation: 'ListStreams', streamName: null } }] as const) {
      expect(await page.answer(readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject } })!.body), subject.kind).toMatchObject({ type: 'Inspected' })
    }
  })
})

describe('what such a question must not be', () => {
  it.each<[string, object]>([
    ['a negative price', { kind: 'bill', prices: { ...PRICES, shardHour: -1 }, basis: 'run' }],
    ['a price that is a text', { kind: 'bill', prices: { ...PRICES, shardHour: '1' }, basis: 'run' }],
    ['a price left out', { kind: 'bill', prices: {}, basis: 'run' }],
    ['a price without end', { kind: 'bill', prices: { ...PRICES, shardHour: Infinity }, basis: 'run' }],
    ['a basis that is none', { kind: 'bill', prices: PRICES, basis: 'hour' }],
    ['a caller of no kind', { kind: 'access', question: { caller: 'root', operation: 'PutRecords', streamName: null } }],
    ['an operation that is none', { kind: 'access', question: { caller: 'you', operation: 'constructor', streamName: null } }],
    ['a way that is none', { kind: 'access', question: { caller: 'you', operation: 'PutRecords', streamName: null, identity: { policies: [], path: 'ftp' } } }],
    ['a document that is no text', { kind: 'policy', policy: { kind: 'identity', policyName: 'P' }, document: {} }],
    ['a document without end', { kind: 'policy', policy: { kind: 'identity', policyName: 'P' }, document: ' '.repeat(100_000) }],
    ['a policy of no kind', { kind: 'policy', policy: { kind: 'bucket', policyName: 'P' }, document: '{}' }],
    ['a page before the first', { kind: 'trail', filter: {}, page: -1 }],
  ])('%s', (_what, subject) => {
    expect(readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject } })).toBeNull()
  })
})

it('nothing that is looked for in the trail gets lost on the way', () => {
  const whole: Required<TrailFilter> = { text: 'orders', operation: 'PutRecords', caller: 'you', errorsOnly: true, changesOnly: true, category: 'Data', deliveredOnly: true }
  const filters: TrailFilter[] = [whole, ...Object.values(OTHER_OPERATIONS).flat().map((operation) => ({ operation }))]
  for (const filter of filters) expect(readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject: { kind: 'trail', filter, page: 0 } } })?.body).toMatchObject({ subject: { filter } })
  expect(readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject: { kind: 'trail', filter: { operation: 'CreateRole' }, page: 0 } } })).toBeNull()
})

it('no subject of the page’s questions is left unread', () => {
  const subjects: { [Kind in InspectSubject['kind']]: Extract<InspectSubject, { kind: Kind }> } = {
    key: { kind: 'key', partitionKey: 'a' },
    place: { kind: 'place', atMs: 0, hashTop: 0, withinMs: 1, withinHashTop: 1 },
    record: { kind: 'record', sequenceNumber: '1' },
    throttling: { kind: 'throttling', shardId: null },
    producer: { kind: 'producer', producerIndex: 0 },
    application: { kind: 'application', name: 'a' },
    object: { kind: 'object', application: 'a', key: 'k' },
    why: { kind: 'why', application: 'a', shardId: null },
    capacity: { kind: 'capacity' },
    bill: { kind: 'bill', prices: PRICES, basis: 'run' },
    metrics: { kind: 'metrics', question: { series: [], lens: null } },
    guards: { kind: 'guards' },
    access: { kind: 'access', question: { caller: 'you', operation: 'PutRecords', streamName: null } },
    policy: { kind: 'policy', policy: { kind: 'key', policyName: 'k' }, document: '{}' },
    trail: { kind: 'trail', filter: {}, page: 0 },
    faults: { kind: 'faults' },
    journey: { kind: 'journey', recordId: 'producer-1/1' },
  }
  for (const subject of Object.values(subjects)) expect(readEnvelope({ requestNumber: 1, body: { type: 'Inspect', subject } }), subject.kind).not.toBeNull()
})
