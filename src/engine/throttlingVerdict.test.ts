import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { verdictOf, type Findings } from './throttlingVerdict'

const OVERLOAD: Findings = {
  refusedInMinute: 5_000,
  refusedLately: 900,
  useInMinute: 1.4,
  useLately: 1.5,
  useNow: 1.5,
  useWorst: 1.6,
  useOfPeak: 2,
  topKey: { use: 0.1, percentOfRefused: 5 },
  streamUse: 0.8,
  isAimedAt: false,
}

describe('the verdict', () => {
  it.each<[string, Partial<Findings>, string]>([
    ['nothing was refused', { refusedInMinute: 0, refusedLately: 0 }, 'none'],
    ['a long overload is over', { refusedLately: 0 }, 'none'],
    ['a peak is over, and the next may come', { refusedLately: 0, useWorst: 0.7, useInMinute: 0.3, useLately: 0.3 }, 'burst'],
    ['the last of an old backlog is stored', { refusedLately: 0, useWorst: 0.7, useOfPeak: 0.8, useInMinute: 0.3, useLately: 0.3 }, 'none'],
    ['peaks, while the minute is under the limit', { useInMinute: 0.5, useLately: 0.9, useWorst: 0.9 }, 'burst'],
    ['a long peak is over, and the retries go on', { useInMinute: 0.5, useLately: 1.2, useNow: 0.2 }, 'backlog'],
    ['it began seconds ago: the minute knows nothing yet', { useInMinute: 0.3 }, 'hotShard'],
    ['about at the limit after a minute above it', { useInMinute: 1.05, useLately: 0.95, useNow: 0.93 }, 'hotShard'],
    ['only what was refused before is still sent', { useInMinute: 1.3, useLately: 0.2, useNow: 0.2 }, 'backlog'],
    ['only what was refused long before is still sent', { useInMinute: 0.3, useLately: 0.2, useNow: 0.2, useWorst: 0.4, useOfPeak: 0.5 }, 'backlog'],
    ['others have room', {}, 'hotShard'],
    ['an experiment is aimed at it, and it has room', { useInMinute: 0.3, useLately: 0.4, useNow: 0.4, useWorst: 0.5, useOfPeak: 1.2, isAimedAt: true }, 'experiment'],
    ['an experiment is aimed at it, and it is too full anyway', { isAimedAt: true }, 'hotShard'],
    ['an experiment is aimed at it, and strikes nobody', { refusedLately: 0, useInMinute: 0.3, useLately: 0.4, useWorst: 0.5, useOfPeak: 0.6, isAimedAt: true }, 'none'],
    ['nobody has room', { streamUse: 1.2 }, 'tooMuchTraffic'],
    ['one key fills a shard', { topKey: { use: 1.1, percentOfRefused: 30 } }, 'hotKey'],
    ['one key fills a shard, and nobody has room either', { topKey: { use: 1.1, percentOfRefused: 80 }, streamUse: 1.4 }, 'hotKey'],
    ['one key nearly fills a shard and is most of what is refused', { topKey: { use: 0.85, percentOfRefused: 60 } }, 'hotKey'],
    ['most refusals are of one key that a shard of its own would hold easily', { topKey: { use: 0.6, percentOfRefused: 60 } }, 'hotShard'],
    ['a key is heavy, others are refused', { topKey: { use: 0.85, percentOfRefused: 40 } }, 'hotShard'],
    ['no key is known', { topKey: null }, 'hotShard'],
  ])('%s', (_name, findings, verdict) => {
    expect(verdictOf({ ...OVERLOAD, ...findings })).toBe(verdict)
  })

  const findings = fc.record<Findings>({
    refusedInMinute: fc.integer({ min: 1, max: 1e6 }),
    refusedLately: fc.integer({ min: 1, max: 1e6 }),
    useInMinute: fc.double({ min: 0, max: 20, noNaN: true }),
    useLately: fc.double({ min: 0, max: 20, noNaN: true }),
    useNow: fc.double({ min: 0, max: 20, noNaN: true }),
    useWorst: fc.double({ min: 0, max: 20, noNaN: true }),
    useOfPeak: fc.double({ min: 0, max: 20, noNaN: true }),
    topKey: fc.option(fc.record({ use: fc.double({ min: 0, max: 20, noNaN: true }), percentOfRefused: fc.double({ min: 0, max: 100, noNaN: true }) })),
    streamUse: fc.double({ min: 0, max: 20, noNaN: true }),
    isAimedAt: fc.constant(false),
  })

  it('promises nothing of more shards while one key asks for more than any shard may take', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const verdict = verdictOf({ ...found, useLately: found.useLately + 1.001, useNow: found.useNow + 1.001, topKey: { use: 1.001, percentOfRefused: 0 } })
        expect(verdict).toBe('hotKey')
      }),
    )
  })

  it('does not change when a stream with room gets more of it', () => {
    fc.assert(
      fc.property(findings, fc.double({ min: 0, max: 1, noNaN: true }), (found, smaller) => {
        fc.pre(found.streamUse <= 1)
        expect(verdictOf({ ...found, streamUse: found.streamUse * smaller })).toBe(verdictOf(found))
      }),
    )
  })
})
