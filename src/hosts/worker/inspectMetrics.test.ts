import { expect, it } from 'vitest'
import type { AutoscalingPolicy } from '../../engine/autoscaling/settings'
import type { SimEvent } from '../../engine/events'
import { recordingOf } from '../../engine/timeline'
import { quietScenario } from '../../engine/testing/quietWorld'
import { scenarioSchema } from '../../scenarios/scenarioSchema'
import * as v from 'valibot'
import { createHost } from './host'

const RULE = { threshold: 0.75, periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, cooldownSeconds: 0, steps: null }
const POLICY: AutoscalingPolicy = { kind: 'lambda', minShards: 1, maxShards: 8, scaleOut: RULE, scaleIn: null, iteratorAgeMinutes: null }
const WORKLOAD = { kind: 'synthetic' as const, ratePerSecond: 900, recordBytes: 100, keys: { kind: 'uniform' as const, keyCount: 1_000 } }

/** Nobody calls the API in it: what scales must bring the door. */
it('a story with alarms is checked, run by a host that loads them, and looked into', async () => {
  const { id: _, ...quiet } = quietScenario({ shardCount: 1 })
  const story = { id: 'scaled', ...quiet, untilMs: 300_000, producers: { count: 2, workload: WORKLOAD }, commands: [{ atUs: 0, command: { type: 'SetAutoscaling' as const, streamName: 's', policy: POLICY } }] }
  expect(v.parse(scenarioSchema, story)).toEqual(story)
  const host = createHost(() => Promise.reject(new Error('no files')))
  const events: SimEvent[] = []
  await host({ type: 'Open', recording: recordingOf(story), atUs: 0, snapshot: null })
  for (let isThere = false; !isThere; ) {
    const reply = await host({ type: 'GoTo', atUs: 300e6, summary: false })
    if (reply.type !== 'Report') throw new Error(JSON.stringify(reply))
    events.push(...reply.reported.events)
    isThere = reply.reached
  }
  expect(events.some(({ kind }) => kind === 'ScalingActivity')).toBe(true)
  const source = { MetricStat: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 's' }], Statistic: 'Average' as const } }
  const reply = await host({ type: 'Inspect', subject: { kind: 'metrics', question: { series: [{ source, periodSeconds: 60, fromMs: 60_000 }], lens: { streamName: 's', shardId: null } } } })
  if (reply.type !== 'Inspected' || reply.metrics === null) throw new Error(JSON.stringify(reply))
  const { metrics, series, lens, alarms, autoscaling, seenUntilMs } = reply.metrics
  expect(metrics.length).toBeGreaterThan(10)
  expect(series[0]).toMatchObject({ unit: 'Count', atMs: [60_000, 120_000, 180_000, 240_000] })
  expect(lens?.minutes.map(({ atMs }) => atMs)).toEqual([0, 60_000, 120_000, 180_000, 240_000])
  expect(alarms[0]).toMatchObject({ ofAutoscaling: 's', settings: { AlarmName: 's-scale-up' } })
  expect(autoscaling[0]?.activities.at(-1)).toMatchObject({ from: 1, to: 2, outcome: 'accepted' })
  expect(seenUntilMs).toBe(240_000)
})
