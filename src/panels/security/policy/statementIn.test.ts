import { describe, expect, it } from 'vitest'
import type { DenialView } from '../../../engine/door/guardsView'
import type { ConsideredStatement } from '../../../engine/iam/accessAnswer'
import { callOf, OF_KEYS, statementIn } from './statementIn'

const say = (source: ConsideredStatement['source'], effect: 'Allow' | 'Deny', mismatch: ConsideredStatement['mismatch'] = null, statementIndex = 0): ConsideredStatement => ({ source, effect, mismatch, statementIndex, policyName: 'P', sid: null, action: 'kinesis:PutRecords', quote: '' })
const refusedAt = (operation: DenialView['operation']): DenialView => ({ atMs: 0, operation, exception: 'AccessDeniedException', message: '', decidedBy: null })

describe('the statement that has its say', () => {
  it('is a Deny before any Allow, among those that are about the call', () => {
    const considered = [say('endpoint', 'Deny', 'action'), say('endpoint', 'Allow', null, 1), say('endpoint', 'Deny', null, 2)]
    expect(statementIn({ considered }, 'endpoint')).toBe(considered[2])
    expect(statementIn({ considered: considered.slice(0, 2) }, 'endpoint')).toBe(considered[1])
    expect(statementIn({ considered: considered.slice(0, 1) }, 'endpoint')).toBeNull()
  })

  it('is none where the policy is not asked, and never one of another policy', () => {
    const considered = [say('identity', 'Deny'), say('key', 'Allow')]
    expect(statementIn({ considered }, 'resource')).toBeUndefined()
    expect(statementIn({ considered }, 'key')).toBe(considered[1])
  })
})

it('is of the call that was refused last, of one that asks for a key where that is the question', () => {
  const of = (caller: 'you' | 'application/counts', last: DenialView | null, among: typeof OF_KEYS | null = null) => callOf({ caller, lastDenial: last }, among)
  expect([of('you', null), of('application/counts', null)]).toEqual(['PutRecords', 'GetRecords'])
  expect([of('you', refusedAt('ListShards')), of('you', refusedAt('ListShards'), OF_KEYS), of('application/counts', refusedAt('SubscribeToShard'), OF_KEYS)]).toEqual(['ListShards', 'PutRecords', 'SubscribeToShard'])
})
