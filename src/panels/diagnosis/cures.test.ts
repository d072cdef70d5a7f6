import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import type { Command, RateShape, SyntheticWorkload } from '../../engine/commands'
import { diagnosisOf, type Diagnosis } from '../../engine/diagnosis'
import type { Summary } from '../../engine/summary'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { silentSink } from '../../engine/sink'
import { summaryOf } from '../../engine/summaryOf'
import { NOWHERE } from '../../engine/testing/nowhere'
import { quietScenario } from '../../engine/testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../../engine/timeline'
import { cureCommands, curesOf, type CureName } from './cures'

type Keys = SyntheticWorkload['keys']

function open(traffic: { ratePerSecond: number; keys: Keys; shardCount: number; rate?: RateShape }) {
  const { shardCount, ...rest } = traffic
  const workload: SyntheticWorkload = { kind: 'synthetic', recordBytes: 100, ...rest }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), producers: { count: 3, workload } }), NOWHERE, silentSink)
  const stream = () => ensure(timeline.world.streams[0], 'the stream')
  const run = (seconds: number) => goTo(timeline, timeline.world.nowUs + seconds * 1e6, silentSink)
  const look = () => ({ diagnosis: ensure(diagnosisOf(timeline.world, stream(), null), 'a diagnosis'), summary: summaryOf(timeline.world, stream()) })
  return {
    run,
    look,
    submit: (command: Command) => submitNow(timeline, command, silentSink),
    /** @returns refusals a second of the stream before and after. */
    cure(name: CureName) {
      const { diagnosis, summary } = look()
      const commands = ensure(cureCommands(diagnosis, summary, [])[name], name)
      for (const command of commands) submitNow(timeline, command, silentSink)
      run(90)
      return { before: diagnosis.stream.recordsRefused, after: look().diagnosis.stream.recordsRefused, verdict: look().diagnosis.verdict }
    },
    backOff(failedEntries: 'backoff' | 'immediately') {
      for (const { producerIndex, settings } of look().summary.producers) {
        if (settings.kind === 'sdk') submitNow(timeline, { type: 'SetProducerSettings', producerIndex, settings: { ...settings, failedEntries } }, silentSink)
      }
    },
  }
}

const hotKey = { ratePerSecond: 2_400, keys: { kind: 'hot', keyCount: 1_000, hotPercent: 90 }, shardCount: 4 } as const

describe('a hot key of real producers', () => {
  it('is told by what they mean to put, however often they send it again', () => {
    const { run, look } = open(hotKey)
    run(40)
    const { diagnosis } = look()
    expect(diagnosis.verdict).toBe('hotKey')
    expect(diagnosis.keys[0]!.partitionKey).toBe('user-0')
    expect(diagnosis.stream.demand.records).toBeGreaterThan(0.9 * 2_400)
    expect(diagnosis.stream.demand.records).toBeLessThan(1.1 * 2_400)
    expect(diagnosis.keys[0]!.recordsPerSecond).toBeGreaterThan(0.8 * 0.9 * 2_400)
    expect(diagnosis.keys[0]!.recordsPerSecond).toBeLessThan(1.2 * 0.9 * 2_400)
    expect(diagnosis.lately.recordsRetried).toBeGreaterThan(500)
  })

  it('is not cured by a split, nor by another one; a better key ends it', () => {
    const world = open(hotKey)
    world.run(40)
    const first = world.look()
    expect(curesOf(first.diagnosis, first.summary, []).shards).toMatchObject({ outlook: 'doesNotHelp', because: 'oneKey', does: { kind: 'split' } })
    const split = world.cure('shards')
    expect(split.verdict).toBe('hotKey')
    expect(split.after).toBeGreaterThan(0.8 * split.before)
    const again = world.cure('shards')
    expect(again.verdict).toBe('hotKey')
    expect(again.after).toBeGreaterThan(0.8 * split.before)
    const { diagnosis, summary } = world.look()
    expect(curesOf(diagnosis, summary, []).key).toMatchObject({ outlook: 'helps', does: { kind: 'uniform', keyCount: 10_000 } })
    expect(world.cure('key')).toMatchObject({ after: 0, verdict: 'none' })
  })

  it('backs off already, and that does not help', () => {
    const { run, look } = open(hotKey)
    run(20)
    const { diagnosis, summary } = look()
    expect(curesOf(diagnosis, summary, []).backoff).toMatchObject({ commands: null, hindrance: 'alreadyBacksOff', outlook: 'doesNotHelp' })
  })
})

