import * as v from 'valibot'
import { expect, it } from 'vitest'
import { KCL_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { recordingOf } from '../../engine/timeline'
import { quietScenario } from '../../engine/testing/quietWorld'
import { scenarioSchema } from '../../scenarios/scenarioSchema'
import { createHost } from './host'

it('a story with an experiment is checked, run by a host that loads what it needs, and found in the trail', async () => {
  const { id: _, ...quiet } = quietScenario({ shardCount: 1 })
  const story = {
    id: 'struck',
    ...quiet,
    untilMs: 120_000,
    producers: { count: 1, workload: { kind: 'synthetic' as const, ratePerSecond: 10, recordBytes: 10, keys: { kind: 'uniform' as const, keyCount: 5 } } },
    applications: [{ ...KCL_DEFAULTS, name: 'counts', workerCount: 1, workUs: 10 }],
    commands: [
      { atUs: 0, command: { type: 'SetTrail' as const, dataEvents: true } },
      { atUs: 5_000_000, command: { type: 'StartExperiment' as const, action: 'aws:kinesis:stream-provisioned-throughput-exception' as const, parameters: { duration: 'PT1M', percentage: '50' }, target: { streamName: 's', shardIds: null } } },
    ],
  }
  expect(v.parse(scenarioSchema, story)).toEqual(story)
  const host = createHost(() => Promise.reject(new Error('no files')))
  await host({ type: 'Open', recording: recordingOf(story), atUs: 0, snapshot: null })
  for (let isThere = false; !isThere; ) {
    const reply = await host({ type: 'GoTo', atUs: 90e6, summary: false })
    if (reply.type !== 'Report') throw new Error(JSON.stringify(reply))
    isThere = reply.reached
  }
  const asked = await host({ type: 'Inspect', subject: { kind: 'faults' } })
  if (asked.type !== 'Inspected' || asked.faults === null) throw new Error(JSON.stringify(asked))
  const { running, ended, actions } = asked.faults
  expect(running).toEqual([])
  expect(ended).toMatchObject([{ experimentId: 'EXP000000000000001', status: 'completed', startedMs: 5_000, endedMs: 65_000 }])
  expect(actions).toHaveLength(9)
  const found = await host({ type: 'Inspect', subject: { kind: 'trail', filter: { text: 'ProvisionedThroughputExceededException' }, page: 0 } })
  if (found.type !== 'Inspected' || found.trail === null) throw new Error(JSON.stringify(found))
  expect(ended[0]!.callsFaulted).toBeGreaterThan(20)
  expect(found.trail.matching).toBe(ended[0]!.callsFaulted)
  expect(found.trail.callers).toEqual(['application/counts', 'producer/producer-1', 'you'])
})
