import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AT_MS_MAX, readUrl, writeUrl } from './urlState'

const scenarioIds = ['default', 'web-log']
const nothing = { scenarioId: null, seed: null, language: null, theme: null, isPaused: false, atMs: null, isTesting: false, connect: null, problems: [] }

describe('readUrl', () => {
  it('reads every parameter', () => {
    expect(readUrl('?scenario=web-log&seed=12&lang=ko&theme=dark&paused=1&at=90000&testing=1&connect=LocalHost:4567', scenarioIds)).toEqual({
      scenarioId: 'web-log',
      seed: 12,
      language: 'ko',
      theme: 'dark',
      isPaused: true,
      atMs: 90_000,
      isTesting: true,
      connect: 'localhost:4567',
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
    ['connect', 'localhost'],
    ['connect', ':4567'],
    ['connect', 'localhost:0'],
    ['connect', 'localhost:65536'],
    ['connect', 'localhost:45.67'],
    ['connect', 'http://localhost:4567'],
    ['connect', 'user@localhost:4567'],
    ['connect', 'localhost:4567/path'],
    ['connect', 'localhost:4567?x'],
    ['connect', 'localhost:4567#x'],
    ['connect', 'local host:4567'],
    ['connect', '-dash:4567'],
    ['connect', '[::1:4567'],
    ['connect', '[::g]:4567'],
    ['connect', '[1:2]:4567'],
    ['connect', '999.999.999.999:80'],
    ['connect', 'javascript:window.pwned=1'],
    ['connect', '__proto__:1'],
    ['connect', '한국:4567'],
  ])('leaves out %s=%s and says so', (name, value) => {
    const search = `?${new URLSearchParams({ [name]: value }).toString()}`
    expect(readUrl(search, scenarioIds)).toEqual({ ...nothing, problems: [{ name, value }] })
  })

  it.each(['localhost:4567', '127.0.0.1:1', '[::1]:65535', 'box.local:80', 'a:8080'])('connects to %s', (connect) => {
    expect(readUrl(`?connect=${encodeURIComponent(connect)}`, scenarioIds)).toEqual({ ...nothing, connect })
  })

  it('never throws, and shows no more of a hostile value than a line', () => {
    fc.assert(
      fc.property(fc.constantFrom('scenario', 'seed', 'lang', 'theme', 'paused', 'at', 'testing', 'connect'), fc.string({ maxLength: 400 }), (name, value) => {
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
