import { describe, expect, it } from 'vitest'
import type { SettingName } from '../../refusalReasons'
import { CONNECTOR_DEFAULTS, DISPATCH_POLL_INTERVAL_MS, FAILOVER_TIME_MS, WORKER_COUNT_MAX, type KclSettings } from './settings'
import { kclRun } from './testing/kclRun'

const BOUNDS = { failoverTimeMs: FAILOVER_TIME_MS, dispatchPollIntervalMs: DISPATCH_POLL_INTERVAL_MS, workerCount: { min: 0, max: WORKER_COUNT_MAX } }

describe.each(['failoverTimeMs', 'dispatchPollIntervalMs', 'workerCount'] as const)('%s of an application on the KCL', (name) => {
  const { min, max } = BOUNDS[name]

  it.each([NaN, Infinity, -Infinity, -1, min - 1, max + 1, min + 0.5])('cannot be %f: it says so and stays as it was, of a new one too', (value) => {
    const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
    const before = { ...run.application().settings }
    const reason = { key: 'notWhole', values: { setting: `kcl.${name}`, value, min, max } }
    run.set({ [name]: value }).act({ type: 'AddApplication', settings: { ...before, name: 'other', [name]: value } satisfies KclSettings })
    expect(run.told('CommandRefused').map(({ command, reason: said }) => [command, said])).toEqual([
      ['SetApplicationSettings', reason],
      ['AddApplication', reason],
    ])
    expect(run.application().settings).toEqual(before)
    expect(run.timeline.world.applications).toHaveLength(1)
  })

  it('can be each of its bounds', () => {
    const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
    for (const value of [min, max]) expect(run.set({ [name]: value }).application().settings[name]).toBe(value)
    expect(run.told('CommandRefused')).toEqual([])
  })
})

const HOUR_MS = 3_600_000
/** How each of the other numbers is set, and its bounds. */
const OTHERS: [SettingName, min: number, max: number, (value: number) => Partial<KclSettings>][] = [
  ['kcl.threadsPerWorker', 1, 1_024, (threadsPerWorker) => ({ threadsPerWorker })],
  ['kcl.parentShardPollIntervalMs', 1, HOUR_MS, (parentShardPollIntervalMs) => ({ parentShardPollIntervalMs })],
  ['kcl.idleTimeBetweenReadsMs', 200, HOUR_MS, (idleTimeBetweenReadsMs) => ({ idleTimeBetweenReadsMs })],
  ['kcl.checkpointIntervalMs', 0, HOUR_MS, (checkpointIntervalMs) => ({ checkpointIntervalMs })],
  ['kcl.maxRecords', 1, 10_000, (maxRecords) => ({ maxRecords })],
  ['kcl.exceptionsPerThousand', 0, 1_000, (exceptionsPerThousand) => ({ faults: { exceptionsPerThousand, forgetsShardEnd: false } })],
  ['kcl.keptPercent', 0, 100, (keptPercent) => ({ connector: { ...CONNECTOR_DEFAULTS, keptPercent } })],
  ['kcl.bufferRecordsMax', 1, 1_000_000, (bufferRecordsMax) => ({ connector: { ...CONNECTOR_DEFAULTS, bufferRecordsMax } })],
  ['kcl.bufferBytesMax', 1, 1_073_741_824, (bufferBytesMax) => ({ connector: { ...CONNECTOR_DEFAULTS, bufferBytesMax } })],
  ['kcl.bufferMsMax', 0, HOUR_MS, (bufferMsMax) => ({ connector: { ...CONNECTOR_DEFAULTS, bufferMsMax } })],
  ['kcl.emitFailsPercent', 0, 100, (emitFailsPercent) => ({ connector: { ...CONNECTOR_DEFAULTS, emitFailsPercent } })],
  ['deduplication.idsMax', 1, 1_000_000, (idsMax) => ({ deduplication: { idsMax, windowMs: 1, workUs: 0 } })],
  ['deduplication.windowMs', 1, 365 * 24 * HOUR_MS, (windowMs) => ({ deduplication: { idsMax: 1, windowMs, workUs: 0 } })],
  ['deduplication.workUs', 0, 60_000_000, (workUs) => ({ deduplication: { idsMax: 1, windowMs: 1, workUs } })],
]

describe.each(OTHERS)('%s', (setting, min, max, settingsWith) => {
  const isClamped = setting.startsWith('deduplication.')

  it('is refused where it is none that can be, and nothing changes', () => {
    const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
    const before = { ...run.application().settings }
    const wrong = isClamped ? [NaN] : [NaN, Infinity, -Infinity, min - 1, max + 1, min + 0.5]
    for (const value of wrong) run.set(settingsWith(value))
    expect(run.told('CommandRefused').map(({ reason }) => reason)).toEqual(wrong.map((value) => ({ key: 'notWhole', values: { setting, value, min, max } })))
    expect(run.application().settings).toEqual(before)
  })

  it('can be each of its bounds', () => {
    const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
    for (const value of [min, max]) expect(run.set(settingsWith(value)).application().settings).toMatchObject(settingsWith(value))
    expect(run.told('CommandRefused')).toEqual([])
  })
})

it('acts that bring a number within its bounds refuse what is none', () => {
  const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
  const before = { ...run.application().settings }
  const { workerId } = run.application().workers[0]!
  run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: NaN })
  run.act({ type: 'PauseWorker', application: 'app', workerId, forMs: NaN })
  run.act({ type: 'SetDeduplication', application: 'app', deduplication: { idsMax: NaN, windowMs: 1, workUs: 0 } })
  expect(run.told('CommandRefused').map(({ command, reason }) => [command, 'setting' in reason.values ? reason.values.setting : null])).toEqual([
    ['SetWorkPerRecord', 'workUs'],
    ['PauseWorker', 'kcl.pauseMs'],
    ['SetDeduplication', 'deduplication.idsMax'],
  ])
  expect(run.application().settings).toEqual(before)
  expect(run.told('WorkerPaused')).toEqual([])
})

it('the worker count alone is brought within its bounds, and NaN is refused', () => {
  const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
  const counts = [-3, 2.9, 1_000].map((workerCount) => run.act({ type: 'SetWorkerCount', application: 'app', workerCount }).application().workers.length)
  expect(counts).toEqual([0, 2, WORKER_COUNT_MAX])
  run.act({ type: 'SetWorkerCount', application: 'app', workerCount: NaN })
  expect(run.told('CommandRefused')).toMatchObject([{ command: 'SetWorkerCount', reason: { key: 'notWhole', values: { setting: 'kcl.workerCount', value: NaN } } }])
  expect(run.application().settings.workerCount).toBe(WORKER_COUNT_MAX)
})
