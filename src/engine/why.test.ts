import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../base/units'
import { formatShardId } from '../kinesis/shardId'
import type { Cause } from './cause'
import type { Command, LoggedCommand } from './commands'
import { KCL_DEFAULTS, type KclSettings } from './consumers/kcl/settings'
import { SDK_READER_DEFAULTS } from './consumers/sdk/settings'
import { SDK_DEFAULTS } from './producers/sdk/settings'
import { silentSink } from './sink'
import { NOWHERE } from './testing/nowhere'
import { quietScenario } from './testing/quietWorld'
import { goTo, openTimeline, recordingOf } from './timeline'
import { whyBehind } from './why'

const at = (second: number, command: Command): LoggedCommand => ({ atUs: second * US_PER_SECOND, command })
const traffic = (ratePerSecond: number) => at(0, { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, trafficPercent: 100, workload: { kind: 'synthetic', ratePerSecond, recordBytes: 200, keys: { kind: 'uniform', keyCount: 500 } } } })
const split = (second: number) => at(second, { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' } })

function run(commands: LoggedCommand[], applications: Partial<KclSettings>[], untilSecond: number) {
  const all = applications.map((settings) => ({ ...KCL_DEFAULTS, name: 'reader', workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON' as const, ...settings }))
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), applications: all, commands }), NOWHERE, silentSink)
  goTo(timeline, untilSecond * US_PER_SECOND, silentSink)
  const { world } = timeline
  return (shardIndex: number | null = null, name = 'reader') => whyBehind(world, NOWHERE, { name, shardIndex })
}

const kinds = (causes: readonly Cause[]) => causes.map(({ kind }) => kind)

describe('why an application is behind', () => {
  it('is a question without an answer where nobody has that name, or nothing is owed', () => {
    const why = run([], [{}], 60)
    expect(why(null, 'nobody')).toEqual([])
    expect(why()).toEqual([{ kind: 'caughtUp' }])
  })

  it('leads from a child over its parent to the work that is too slow', () => {
    const why = run([traffic(400), split(60)], [{ workUs: 4_000, threadsPerWorker: 1 }], 100)
    const causes = why(2)
    expect(kinds(causes).slice(0, 3)).toEqual(['behind', 'parentUnfinished', 'behind'])
    expect(causes[1]).toMatchObject({ shardId: formatShardId(2), parentShardId: formatShardId(0) })
    expect(kinds(why(0))).toEqual(['behind', 'catchingUp'])
  })

  it('names work that can never keep up', () => {
    const why = run([traffic(400)], [{ workUs: 4_000, threadsPerWorker: 4 }], 90)
    expect(why().at(-1)).toMatchObject({ kind: 'tooMuchWork', perSecondMax: 250, workUs: 4_000 })
  })

  it('finds the worker that is gone, until another takes its lease', () => {
    const commands = [traffic(100), at(60, { type: 'CrashWorker', application: 'reader', workerId: 'w-1' }), at(61, { type: 'AddWorker', application: 'reader' })]
    expect(run(commands, [{}], 66)().at(-1)).toEqual({ kind: 'ownerSilent', shardId: formatShardId(0), workerId: 'w-1', failoverMs: 10_000 })
    expect(kinds(run(commands, [{}], 200)())).not.toContain('ownerSilent')
  })

  it('tells refused calls and who shares the limit', () => {
    const readers = Array.from({ length: 6 }, (_, place) => at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: `r-${place}`, pollIntervalMs: 50, workUs: 0 } }))
    const why = run([traffic(100), ...readers], [], 60)
    expect(why(null, 'r-0').at(-1)).toMatchObject({ kind: 'readRefused', readers: 6 })
  })

  it('says that it has crashed', () => {
    const why = run([traffic(100), at(0, { type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'alone' } }), at(30, { type: 'CrashApplication', application: 'alone' })], [], 60)
    expect(kinds(why(null, 'alone'))).toEqual(['behind', 'applicationCrashed'])
  })
})
