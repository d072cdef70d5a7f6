/** The recorded data sets that a scenario replays, read from where they are shipped. */
import { readFile } from 'node:fs/promises'
import type { Workload } from '../engine/commands'
import type { Scenario } from '../engine/scenario'
import type { Source } from '../engine/source'
import { loadDataSet } from '../sources/dataSets'

const DATA_FOLDER = 'public/data'

/** Every data set that the scenario, or one of its acts, replays. */
export async function loadSources(scenario: Scenario): Promise<Map<string, Source>> {
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
