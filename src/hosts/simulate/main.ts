/** `npm run simulate`: the same world, headless. Same arguments, same bytes. */
import { writeFileSync } from 'node:fs'
import { US_PER_MS } from '../../base/units'
import { environmentWith } from '../environmentWith'
import { recordEventsTo } from '../../engine/recordEvents'
import type { Scenario } from '../../engine/scenario'
import { silentSink } from '../../engine/sink'
import { recordingOf, runRecording } from '../../engine/timeline'
import { createWorld } from '../../engine/world'
import { scenarios } from '../../scenarios/scenarios'
import { loadSources } from '../loadSources'
import { readArguments, USAGE, type SimulateArguments } from './arguments'
import { chooseScenario } from './chooseScenario'
import { openLineWriter } from './lineWriter'
import { totalsOf } from './totalsOf'

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2))
  if (wanted.list) {
    for (const { id } of scenarios) console.log(id)
    return
  }
  await run(await chooseScenario(wanted), wanted)
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
  runRecording(recordingOf(scenario), environmentWith(sources), Math.floor(untilMs * US_PER_MS), sink, world)
  writer?.close()
  const totals = JSON.stringify(totalsOf(world, scenario.id), null, 2)
  if (wanted.summary === null) console.log(totals)
  else writeFileSync(wanted.summary, `${totals}\n`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  console.error(`\n${USAGE}`)
  process.exitCode = 1
})
