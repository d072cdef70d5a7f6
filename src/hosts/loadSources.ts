/** The recorded data sets that a scenario replays, read from where they are shipped. */
import { readFile } from 'node:fs/promises'
import { namedSources } from '../bridge/namedSources'
import type { Scenario } from '../engine/scenario'
import type { Source } from '../engine/source'
import { loadDataSet } from '../sources/dataSets'

const DATA_FOLDER = 'public/data'

/** Every data set that the scenario, or one of its acts, replays. */
export async function loadSources(scenario: Scenario): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>()
  for (const sourceId of namedSources({ scenario })) {
    const result = await loadDataSet(sourceId, readBytes)
    if (result.type !== 'Read') throw new Error(`The data set ${sourceId} cannot be read: ${JSON.stringify(result)}`)
    sources.set(sourceId, result.source)
  }
  return sources
}

async function readBytes(path: string): Promise<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = await readFile(`${DATA_FOLDER}/${path}`)
  return buffer.slice(byteOffset, byteOffset + byteLength)
}
