import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../engine/events'
import type { ApplicationRow } from '../../engine/summary'
import { leaseRow, shardRow } from '../testing/rows'
import { APPLICATION_WAYS, newApplication, newApplicationAt, startsOf, usualStart } from './newApplication'
import { standingOf } from './standing'

const summary = { atMs: 60_000, leases: [leaseRow(0), leaseRow(1)], shards: [shardRow(0), shardRow(1)] }
const reads = { getRecordsCalls: 3, subscribeCalls: 0 } as ApplicationRow['reads']

function row(change: Partial<ApplicationRow> = {}) {
  const shards = { state: new Uint8Array(2), isBlocked: new Uint8Array(2), backlogRecords: new Float64Array(2) }
  return { name: 'orders', state: 'RUNNING' as const, settings: newApplication('kcl2', 'orders'), shards, reads, recordsProcessed: 0, ...change }
}

const blocked = (at: number, shardId: string, application = 'orders') => ({ kind: 'ShardBlocked', at, application, shardId, sequenceNumber: '1', records: 1, retries: 2, blockedBy: 'function' }) as SimEvent

describe('how an application stands', () => {
  it('is being started until it asks for something', () => {
    expect(standingOf(row({ reads: { ...reads, getRecordsCalls: 0 } }), summary, []).kind).toBe('starting')
    expect(standingOf(row({ reads: { ...reads, getRecordsCalls: 0, subscribeCalls: 1 } }), summary, []).kind).toBe('RUNNING')
    expect(standingOf(row(), summary, []).kind).toBe('RUNNING')
  })

  it('is blocked since the last event of the shards that are blocked now', () => {
    const shards = { state: new Uint8Array(2), isBlocked: Uint8Array.of(0, 1), backlogRecords: new Float64Array(2) }
    const application = row({ settings: newApplication('lambda', 'orders'), shards })
    const [first, second] = summary.shards.map(({ shardId }) => shardId)
    const events = [blocked(1_000, second!), blocked(5_000, first!), blocked(9_000, second!, 'other'), blocked(20_000, second!), blocked(61_000, second!)]
    expect(standingOf(application, summary, events)).toEqual({ kind: 'blocked', shardIds: [second], sinceMs: 20_000, by: 'function' })
    expect(standingOf(application, summary, [])).toMatchObject({ kind: 'blocked', sinceMs: null })
  })

  it('stands still while nobody renews leases of shards that have records', () => {
    const leases = [leaseRow(0, { renewedAtMs: 52_000, backlogRecords: 4 }), leaseRow(1, { renewedAtMs: 52_000, backlogRecords: 0 }), leaseRow(1, { application: 'other', renewedAtMs: 1, backlogRecords: 9 })]
    expect(standingOf(row(), { ...summary, leases }, [])).toEqual({ kind: 'still', shardIds: [leases[0]!.shardId], workerIds: ['w-1'], sinceMs: 52_000, takenFromMs: 62_000, failoverMs: 10_000 })
    expect(standingOf(row({ state: 'CRASHED' }), { ...summary, leases }, []).kind).toBe('CRASHED')
  })
})

describe('where a new application begins', () => {
  it('is where the person says, but for Firehose', () => {
    expect(newApplicationAt('kcl3', 'a', { start: 'LATEST', timestampSeconds: 7 })).toMatchObject({ initialPosition: 'LATEST' })
    expect(newApplicationAt('lambda', 'a', { start: 'TRIM_HORIZON', timestampSeconds: 7 })).toMatchObject({ startingPosition: 'TRIM_HORIZON', startingPositionTimestamp: 0 })
    expect(newApplicationAt('firehose', 'a', { start: 'TRIM_HORIZON', timestampSeconds: 7 })).toEqual(newApplication('firehose', 'a'))
    expect(usualStart('firehose')).toBe('LATEST')
  })

  it('can be an instant for an event source mapping alone', () => {
    expect(APPLICATION_WAYS.filter((way) => startsOf(way).includes('AT_TIMESTAMP'))).toEqual(['lambda'])
    expect(newApplicationAt('lambda', 'a', { start: 'AT_TIMESTAMP', timestampSeconds: 7 })).toMatchObject({ startingPosition: 'AT_TIMESTAMP', startingPositionTimestamp: 7 })
  })
})
