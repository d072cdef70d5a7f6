import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { actSchema } from './scenarioSchema'

const start = { type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT5M', percentage: '50' }, target: { streamName: 's', shardIds: null } }

describe('acts on the trail and experiments, in a scenario file', () => {
  it.each([
    { type: 'SetTrail', dataEvents: true },
    { type: 'SetTrail', dataEvents: false, streamName: 's' },
    start,
    { ...start, action: 'aws:fis:inject-api-internal-error', parameters: { duration: 'PT5M', service: 'kinesis', percentage: '50', operations: 'GetRecords' }, target: { streamName: null, shardIds: null, callers: ['you', 'producer/producer-1'] } },
    { ...start, action: 'aws:network:disrupt-connectivity', parameters: { duration: 'PT5M', scope: 'all' }, target: { streamName: null, shardIds: null, callers: null } },
    { ...start, target: { streamName: 's', shardIds: ['shardId-000000000001'] } },
    { type: 'StopExperiment', experimentId: 'EXP000000000000001' },
  ])('are taken: %o', (act) => {
    expect(v.parse(actSchema, act)).toEqual(act)
  })

  it.each([
    { type: 'SetTrail' },
    { type: 'SetTrail', dataEvents: 'yes' },
    { ...start, action: 'aws:ec2:stop-instances' },
    { ...start, parameters: { duration: 'PT5M', percentage: 50 } },
    { ...start, parameters: { percentage: '50' } },
    { ...start, parameters: { duration: 'PT5M', more: 'x' } },
    { ...start, target: { streamName: 's' } },
    { ...start, target: { streamName: 's', shardIds: null, callers: ['somebody'] } },
    { type: 'StopExperiment' },
  ])('are refused: %o', (act) => {
    expect(v.is(actSchema, act)).toBe(false)
  })
})
