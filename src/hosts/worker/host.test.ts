import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { Reply, Request } from '../../bridge/protocol'
import type { SimEvent } from '../../engine/events'
import type { Frame } from '../../engine/frame'
import type { Summary } from '../../engine/summary'
import type { Recording, Scenario } from '../../engine/scenario'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { randomScenario } from '../../engine/testing/randomRuns'
import { recordingOf } from '../../engine/timeline'
import { morningRush } from '../../scenarios/morningRush'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { buffersOf } from './buffersOf'
import { createHost, type Answer } from './host'

const SEEDS = [1, 2, 3, Math.floor(Math.random() * 2 ** 31)]
const lag = recordingOf(reshardUnderLag)

async function readBytes(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(`public/data/${path}`)).buffer
}

type ReplyOf<Type extends Reply['type']> = Extract<Reply, { type: Type }>

async function ask<Type extends Reply['type']>(host: Answer, request: Request, type: Type): Promise<ReplyOf<Type>> {
  const reply = await host(request)
  if (reply.type !== type) throw new Error(`${request.type}: ${reply.type}, ${'message' in reply ? JSON.stringify(reply.message) : ''}`)
  return reply as ReplyOf<Type>
}

/** Goes on until it is there, as the page does; gives the last report and all events. */
async function arrive(host: Answer, request: Request): Promise<{ report: ReplyOf<'Report'>; events: SimEvent[] }> {
  let report = await ask(host, request, 'Report')
  const events = [...report.reported.events]
  const atUs = 'atUs' in request ? request.atUs : 0
  while (!report.reached) {
    report = await ask(host, { type: 'GoTo', atUs, summary: true }, 'Report')
    events.push(...report.reported.events)
  }
  return { report, events }
}

async function openHost(recording: Recording, atUs: number) {
  const host = createHost(readBytes)
  return { host, ...(await arrive(host, { type: 'Open', recording, atUs, snapshot: null })) }
}

function expectAgreement(frame: Frame, summary: Summary): void {
  const { lanes, waterlines } = frame
  const rows = summary.shards.filter((shard) => shard.state !== 'EXPIRED')
  expect(frame.atMs).toBe(summary.atMs)
  expect(Array.from(lanes.shardIndex)).toEqual(rows.map((row) => row.shardIndex))
  expect(waterlines.applicationCount).toBe(summary.applications.length)
  rows.forEach((row, lane) => {
    expect(lanes.hashTopStart[lane]).toBe(Number(BigInt(row.startingHashKey) >> 96n))
    expect(lanes.hashTopEnd[lane]).toBe(Number(BigInt(row.endingHashKey) >> 96n))
    expect(lanes.openedAtMs[lane]).toBe(row.openedAtMs)
    expect(lanes.closedAtMs[lane]).toBe(row.closedAtMs ?? NaN)
    expect(lanes.throttledPerSecond[lane]).toBe(Math.fround(row.throttledPerSecond))
    expect(lanes.writeRecordsUse[lane]).toBeCloseTo(row.writeRecordsPerSecond / 1_000, 4)
    expect(lanes.writeBytesUse[lane]).toBeCloseTo(row.writeBytesPerSecond / 1_048_576, 4)
    const parentOf = (parentLane: number) => (parentLane < 0 ? null : rows[parentLane]!.shardId)
    expect(parentOf(lanes.parentLane[lane]!)).toBe(row.parentShardId)
    expect(parentOf(lanes.adjacentParentLane[lane]!)).toBe(row.adjacentParentShardId)
    summary.applications.forEach(({ name, applicationIndex }, application) => {
      expect(waterlines.applicationIndex[application]).toBe(applicationIndex)
      const at = application * rows.length + lane
      const lease = summary.leases.find((found) => found.application === name && found.shardId === row.shardId)
      const backlog = waterlines.backlogRecords[at]!
      expect(backlog).toBeLessThanOrEqual(row.recordsStored)
      if (lease !== undefined) expect(backlog).toBe(lease.backlogRecords)
      if (backlog === 0) expect(waterlines.processedToMs[at]).toBe(row.closedAtMs ?? summary.atMs)
      else expect(waterlines.processedToMs[at]).toBeLessThanOrEqual(row.closedAtMs ?? summary.atMs)
      const { shards } = summary.applications[application]!
      const place = summary.shards.indexOf(row)
      expect([shards.state[place], shards.isBlocked[place], shards.backlogRecords[place]]).toEqual([waterlines.state[at], waterlines.isBlocked[at], backlog])
      // WATERLINE_ENDED
      expect(waterlines.state[at] === 3).toBe(lease === undefined ? row.state === 'CLOSED' && backlog === 0 && waterlines.state[at] === 3 : lease.checkpoint === 'SHARD_END')
      // WATERLINE_WAITING
      if (lease !== undefined && lease.waitsForShardIds.length > 0) expect(waterlines.state[at]).toBe(1)
    })
  })
  expect(summary.totals.recordsStored).toBe(summary.shards.reduce((sum, row) => sum + row.recordsStored, 0))
  expect(summary.stream.openShardCount).toBe(rows.filter((row) => row.state === 'OPEN').length)
}

