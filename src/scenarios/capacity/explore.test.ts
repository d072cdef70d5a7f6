import { expect, it } from 'vitest'
import { findScenario, scenarios } from '../scenarios'
import { readScenario } from '../scenarioSchema'
import { goTo, openTimeline, recordingOf } from '../../engine/timeline'
import { environmentWith } from '../../hosts/environmentWith'
import { summaryOf } from '../../engine/summaryOf'

const wanted = (process.env.STORIES ?? '').split(',')
it.each(scenarios.filter(({ id, group }) => wanted.includes(id) || wanted.includes(group)))('$id', async ({ id }) => {
  const scenario = (await findScenario(id))!
  const read = readScenario(scenario)
  if ('problems' in read) console.log(id, read.problems)
  expect(read).toEqual({ scenario })
  const events: any[] = []
  const denied: Record<string, [number, number]> = {}
  const counts: Record<string, number> = {}
  const sink = { event: (e: any) => { if (e.kind === 'CallsDenied') { const k = e.caller + e.operation + e.exception; denied[k] = [denied[k]?.[0] ?? e.at, e.at] } counts[e.kind] = (counts[e.kind] ?? 0) + 1; if (!['Checkpointed','LeaseTaken','LeaseCreated','ShardConsumerStarted','ShardOpened','ShardClosed','RecordsGivenUp','CallsDenied','ReadThrottled','LeaseLost','WorkerStarted','StreamStatusChanged','ShardEnded','LeaseDeleted','ApplicationAdded','ProducerAdded','ParentAwaited'].includes(e.kind)) events.push(e) } }
  const timeline = openTimeline(recordingOf(scenario), environmentWith(new Map()), sink)
  const t0 = performance.now()
  const steps = 12
  for (let i = 1; i <= steps; i++) {
    goTo(timeline, (scenario.untilMs * 1000 * i) / steps, sink)
    const s = summaryOf(timeline.world, timeline.world.streams[0]!)
    const open = s.shards.filter((x) => x.state === 'OPEN')
    console.log(id, `${s.atMs / 1000}s`, 'open', open.length, 'stored', s.shards.reduce((n, x) => n + x.recordsStored, 0), 'throttled', s.shards.reduce((n, x) => n + x.recordsThrottled, 0), timeline.world.producers.map((p) => `meant ${p.books.recordsMeant} ack ${p.books.recordsAcknowledged}`).join(' '), s.applications.map((a) => `${a.name} age ${a.iteratorAgeMs} done ${a.recordsProcessed} checks ${Object.values(a.checks).map((c) => c.records)}`).join(' | '))
  }
  console.log(id, 'denied', JSON.stringify(denied)); console.log(id, 'ms', Math.round(performance.now() - t0), JSON.stringify(counts))
  for (const e of events.slice(0, 45)) console.log(JSON.stringify(e).slice(0, 260))
}, 300000)
