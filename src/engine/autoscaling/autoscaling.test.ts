import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import type { SimEvent } from '../events'
import { checkTiling } from '../invariants'
import { metricsViewOf } from '../cloudWatch/metricsViewOf'
import { get } from '../testing/caller'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import type { AutoscalingPolicy, ScalingRule } from './settings'

const RULE: ScalingRule = { threshold: 0.75, periodSeconds: 60, evaluationPeriods: 2, datapointsToAlarm: 2, cooldownSeconds: 0, steps: null }
const POLICY: AutoscalingPolicy = { kind: 'lambda', minShards: 1, maxShards: 64, scaleOut: RULE, scaleIn: { ...RULE, threshold: 0.25, evaluationPeriods: 5, datapointsToAlarm: 5 }, iteratorAgeMinutes: null }

/** Few large records: what a shard takes is filled quickly. */
function scalingRun(shardCount: number, policy: AutoscalingPolicy | null = POLICY) {
  const events: SimEvent[] = []
  const sink = { event: (event: SimEvent) => void events.push(event) }
  const producers = { count: 4, workload: trafficOf(0) }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), producers, untilMs: 100_000_000 }), NOWHERE, sink)
  const run = {
    timeline,
    events,
    submit(command: Command) {
      submitNow(timeline, command, sink)
      return run
    },
    until(minutes: number) {
      goTo(timeline, Math.round(minutes * 60_000_000), sink)
      return run
    },
    /** MiB a second. */
    traffic: (rate: number) => run.submit({ type: 'SetWorkload', workload: trafficOf(rate) }),
    shards: () => timeline.world.streams[0]!.openShards.length,
    activities: () => events.flatMap((event) => (event.kind === 'ScalingActivity' ? [`${event.at / 60_000} min: ${event.from} -> ${event.to} ${event.exception ?? event.outcome}`] : [])),
    view: () => metricsViewOf(timeline.world, { series: [], lens: null }),
    refused: () => events.flatMap((event) => (event.kind === 'CommandRefused' ? [event.reason] : [])),
  }
  if (policy !== null) run.submit({ type: 'SetAutoscaling', streamName: 's', policy })
  return run
}

function trafficOf(rate: number) {
  return { kind: 'synthetic' as const, ratePerSecond: rate * 16, recordBytes: 65_500, keys: { kind: 'uniform' as const, keyCount: 10_000 } }
}

