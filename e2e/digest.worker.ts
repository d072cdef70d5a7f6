/** In a browser's worker: digests all events of a shipped scenario, in bursts as the product runs it. */
import { namedSources } from '../src/bridge/namedSources'
import { environmentWith } from '../src/hosts/environmentWith'
import { recordEventsTo } from '../src/engine/recordEvents'
import type { Source } from '../src/engine/source'
import { goTo, openTimeline, recordingOf } from '../src/engine/timeline'
import { findScenario } from '../src/scenarios/scenarios'
import { loadDataSet } from '../src/sources/dataSets'
import { Sha256 } from './sha256'

export interface DigestWanted {
  scenarioId: string
  untilUs: number
  dataFolder: string
}

export interface Digest {
  events: number
  sha256: string
}

const COST_OF_BURST = 24_000
const LINES_AT_ONCE = 4_000

self.onmessage = ({ data }: MessageEvent<DigestWanted>) => {
  digestOf(data).then(
    (digest) => {
      self.postMessage(digest)
    },
    // Thrown where nothing waits for it, it reaches whoever asked.
    (error: unknown) =>
      setTimeout(() => {
        throw error
      }),
  )
}

async function digestOf({ scenarioId, untilUs, dataFolder }: DigestWanted): Promise<Digest> {
  const scenario = await findScenario(scenarioId)
  if (scenario === null) throw new Error(`no scenario ${scenarioId}`)
  const hash = new Sha256()
  const encoder = new TextEncoder()
  let lines: string[] = []
  let events = 0
  const flush = () => {
    hash.update(encoder.encode(lines.map((line) => `${line}\n`).join('')))
    lines = []
  }
  const sink = recordEventsTo((event) => {
    events++
    lines.push(JSON.stringify(event))
    if (lines.length === LINES_AT_ONCE) flush()
  })
  const recording = recordingOf(scenario)
  const sources = new Map<string, Source>()
  for (const sourceId of namedSources(recording)) sources.set(sourceId, await load(sourceId, dataFolder))
  const timeline = openTimeline(recording, environmentWith(sources), sink)
  while (!goTo(timeline, untilUs, sink, COST_OF_BURST));
  flush()
  return { events, sha256: hash.hex() }
}

async function load(sourceId: string, dataFolder: string): Promise<Source> {
  const result = await loadDataSet(sourceId, async (path) => (await fetch(new URL(path, dataFolder))).arrayBuffer())
  if (result.type !== 'Read') throw new Error(`${sourceId} cannot be read`)
  return result.source
}