describe('the host', () => {
  it('opens where it is asked to, in bounded bursts', async () => {
    const { report, events } = await openHost(lag, 65_000_000)
    expect(report).toMatchObject({ reached: true, frame: { atMs: 65_000 }, summary: { atMs: 65_000 } })
    expect(events.filter((event) => event.kind === 'ShardOpened')).toHaveLength(6)
    expectAgreement(report.frame, report.summary!)
  })

  it.each(SEEDS)('draws what it tells, seed %i', async (seed) => {
    const { host, report } = await openHost(recordingOf(randomScenario(seed, { actSeconds: 90 })), 0)
    expectAgreement(report.frame, report.summary!)
    let { generation, arrivals } = report.frame
    let storedBefore = report.summary!.totals.recordsStored
    for (let atUs = 7_000_000; atUs <= 91_000_000; atUs += 7_000_000) {
      const { report: next } = await arrive(host, { type: 'GoTo', atUs, summary: true })
      expectAgreement(next.frame, next.summary!)
      expect(next.frame.generation).toBe(generation)
      expect(next.frame.atMs).toBe(atUs / 1_000)
      if (arrivals.toMs === next.frame.arrivals.fromMs && next.frame.arrivals.weight === 1) {
        const stored = Array.from(next.frame.arrivals.outcome).filter((outcome) => outcome === 0).length
        expect(stored).toBe(next.summary!.totals.recordsStored - storedBefore)
      }
      ;({ generation, arrivals } = next.frame)
      storedBefore = next.summary!.totals.recordsStored
    }
  })

  it('steps to the next thing that is to be seen', async () => {
    const { host, report } = await openHost(lag, 30_000_000)
    let atMs = report.frame.atMs
    for (let step = 0; step < 20; step++) {
      const next = await ask(host, { type: 'Step' }, 'Report')
      expect(next.frame.atMs).toBeGreaterThanOrEqual(atMs)
      expect(next.reported.events.length + next.frame.arrivals.count).toBeGreaterThan(0)
      atMs = next.frame.atMs
    }
  })

  it('forks the past at an act, and says from where', async () => {
    const { host } = await openHost(lag, 50_000_000)
    const back = await arrive(host, { type: 'GoTo', atUs: 20_000_000, summary: false })
    expect(back.events).toEqual([])
    const forked = await ask(host, { type: 'Submit', command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'orders', TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' } } }, 'Report')
    expect(forked.reported.forkedAtMs).toBe(20_000)
    expect(forked.reported.events.map((event) => event.kind)).toContain('CallAccepted')
    expect(forked.frame.generation).toBeGreaterThan(back.report.frame.generation)
    expect(forked.recording!.commands.map(({ atUs }) => atUs)).toEqual([20_000_000, 60_000_000, 120_000_000, 180_000_000])
    const refused = await ask(host, { type: 'Submit', command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 'orders', TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' } } }, 'Report')
    expect(refused.reported).toMatchObject({ forkedAtMs: null, events: [{ kind: 'CallRefused', exception: 'ResourceInUseException' }] })
  })

  it('gives the records of a stretch of time, sampled when they are many', async () => {
    const { host, report } = await openHost(lag, 40_000_000)
    const { arrivals } = await ask(host, { type: 'Window', fromMs: 0, toMs: 40_000, recordsMax: 1_000_000 }, 'Window')
    expect(arrivals).toMatchObject({ weight: 1, count: report.summary!.totals.recordsStored })
    for (const recordsMax of [1_000, 1, 0]) {
      const { arrivals: few } = await ask(host, { type: 'Window', fromMs: 0, toMs: 40_000, recordsMax }, 'Window')
      expect(few.count).toBeLessThanOrEqual(Math.max(1, recordsMax))
      expect([few.atMs.length, few.bytes.length]).toEqual([few.count, few.count])
      expect(Math.abs(few.count * few.weight - arrivals.count)).toBeLessThanOrEqual(few.weight)
    }
    const { arrivals: none } = await ask(host, { type: 'Window', fromMs: 50_000, toMs: 60_000, recordsMax: 100 }, 'Window')
    expect(none.count).toBe(0)
  })

  it('answers questions about a key and a place', async () => {
    const { host } = await openHost(lag, 40_000_000)
    const { key } = await ask(host, { type: 'Inspect', subject: { kind: 'key', partitionKey: 'user-1' } }, 'Inspected')
    expect(key).toMatchObject({ hashKey: '285573413173782752570879317399258818820', shardId: 'shardId-000000000001' })
    const [record] = key!.records
    expect(record).toMatchObject({ partitionKey: 'user-1', shardId: 'shardId-000000000001' })
    const place = { kind: 'place', atMs: record!.arrivedAtMs, hashTop: key!.hashTop, withinMs: 1, withinHashTop: 10 } as const
    const { record: found } = await ask(host, { type: 'Inspect', subject: place }, 'Inspected')
    expect(found).toMatchObject({ partitionKey: 'user-1', arrivedAtMs: record!.arrivedAtMs })
    const nowhere = await ask(host, { type: 'Inspect', subject: { ...place, atMs: 1e9 } }, 'Inspected')
    expect(nowhere.record).toBeNull()
  })

  it('explains why a shard refuses, or the one that refuses most', async () => {
    const { host } = await openHost(lag, 40_000_000)
    const keys = { kind: 'hot', keyCount: 100, hotPercent: 90 } as const
    await ask(host, { type: 'Submit', command: { type: 'SetWorkload', workload: { kind: 'synthetic', ratePerSecond: 3_000, recordBytes: 100, keys } } }, 'Report')
    while (!(await ask(host, { type: 'GoTo', atUs: 55_000_000, summary: false }, 'Report')).reached);
    const { diagnosis, key, record } = await ask(host, { type: 'Inspect', subject: { kind: 'throttling', shardId: null } }, 'Inspected')
    expect([key, record]).toEqual([null, null])
    expect(diagnosis).toMatchObject({ verdict: 'hotKey', keys: [{ partitionKey: 'user-0' }, {}, {}, {}, {}, {}, {}, {}, {}, {}] })
    const other = diagnosis!.shardId === 'shardId-000000000000' ? 'shardId-000000000001' : 'shardId-000000000000'
    expect((await ask(host, { type: 'Inspect', subject: { kind: 'throttling', shardId: other } }, 'Inspected')).diagnosis).toMatchObject({ verdict: 'none', shardId: other })
  })

  it('tells what one producer has in its hands, of a kind that was loaded for it too', async () => {
    const { host } = await openHost(lag, 5_000_000)
    const { producer, record } = await ask(host, { type: 'Inspect', subject: { kind: 'producer', producerIndex: 0 } }, 'Inspected')
    expect(record).toBeNull()
    expect(producer).toMatchObject({ kind: 'sdk', connections: { max: 50 }, retryTokens: { left: 500 }, packing: null })
    expect(producer?.kind === 'sdk' && producer.answers.length).toBe(20)
    expect((await ask(host, { type: 'Inspect', subject: { kind: 'producer', producerIndex: 900 } }, 'Inspected')).producer).toBeNull()
    const producerIndex = lag.scenario.producers.count
    await ask(host, { type: 'Submit', command: { type: 'AddProducer', producer: { settings: KPL_DEFAULTS, workload: null, trafficPercent: 100 } } }, 'Report')
    expect((await ask(host, { type: 'Inspect', subject: { kind: 'producer', producerIndex } }, 'Inspected')).producer).toMatchObject({ kind: 'kpl' })
  })

  it('goes on from what it saved as if nothing had happened', async () => {
    const { host } = await openHost(lag, 70_000_000)
    const saved = await ask(host, { type: 'Save' }, 'Saved')
    expect(saved.atUs).toBe(70_000_000)
    const straight = await arrive(host, { type: 'GoTo', atUs: 90_000_000, summary: true })
    const other = createHost(readBytes)
    const restored = await arrive(other, { type: 'Open', recording: saved.recording, atUs: 90_000_000, snapshot: saved.snapshot })
    expect(restored.report.summary).toEqual(straight.report.summary)
    expect(restored.events).toEqual(straight.events)
    const back = await arrive(other, { type: 'GoTo', atUs: 10_000_000, summary: true })
    expect(back.report.frame.atMs).toBe(10_000)
  })

  it('reads a dropped file, and names the line of a bad one; nothing running stops', async () => {
    const { host, report } = await openHost(lag, 30_000_000)
    const file = new Blob(['time,user\n2026-01-05T09:00:00Z,kim\n2026-01-05T09:00:01Z,lee\n'])
    const loaded = await ask(host, { type: 'LoadSource', sourceId: 'file:x', file, fileName: 'x.csv' }, 'SourceLoaded')
    expect(loaded.facts).toMatchObject({ sourceId: 'file:x', records: 2 })
    const workload = { kind: 'replay', sourceId: 'file:x', keyColumn: 'user', speed: 1, startAtMs: 0, loop: true } as const
    const submitted = await ask(host, { type: 'Submit', command: { type: 'SetWorkload', workload } }, 'Report')
    expect(submitted.summary!.workload).toEqual(workload)
    const bad = await ask(host, { type: 'LoadSource', sourceId: 'file:y', file: new Blob(['']), fileName: 'y.csv' }, 'SourceRefused')
    expect(bad.fileName).toBe('y.csv')
    const { report: on } = await arrive(host, { type: 'GoTo', atUs: 45_000_000, summary: true })
    expect(on.summary!.totals.recordsStored).toBeGreaterThan(report.summary!.totals.recordsStored)
    const { key } = await ask(host, { type: 'Inspect', subject: { kind: 'key', partitionKey: 'kim' } }, 'Inspected')
    expect(key!.records.length).toBeGreaterThan(0)
  })

  it('tells how far a large file is read, and stops when asked', async () => {
    const host = createHost(readBytes)
    const file = new Blob(['time,user\n', '2026-01-05T09:00:00Z,kim\n'.repeat(200_000)])
    const heard: number[] = []
    const reply = await host({ type: 'LoadSource', sourceId: 'file:x', file, fileName: 'x.csv' }, (early) => {
      if (early.type === 'SourceProgress') heard.push(early.doneBytes)
      void host({ type: 'CancelSource', sourceId: 'file:x' })
    })
    expect(reply).toEqual({ type: 'SourceCancelled' })
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.every((doneBytes) => doneBytes < file.size)).toBe(true)
  })

  it('plays a shipped data set', async () => {
    const { report } = await openHost(recordingOf(morningRush), 10_000_000)
    expect(report.summary!.totals.recordsStored).toBeGreaterThan(1_000)
  })

  it('hands over every buffer of a reply once', async () => {
    const { host, report } = await openHost(lag, 30_000_000)
    const replies = [report, await host({ type: 'Window', fromMs: 0, toMs: 9_000, recordsMax: 10 }), await host({ type: 'Save' })]
    for (const reply of replies) {
      const buffers = buffersOf(reply)
      expect(new Set(buffers).size).toBe(buffers.length)
      expect(structuredClone(reply, { transfer: buffers })).toHaveProperty('type', reply.type)
    }
    const { report: next } = await arrive(host, { type: 'GoTo', atUs: 31_000_000, summary: true })
    expectAgreement(next.frame, next.summary!)
  })
})

describe('a hostile recording', () => {
  const { scenario } = lag
  const missing: Scenario['producers'] = { count: 1, workload: { kind: 'replay', sourceId: 'no-such-set', keyColumn: 'x', speed: 1, startAtMs: 0, loop: false } }
  const hostile: [string, unknown][] = [
    ['nothing', {}],
    ['no scenario', { version: 1, scenario: null, commands: [] }],
    ['endless shards', { ...lag, scenario: { ...scenario, stream: { ...scenario.stream, shardCount: Infinity } } }],
    ['no shards', { ...lag, scenario: { ...scenario, stream: { ...scenario.stream, shardCount: 0 } } }],
    ['an unknown data set', { ...lag, scenario: { ...scenario, producers: missing } }],
    ['an unknown command', { ...lag, commands: [{ atUs: 0, command: { type: 'Explode' } }] }],
  ]

  it.each(hostile)('of %s crashes alone', async (_name, recording) => {
    const { host, report } = await openHost(lag, 30_000_000)
    const crashed = await ask(host, { type: 'Open', recording: recording as Recording, atUs: 40_000_000, snapshot: null }, 'Crashed')
    expect(crashed.message).not.toBe('')
    const again = await arrive(host, { type: 'Open', recording: lag, atUs: 30_000_000, snapshot: null })
    expect(again.report.summary).toEqual(report.summary)
  })

  it.each([
    ['an instant that is none', { type: 'GoTo', atUs: NaN, summary: true }],
    ['an instant without end', { type: 'GoTo', atUs: Infinity, summary: true }],
    ['a snapshot that is none', { type: 'Open', recording: lag, atUs: 1, snapshot: new ArrayBuffer(99) }],
  ] satisfies [string, Request][])('%s becomes Crashed with the recording', async (_name, request) => {
    const { host } = await openHost(lag, 1_000_000)
    expect((await ask(host, request, 'Crashed')).recording).toEqual(lag)
    await ask(host, { type: 'Save' }, 'Saved')
  })

  it('a request before any run becomes Crashed, without a recording', async () => {
    const crashed = await ask(createHost(readBytes), { type: 'Step' }, 'Crashed')
    expect(crashed).toMatchObject({ message: expect.stringContaining('no run is open') as string, recording: null })
  })
})

describe('an account of several streams', () => {
  const submit = (host: Answer, operation: 'CreateStream' | 'DeleteStream' | 'PutRecord', input: object) =>
    ask(host, { type: 'Submit', command: { type: 'Call', operation, input } as never }, 'Report')
  const create = (host: Answer) => submit(host, 'CreateStream', { StreamName: 'second', ShardCount: 3 })

  it('is looked at one stream at a time: the producers’ own until another is asked for', async () => {
    const { host } = await openHost(lag, 30_000_000)
    await create(host)
    const { report, events } = await arrive(host, { type: 'GoTo', atUs: 40_000_000, summary: true })
    expect(report.summary!.streams).toMatchObject([{ streamName: 'orders' }, { streamName: 'second', streamStatus: 'ACTIVE', openShardCount: 3 }])
    expect(report.summary!.stream.streamName).toBe('orders')
    expectAgreement(report.frame, report.summary!)
    expect(events.filter((event) => event.kind === 'ShardOpened').map(({ streamName }) => streamName)).toEqual(['second', 'second', 'second'])

    const watched = await ask(host, { type: 'Watch', streamName: 'second' }, 'Report')
    expect(watched.summary).toMatchObject({ stream: { streamName: 'second', openShardCount: 3 }, applications: [], leases: [], totals: { recordsStored: 0 } })
    expect(watched.frame.generation).toBeGreaterThan(report.frame.generation)
    expect(watched.frame.producers.producerIndex).toHaveLength(0)
    expectAgreement(watched.frame, watched.summary!)
    const { frame, summary } = await submit(host, 'PutRecord', { StreamName: 'second', PartitionKey: 'user-1', Data: new Uint8Array(5) })
    expect([frame.arrivals.count, summary!.totals.recordsStored]).toEqual([1, 1])
    const { key } = await ask(host, { type: 'Inspect', subject: { kind: 'key', partitionKey: 'user-1' } }, 'Inspected')
    expect(key!.records).toHaveLength(1)
    expect((await ask(host, { type: 'Window', fromMs: 0, toMs: 1e6, recordsMax: 1e6 }, 'Window')).arrivals.count).toBe(1)

    const back = await ask(host, { type: 'Watch', streamName: null }, 'Report')
    expect(back.summary!.stream.streamName).toBe('orders')
  })

  it('falls back when the stream that is watched goes, and in the past before it was made', async () => {
    const { host } = await openHost(lag, 30_000_000)
    await create(host)
    await arrive(host, { type: 'GoTo', atUs: 40_000_000, summary: true })
    const watched = await ask(host, { type: 'Watch', streamName: 'second' }, 'Report')
    const before = await arrive(host, { type: 'GoTo', atUs: 20_000_000, summary: true })
    expect(before.report.summary!.stream.streamName).toBe('orders')
    const again = await arrive(host, { type: 'GoTo', atUs: 41_000_000, summary: true })
    expect(again.report.summary!.stream.streamName).toBe('second')
    await submit(host, 'DeleteStream', { StreamName: 'second' })
    const gone = await arrive(host, { type: 'GoTo', atUs: 50_000_000, summary: true })
    expect(gone.report.summary!.stream.streamName).toBe('orders')
    expect(gone.report.summary!.streams).toHaveLength(1)
    expect(gone.report.frame.generation).toBeGreaterThan(watched.frame.generation)
    expectAgreement(gone.report.frame, gone.report.summary!)
  })

  it('keeps the meters of each stream apart', async () => {
    const { host } = await openHost(lag, 30_000_000)
    await create(host)
    await arrive(host, { type: 'GoTo', atUs: 40_500_000, summary: true })
    for (const PartitionKey of ['a', 'b']) await submit(host, 'PutRecord', { StreamName: 'second', PartitionKey, Data: new Uint8Array(5) })
    await arrive(host, { type: 'GoTo', atUs: 42_000_000, summary: true })
    const { summary } = await ask(host, { type: 'Watch', streamName: 'second' }, 'Report')
    expect(summary!.series.incomingRecords.reduce((sum, records) => sum + records, 0)).toBe(2)
    const { summary: busy } = await ask(host, { type: 'Watch', streamName: 'orders' }, 'Report')
    expect(busy!.series.incomingRecords.reduce((sum, records) => sum + records, 0)).toBeGreaterThan(1_000)
  })

  it('may hold none', async () => {
    const scenario: Scenario = { ...lag.scenario, stream: null, producers: { ...lag.scenario.producers, count: 0 }, applications: [], commands: [] }
    const { host, report } = await openHost(recordingOf(scenario), 5_000_000)
    expect(report.summary).toMatchObject({ streams: [], producingStreamName: '', stream: { streamName: '', openShardCount: 0 }, shards: [] })
    expectAgreement(report.frame, report.summary!)
    const { frame } = await ask(host, { type: 'Watch', streamName: 'second' }, 'Report')
    expect(frame.lanes.shardIndex).toHaveLength(0)
    await create(host)
    const made = await arrive(host, { type: 'GoTo', atUs: 20_000_000, summary: true })
    expect(made.report.summary!.stream.streamName).toBe('second')
    expect(made.report.frame.lanes.shardIndex).toHaveLength(3)
  })
})