describe('a stream that a Lambda function scales', () => {
  it('is doubled after the evaluation periods and the delay of CloudWatch, and halved again', () => {
    const run = scalingRun(2).until(1).traffic(1.9).until(12)
    // Minutes 1 and 2 are seen 45 s after the second one; the writes then fill half.
    expect(run.activities()).toEqual(['3.75 min: 2 -> 4 accepted'])
    expect(run.shards()).toBe(4)
    run.traffic(0.3).until(40)
    // The second halving comes at once: the new number of shards makes the same five minutes worth more, and still too little.
    expect(run.activities().slice(1)).toEqual(['17.75 min: 4 -> 2 accepted', '18.75 min: 2 -> 1 accepted'])
    checkTiling(run.timeline.world.streams[0]!)
    const [, scaleIn] = run.view().alarms
    expect(run.shards()).toBe(1)
    // At the fewest shards the alarm's threshold is one that no use falls below.
    expect(scaleIn!.settings.Threshold).toBe(-1)
    expect(scaleIn!.state).toBe('OK')
  })

  it('needs a doubling after the other where traffic is many times what it was', () => {
    const run = scalingRun(1).until(1).traffic(3).until(9)
    expect(run.activities()).toEqual(['3.75 min: 1 -> 2 accepted', '6.75 min: 2 -> 4 accepted'])
    const throttled = run.timeline.world.streams[0]!.shards.reduce((sum, shard) => sum + shard.recordsThrottled, 0)
    expect(throttled).toBeGreaterThan(0)
  })

  it('runs into the ten calls of a day when it swings', () => {
    const run = scalingRun(1, { ...POLICY, scaleOut: { ...RULE, evaluationPeriods: 1, datapointsToAlarm: 1 }, scaleIn: { ...RULE, threshold: 0.3, evaluationPeriods: 1, datapointsToAlarm: 1 } })
    for (let swing = 0; swing < 12; swing++) run.until(1 + 10 * swing).traffic(0.95).until(6 + 10 * swing).traffic(0.1)
    const accepted = run.activities().filter((line) => line.endsWith('accepted'))
    expect(accepted).toHaveLength(10)
    expect(run.activities().some((line) => line.endsWith('LimitExceededException'))).toBe(true)
    const { callsLeft, activities } = run.view().autoscaling[0]!
    expect(callsLeft).toEqual({ left: 0, max: 10 })
    expect(activities[0]).toMatchObject({ outcome: 'refused', exception: 'LimitExceededException' })
    expect(activities.some(({ times }) => times > 1)).toBe(true)
  })

  it('is refused while a person reshards, and tried again a minute later', () => {
    const run = scalingRun(2).until(1).traffic(1.9).until(3.74)
    run.submit({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '1000' } }).until(6)
    expect(run.activities()).toEqual(['3.75 min: 2 -> 4 ResourceInUseException', '4.75 min: 3 -> 6 accepted'])
    const history = run.view().alarms[0]!.history.map(({ from, to }) => `${from} -> ${to}`)
    expect(history.slice(1, 5)).toEqual(['OK -> ALARM', 'ALARM -> OK', 'OK -> ALARM', 'ALARM -> INSUFFICIENT_DATA'])
  })

  it('waits out its cooldown', () => {
    const run = scalingRun(1, { ...POLICY, scaleOut: { ...RULE, cooldownSeconds: 300 } }).until(1).traffic(3).until(14)
    const accepted = run.activities().filter((line) => line.endsWith('accepted')).map((line) => Number.parseFloat(line))
    for (let at = 1; at < accepted.length; at++) expect(accepted[at]! - accepted[at - 1]!).toBeGreaterThanOrEqual(5)
    expect(run.activities().some((line) => line.endsWith('cooldown'))).toBe(true)
    expect(accepted.length).toBeGreaterThan(1)
  })

  it('goes no farther than the policy lets it', () => {
    const run = scalingRun(2, { ...POLICY, maxShards: 3 }).until(1).traffic(3.5).until(9)
    expect(run.shards()).toBe(3)
    expect(run.activities().at(-1)).toMatch(/3 -> 3 bounds$/)
  })

  it('is let alone when its alarms are deleted, or it is switched off', () => {
    const deleted = scalingRun(2).submit({ type: 'DeleteAlarms', alarmNames: ['s-scale-up'] }).until(1).traffic(1.9).until(12)
    expect(deleted.activities()).toEqual([])
    const off = scalingRun(2).submit({ type: 'SetAutoscaling', streamName: 's', policy: null }).until(1).traffic(1.9).until(12)
    expect(off.activities()).toEqual([])
    expect(off.view()).toMatchObject({ alarms: [], autoscaling: [] })
    expect(off.submit({ type: 'SetAutoscaling', streamName: 's', policy: null }).refused()).toEqual([{ key: 'noAutoscaling', values: { stream: 's' } }])
  })

  it('asks in its own name, and a policy can forbid it', () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kinesis:DescribeStreamSummary', Resource: '*' }] })
    const run = scalingRun(2)
    run.submit({ type: 'SetIdentity', caller: 'application/autoscaler-s', identity: { policies: [{ policyName: 'watch-only', document }], path: 'public' } })
    run.until(1).traffic(1.9).until(6)
    expect(run.activities()).toEqual(['3.75 min: 2 -> 4 AccessDeniedException'])
    expect(run.refused()).toEqual([])
  })

  it('stays as it is while somebody is behind, where the policy says so', () => {
    const policy: AutoscalingPolicy = { ...POLICY, iteratorAgeMinutes: 1 }
    const run = scalingRun(4, policy).until(1).traffic(0.3)
    // A reader that takes one old record a minute.
    for (let minute = 2; minute < 20; minute++) {
      run.until(minute)
      const { world } = run.timeline
      const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
      get(world, 'GetRecords', { ShardIterator, Limit: 1 })
    }
    expect(run.activities()).toEqual([])
    expect(scalingRun(4).until(1).traffic(0.3).until(20).activities()).not.toEqual([])
  })
})

