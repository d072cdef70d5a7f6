import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AT_MS_MAX, readUrl, writeUrl } from './urlState'

const scenarioIds = ['default', 'web-log']
const nothing = { scenarioId: null, seed: null, language: null, theme: null, isPaused: false, atMs: null, isTesting: false, problems: [] }

describe('readUrl', () => {
  it('reads every parameter', () => {
    expect(readUrl('?scenario=web-log&seed=12&lang=ko&theme=dark&paused=1&at=90000&testing=1', scenarioIds)).toEqual({
      scenarioId: 'web-log',
      seed: 12,
      language: 'ko',
      theme: 'dark',
      isPaused: true,
      atMs: 90_000,
      isTesting: true,
      problems: [],
    })
  })

  it('asks for nothing where nothing is said', () => {
    expect(readUrl('', scenarioIds)).toEqual(nothing)
    expect(readUrl('?other=1', scenarioIds)).toEqual(nothing)
  })

  it.each([
    ['scenario', 'constructor'],
    ['scenario', ''],
    ['seed', '-1'],
    ['seed', '1e9'],
    ['seed', '99999999999999999'],
    ['seed', 'NaN'],
    ['lang', 'fr'],
    ['theme', '<script>'],
    ['paused', 'perhaps'],
    ['at', '12.5'],
    ['at', String(AT_MS_MAX + 1)],
    ['testing', '2'],
  ])('leaves out %s=%s and says so', (name, value) => {
    const search = `?${new URLSearchParams({ [name]: value }).toString()}`
    expect(readUrl(search, scenarioIds)).toEqual({ ...nothing, problems: [{ name, value }] })
  })

  it('never throws, and shows no more of a hostile value than a line', () => {
    fc.assert(
      fc.property(fc.constantFrom('scenario', 'seed', 'lang', 'theme', 'paused', 'at', 'testing'), fc.string({ maxLength: 400 }), (name, value) => {
        const { problems } = readUrl(`?${new URLSearchParams({ [name]: value }).toString()}`, scenarioIds)
        for (const problem of problems) expect(problem.value.length).toBeLessThanOrEqual(60)
      }),
    )
  })
})

describe('writeUrl', () => {
  it('sets and removes one parameter and keeps the others', () => {
    expect(writeUrl('?lang=ko&seed=3', 'lang', 'en')).toBe('?lang=en&seed=3')
    expect(writeUrl('?lang=ko', 'lang', null)).toBe('')
  })
})
