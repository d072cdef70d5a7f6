import { describe, expect, it } from 'vitest'
import { DISPATCH_POLL_INTERVAL_MS, FAILOVER_TIME_MS, WORKER_COUNT_MAX, type KclSettings } from './settings'
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

it('the worker count alone is brought within its bounds, and NaN is refused', () => {
  const run = kclRun({ seed: 1, shardCount: 1, ratePerSecond: 10 }).until(30)
  const counts = [-3, 2.9, 1_000].map((workerCount) => run.act({ type: 'SetWorkerCount', application: 'app', workerCount }).application().workers.length)
  expect(counts).toEqual([0, 2, WORKER_COUNT_MAX])
  run.act({ type: 'SetWorkerCount', application: 'app', workerCount: NaN })
  expect(run.told('CommandRefused')).toMatchObject([{ command: 'SetWorkerCount', reason: { key: 'notWhole', values: { setting: 'kcl.workerCount', value: NaN } } }])
  expect(run.application().settings.workerCount).toBe(WORKER_COUNT_MAX)
})