describe('too much traffic', () => {
  it('is cured by more shards alone', () => {
    const world = open({ ratePerSecond: 2_600, keys: { kind: 'uniform', keyCount: 20_000 }, shardCount: 2 })
    world.run(20)
    const { diagnosis, summary } = world.look()
    expect(diagnosis.verdict).toBe('tooMuchTraffic')
    expect(curesOf(diagnosis, summary, [])).toMatchObject({
      backoff: { outlook: 'doesNotHelp' },
      shards: { outlook: 'helps', does: { kind: 'double', from: 2, to: 4 } },
      key: { commands: null, hindrance: 'alreadyEven', outlook: 'doesNotHelp' },
    })
    expect(world.cure('shards')).toMatchObject({ after: 0, verdict: 'none' })
  })
})

describe('short peaks', () => {
  it('are cured by backoff alone where the application sends again at once', () => {
    const world = open({ ratePerSecond: 150, keys: { kind: 'uniform', keyCount: 20_000 }, shardCount: 1, rate: { kind: 'burst', everyMs: 15_000, forMs: 2_000, burstPercent: 1_600 } })
    world.backOff('immediately')
    world.run(64)
    const { diagnosis, summary } = world.look()
    expect(diagnosis.verdict).toBe('burst')
    const { backoff } = curesOf(diagnosis, summary, [])
    expect(backoff).toMatchObject({ outlook: 'helps', because: 'fewerPeaks' })
    expect(backoff.commands).toHaveLength(3)
    const cured = world.cure('backoff')
    expect(cured.verdict).toBe('burst')
    expect(world.look().summary.producers.every(({ settings }) => settings.kind === 'sdk' && settings.failedEntries === 'backoff')).toBe(true)
  })
})

describe('cures that cannot be', () => {
  const { run, look } = open(hotKey)
  run(12)
  const { diagnosis, summary } = look()
  const cases: [string, Partial<Diagnosis>, Partial<Summary>, CureName, object][] = [
    ['somebody else puts', {}, { producers: [] }, 'backoff', { commands: null, hindrance: 'clientsOutside' }],
    ['the producers put into another stream', {}, { producingStreamName: 'other' }, 'key', { commands: null, hindrance: 'clientsOutside' }],
    ['a reshard is under way', {}, { stream: { ...summary.stream, streamStatus: 'UPDATING' } }, 'shards', { commands: null, hindrance: 'resharding' }],
    ['the shard is gone and the stream is full', { shardId: 'shardId-000000000099' }, { stream: { ...summary.stream, targetShardCountMax: summary.stream.openShardCount } }, 'shards', { commands: null, hindrance: 'cannotSplit' }],
    ['no call of UpdateShardCount is left', { verdict: 'tooMuchTraffic' }, { stream: { ...summary.stream, updateShardCountCallsLeft: 0 } }, 'shards', { does: { kind: 'split' }, hindrance: null }],
    ['all shards are full', { stream: { ...diagnosis.stream, demand: { records: 9_000, bytes: 0 } } }, {}, 'key', { outlook: 'partly', because: 'allFull' }],
    ['nothing is refused', { verdict: 'none' }, {}, 'key', { outlook: 'partly', because: 'quiet' }],
  ]
  it.each(cases)('%s', (_name, found, seen, name, expected) => {
    expect(curesOf({ ...diagnosis, ...found }, { ...summary, ...seen }, [])[name]).toMatchObject(expected)
  })

  it('only SDK applications can be told to back off', () => {
    const [first] = summary.producers
    const kpl = { ...first!, settings: { ...SDK_DEFAULTS, kind: 'kpl' } as never }
    expect(curesOf(diagnosis, { ...summary, producers: [kpl] }, []).backoff).toMatchObject({ commands: null, hindrance: 'retriesByItself' })
  })
})
