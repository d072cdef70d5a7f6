import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../../engine/events'
import type { RefusalReason } from '../../../engine/refusalReasons'
import { fieldOf, lastExperimentRefusal, type ExperimentField } from './fieldOf'

const ACTION = 'aws:kinesis:stream-provisioned-throughput-exception'
const TOO_SHORT: RefusalReason = { key: 'faultDuration', values: { value: 'PT1S', min: 'PT1M', max: 'PT12H' } }
const refused: SimEvent = { at: 1, kind: 'CommandRefused', command: 'StartExperiment', reason: TOO_SHORT }
const other: SimEvent = { at: 2, kind: 'CommandRefused', command: 'StopExperiment', reason: { key: 'noExperiment', values: { experiment: 'EXP1' } } }
const started: SimEvent = { at: 3, kind: 'ExperimentStarted', experimentId: 'EXP1', action: ACTION, shardIds: null, endsMs: 9 }

describe('the field whose fault it is', () => {
  it.each<[RefusalReason, ExperimentField]>([
    [TOO_SHORT, 'duration'],
    [{ key: 'faultParameterMissing', values: { parameter: 'operations', action: ACTION } }, 'operations'],
    [{ key: 'faultOperationNear', values: { value: 'PutRecord5', nearest: 'PutRecords' } }, 'operations'],
    [{ key: 'faultShardsNone', values: {} }, 'shards'],
    [{ key: 'faultCallersNone', values: {} }, 'callers'],
    [{ key: 'faultNoEndpoint', values: {} }, 'action'],
    [{ key: 'experimentsMax', values: { max: 5 } }, 'start'],
  ])('%j', (reason, field) => expect(fieldOf(reason)).toBe(field))

  it('is forgotten once an experiment begins, and by nothing else', () => {
    expect(lastExperimentRefusal([])).toBeNull()
    expect(lastExperimentRefusal([refused, other])).toEqual(TOO_SHORT)
    expect(lastExperimentRefusal([refused, started])).toBeNull()
    expect(lastExperimentRefusal([started, refused])).toEqual(TOO_SHORT)
  })
})
