import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { scenarios } from '../../scenarios/scenarios'

const folder = mkdtempSync(join(tmpdir(), 'shardscope-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Totals {
  seed: number
  atMs: number
  streams: { openShardCount: number; shards: { recordsStored: number }[] }[]
  applications: { name: string; recordsProcessed: number }[]
}

function simulate(...args: string[]) {
  return spawnSync(process.execPath, ['scripts/host.mjs', 'simulate', ...args], { encoding: 'utf8' })
}

/** Runs to files, and gives what is in them. */
function run(name: string, ...args: string[]) {
  const [events, summary] = [join(folder, `${name}.jsonl`), join(folder, `${name}.json`)]
  const ended = simulate(...args, '--events', events, '--summary', summary)
  expect(ended.stderr).toBe('')
  expect(ended.status).toBe(0)
  return { events: readFileSync(events, 'utf8'), totals: JSON.parse(readFileSync(summary, 'utf8')) as Totals, summary: readFileSync(summary, 'utf8') }
}

describe('npm run simulate', () => {
  it('names the scenarios', () => {
    expect(simulate('--list').stdout.trim().split('\n')).toEqual(scenarios.map(({ id }) => id))
  })

  it('gives the same bytes for the same arguments, and the golden events', () => {
    const first = run('first', 'default', '--until', '60s', '--seed', '1')
    const second = run('second', 'default', '--until', '60s', '--seed', '1')
    expect(second.events).toBe(first.events)
    expect(second.summary).toBe(first.summary)
    const golden = JSON.parse(readFileSync('src/scenarios/golden.json', 'utf8')) as Record<string, { sha256: string }>
    expect(createHash('sha256').update(first.events).digest('hex')).toBe(golden.default!.sha256)
    const kinds = new Set(
      first.events
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    )
    for (const kind of ['ShardOpened', 'RecordStored', 'RecordProcessed', 'LeaseTaken', 'Checkpointed']) expect(kinds).toContain(kind)
    expect(run('other', 'default', '--until', '60s', '--seed', '2').events).not.toBe(first.events)
  })

  it('writes events in order of time, and totals that agree with them', () => {
    const { events, totals } = run('order', 'reshard-under-lag', '--until', '1.5m')
    const lines = events
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { at: number; kind: string; application?: string })
    expect(lines.every(({ at }, index) => index === 0 || at >= lines[index - 1]!.at)).toBe(true)
    expect(lines.at(-1)!.at).toBeLessThanOrEqual(90_000)
    const count = (kind: string) => lines.filter((line) => line.kind === kind).length
    expect(totals.streams[0]!.shards.reduce((sum, shard) => sum + shard.recordsStored, 0)).toBe(count('RecordStored'))
    expect(totals.applications[0]!.recordsProcessed).toBe(count('RecordProcessed'))
    expect(totals).toMatchObject({ atMs: 90_000, streams: [{ openShardCount: 4 }] })
  })

  it('changes the scenario as it is told', () => {
    const { totals } = run('set', 'reshard-under-lag', '--until', '5000ms', '--seed', '7', '--set', 'stream.shardCount=5', '--set', 'applications.0.name=billing')
    expect(totals).toMatchObject({ seed: 7, atMs: 5_000, streams: [{ openShardCount: 5 }], applications: [{ name: 'billing' }] })
  })

  it('runs a scenario of a file, and prints the totals without --summary', () => {
    const path = join(folder, 'mine.json')
    writeFileSync(path, JSON.stringify({ ...reshardUnderLag, id: 'mine', untilMs: 4_000 }))
    const stdout = execFileSync(process.execPath, ['scripts/host.mjs', 'simulate', path], { encoding: 'utf8' })
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'mine', atMs: 4_000 })
  })

  it.each([
    ['no scenario', [], 'Which scenario?'],
    ['an unknown scenario', ['no-such'], 'no-such'],
    ['two scenarios', ['default', 'web-log'], 'One scenario at a time'],
    ['an unknown option', ['default', '--fast'], '--fast'],
    ['a bad seed', ['default', '--seed', '1.5'], '--seed'],
    ['a bad time', ['default', '--until', '5'], '--until'],
    ['a setting without a value', ['default', '--set', 'seed'], '--set'],
    ['a setting of what is not there', ['default', '--set', 'stream.shards=3'], 'there is no shards'],
    ['a prototype for a path', ['default', '--set', '__proto__.x=1'], '__proto__'],
    ['a setting out of range', ['default', '--set', 'stream.shardCount=0'], 'stream.shardCount'],
    ['a file that is not JSON', ['package-lock.json/..'], 'package-lock.json'],
    ['a file that is no scenario', ['package.json'], 'package.json'],
  ])('says how it is used for %s', (_name, args, said) => {
    const ended = simulate(...args)
    expect(ended.status).toBe(1)
    expect(ended.stderr).toContain(said)
    expect(ended.stderr).toContain('npm run simulate -- SCENARIO')
    expect(ended.stdout).toBe('')
  })
})