describe('a stream that is scaled by steps', () => {
  const steps = (out: [number, number | null, number][], into: [number | null, number | null, number][], type: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity' = 'ChangeInCapacity'): AutoscalingPolicy => ({
    ...POLICY,
    kind: 'stepScaling',
    scaleOut: { ...RULE, cooldownSeconds: 120, steps: { AdjustmentType: type, StepAdjustments: out.map(([from, to, change]) => ({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to, ScalingAdjustment: change })) } },
    scaleIn: { ...POLICY.scaleIn!, steps: { AdjustmentType: type, StepAdjustments: into.map(([from, to, change]) => ({ MetricIntervalLowerBound: from, MetricIntervalUpperBound: to, ScalingAdjustment: change })) } },
  })

  it('takes the step that fits, every minute after its cooldown', () => {
    const run = scalingRun(4, steps([[0, 0.15, 1], [0.15, null, 3]], [[null, 0, -1]])).until(1).traffic(3.2).until(5)
    expect(run.activities().slice(0, 1)).toEqual(['3.75 min: 4 -> 5 accepted'])
    run.until(5).traffic(4.9).until(14)
    expect(run.activities().some((line) => line.includes('5 -> 8 accepted'))).toBe(true)
  })

  it('leaves out what is near to the threshold, where its steps do', () => {
    const run = scalingRun(4, steps([[0.15, null, 3]], [[null, 0, -1]])).until(1).traffic(3.2).until(6)
    expect(run.activities()).toEqual(['3.75 min: 4 -> 4 noStep'])
    run.traffic(3.9).until(10)
    expect(run.activities().slice(1)).toEqual([expect.stringMatching(/: 4 -> 7 accepted$/)])
  })

  it('in steps of several sizes goes in, too', () => {
    const run = scalingRun(8, steps([[0, null, 1]], [[-0.1, 0, -1], [null, -0.1, -3]])).until(1).traffic(0.5).until(12)
    expect(run.activities()[0]).toMatch(/: 8 -> 5 accepted$/)
  })

  it('asks for more than double, and is refused', () => {
    const run = scalingRun(2, steps([[0, null, 300]], [[null, 0, -50]], 'PercentChangeInCapacity')).until(1).traffic(1.9).until(8)
    expect(run.activities()[0]).toBe('3.75 min: 2 -> 8 LimitExceededException')
    expect(run.view().autoscaling[0]!.activities[0]!.times).toBeGreaterThan(1)
    expect(run.shards()).toBe(2)
  })
})

describe('a policy', () => {
  it.each<[string, AutoscalingPolicy, string, string]>([
    ['no shard', { ...POLICY, minShards: 0 }, 'scalingBounds', 'minShards'],
    ['fewer at most than at least', { ...POLICY, minShards: 4, maxShards: 3 }, 'scalingBounds', 'maxShards'],
    ['more shards than a stream can have', { ...POLICY, maxShards: 10_001 }, 'scalingBounds', 'maxShards'],
    ['a threshold of 0', { ...POLICY, scaleOut: { ...RULE, threshold: 0 } }, 'scalingThreshold', 'scaleOut.threshold'],
    ['thresholds that cross', { ...POLICY, scaleIn: { ...RULE, threshold: 0.75 } }, 'scalingThresholds', 'scaleIn.threshold'],
    ['a negative cooldown', { ...POLICY, scaleOut: { ...RULE, cooldownSeconds: -1 } }, 'scalingBounds', 'scaleOut.cooldownSeconds'],
    ['steps for a function', { ...POLICY, scaleOut: { ...RULE, steps: { AdjustmentType: 'ExactCapacity', StepAdjustments: [] } } }, 'scalingSteps', 'scaleOut.steps'],
    ['no steps', { ...POLICY, kind: 'stepScaling' }, 'scalingSteps', 'scaleOut.steps'],
    ['half a minute', { ...POLICY, scaleOut: { ...RULE, periodSeconds: 30 } }, 'alarmPeriod', 'Period'],
    ['an age of 0 minutes', { ...POLICY, iteratorAgeMinutes: 0 }, 'scalingBounds', 'iteratorAgeMinutes'],
  ])('with %s is refused at its field, and nothing is changed', (_, policy, key, field) => {
    const run = scalingRun(1, policy)
    expect(run.refused()).toMatchObject([{ key, values: { field } }])
    expect(run.view()).toMatchObject({ alarms: [], autoscaling: [] })
  })

  it('needs its stream', () => {
    expect(scalingRun(1, null).submit({ type: 'SetAutoscaling', streamName: 'other', policy: POLICY }).refused()).toEqual([{ key: 'noStreamNamed', values: { stream: 'other' } }])
  })
})
