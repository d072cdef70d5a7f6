/** `npm run simulate`: the same world, headless. Same arguments, same bytes. */
import { readFile } from 'node:fs/promises'
import { writeFileSync } from 'node:fs'
import { US_PER_MS } from '../../base/units'
import { recordEventsTo } from '../../engine/recordEvents'
import type { Scenario } from '../../engine/scenario'
import { silentSink } from '../../engine/sink'
import type { Source } from '../../engine/source'
import { recordingOf, runRecording } from '../../engine/timeline'
import { createWorld } from '../../engine/world'
import type { Workload } from '../../engine/commands'
import { scenarios } from '../../scenarios/scenarios'
import { loadDataSet } from '../../sources/dataSets'
import { readArguments, USAGE, type SimulateArguments } from './arguments'
import { chooseScenario } from './chooseScenario'
import { openLineWriter } from './lineWriter'
import { totalsOf } from './totalsOf'

const DATA_FOLDER = 'public/data'

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted.list) {
    for (const { id } of scenarios) console.log(id)
    return
  }
  await run(chooseScenario(wanted), wanted)
}

async function run(scenario: Scenario, wanted: SimulateArguments): Promise<void> {
  const sources = await loadSources(scenario)
  const writer = wanted.events === null ? null : openLineWriter(wanted.events)
  const sink =
    writer === null
      ? silentSink
      : recordEventsTo((event) => {
          writer.write(JSON.stringify(event))
        })
  const untilMs = wanted.untilMs ?? scenario.untilMs
  const world = createWorld(scenario, sink)
  // An event for a record needs its columns, however many there are.
  if (writer !== null) world.memory.recordsHeldMax = Infinity
  runRecording(recordingOf(scenario), { sources }, Math.floor(untilMs * US_PER_MS), sink, world)
  writer?.close()
  const totals = JSON.stringify(totalsOf(world, scenario.id), null, 2)
  if (wanted.summary === null) console.log(totals)
  else writeFileSync(wanted.summary, `${totals}\n`)
}

/** Every data set that the scenario, or one of its acts, replays. */
async function loadSources(scenario: Scenario): Promise<Map<string, Source>> {
  const workloads: Workload[] = [scenario.producers.workload]
  for (const { command } of scenario.commands) if (command.type === 'SetWorkload') workloads.push(command.workload)
  const sources = new Map<string, Source>()
  for (const workload of workloads) {
    if (workload.kind !== 'replay' || sources.has(workload.sourceId)) continue
    const result = await loadDataSet(workload.sourceId, readBytes)
    if (result.type !== 'Read') throw new Error(`The data set ${workload.sourceId} cannot be read: ${JSON.stringify(result)}`)
    sources.set(workload.sourceId, result.source)
  }
  return sources
}

async function readBytes(path: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(`${DATA_FOLDER}/${path}`)
  return buffer.slice(byteOffset, byteOffset + byteLength)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(`\n${USAGE}`)
  process.exitCode = 1
})
