import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordEventsTo } from '../engine/recordEvents'
import { goTo, openTimeline, recordingOf } from '../engine/timeline'
import { environmentWith } from '../hosts/environmentWith'
import { loadSources } from '../hosts/loadSources'
import { readScenario } from './scenarioSchema'
import { reshardUnderLag as good } from './reshardUnderLag'
import { findScenario, scenarios } from './scenarios'

const GOLDEN = 'src/scenarios/golden.json'
const UNTIL_US = 60_000_000

/** Digests of all events as JSON lines, as `npm run simulate -- NAME --until 60s --events FILE` writes them. */
const golden = JSON.parse(readFileSync(GOLDEN, 'utf8')) as Record<string, { events: number; sha256: string }>

async function digestOf(id: string): Promise<{ events: number; sha256: string }> {
  const scenario = (await findScenario(id))!
  const environment = environmentWith(await loadSources(scenario))
  const hash = createHash('sha256')
  let events = 0
  const sink = recordEventsTo((event) => {
    events++
    hash.update(`${JSON.stringify(event)}\n`)
  })
  goTo(openTimeline(recordingOf(scenario), environment, sink), UNTIL_US, sink)
  return { events, sha256: hash.digest('hex') }
}

describe('the shipped scenarios', () => {
  it.each(scenarios.map(({ id }) => id))('%s gives the same events for ever', async (id) => {
    const digest = await digestOf(id)
    // `UPDATE_GOLDEN=1 npx vitest run src/scenarios` writes what is meant to have changed.
    if (process.env.UPDATE_GOLDEN === '1') {
      golden[id] = digest
      writeFileSync(GOLDEN, `${JSON.stringify(golden, null, 2)}\n`)
    }
    expect(digest).toEqual(golden[id])
  })

  it('have a digest each, and no digest is left over', () => {
    expect(Object.keys(golden)).toEqual(scenarios.map(({ id }) => id))
  })

  it.each(scenarios)('$id passes its own check, under its own name', async ({ id, load }) => {
    const scenario = await load()
    expect(readScenario(scenario)).toEqual({ scenario })
    expect(scenario.id).toBe(id)
    expect(scenario.openAtMs).toBeLessThan(scenario.untilMs)
  })
})

describe('a scenario file', () => {
  it('of an on-demand stream has 4 shards unless it says otherwise', () => {
    const stream = { streamName: 's', retentionPeriodHours: 24, streamMode: 'ON_DEMAND' }
    expect(readScenario({ ...good, stream, commands: [] })).toMatchObject({ scenario: { stream: { shardCount: 4, streamMode: 'ON_DEMAND' } } })
  })

  it.each([
    ['no shards', { ...good, stream: { ...good.stream, shardCount: 0 } }, 'stream.shardCount'],
    ['a provisioned stream that does not say how many shards', { ...good, stream: { streamName: 's', retentionPeriodHours: 24, streamMode: 'PROVISIONED' } }, 'stream.shardCount'],
    ['a mode that there is not', { ...good, stream: { ...good.stream, streamMode: 'ON_REQUEST' } }, 'stream.streamMode'],
    ['an unknown field', { ...good, colour: 'red' }, 'colour'],
    ['an unknown command', { ...good, commands: [{ atUs: 0, command: { type: 'DeleteStream' } }] }, 'commands.0.command.type'],
    ['acts out of order', { ...good, commands: good.commands.toReversed() }, 'commands'],
    ['a fractional seed', { ...good, seed: 1.5 }, 'seed'],
    ['a failover that KCL cannot renew within', { ...good, applications: [{ ...good.applications[0]!, failoverTimeMs: 50 }] }, 'applications.0.failoverTimeMs'],
    ['nothing', null, 'scenario'],
  ])('with %s is refused, and the place named', (_name, value, place) => {
    const result = readScenario(value)
    expect('problems' in result ? result.problems.join('\n') : 'accepted').toContain(`${place}: `)
  })
})
