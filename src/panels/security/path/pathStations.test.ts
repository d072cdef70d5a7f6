import { describe, expect, it } from 'vitest'
import type { DecidedBy, DenialView } from '../../../engine/door/guardsView'
import { pathState, refusedAt, type Station } from './pathStations'

const by = (source: DecidedBy['source']): DecidedBy => ({ why: 'implicitDeny', source, policyName: null, statementIndex: null, sid: null, quote: null })

describe('the guard that refused', () => {
  it.each<[DenialView['exception'], DecidedBy | null, Station]>([
    ['connection', null, 'way'],
    ['AccessDeniedException', by('endpoint'), 'way'],
    ['AccessDeniedException', by('identity'), 'door'],
    ['AccessDeniedException', by('resource'), 'door'],
    ['AccessDeniedException', null, 'door'],
    ['KMSAccessDeniedException', by('key'), 'key'],
    ['KMSAccessDeniedException', by('identity'), 'key'],
    ['KMSDisabledException', null, 'key'],
    ['KMSOptInRequired', null, 'key'],
  ])('%s by %j is the %s', (exception, decidedBy, station) => expect(refusedAt({ exception, decidedBy })).toBe(station))

  it('is of now for five seconds', () => {
    const lastDenial: DenialView = { atMs: 1_000, operation: 'PutRecords', exception: 'connection', message: '', decidedBy: null }
    expect(pathState({ lastDenial }, 5_999)).toEqual({ refused: 'way', isFresh: true })
    expect(pathState({ lastDenial }, 6_000)).toEqual({ refused: 'way', isFresh: false })
    expect(pathState({ lastDenial: null }, 0)).toEqual({ refused: null, isFresh: false })
  })
})
