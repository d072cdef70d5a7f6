/** Where captions stand: beside their shards, not on each other, and off the rows of labels wherever there is room. Pure. */
import type { Summary } from '../engine/frame'
import { between, yOfHashTop } from './layout'
import type { RiverGeometry, Scale } from './layout'
import type { RiverCaption } from './RiverCaptions'
import type { CssPixels } from './riverView'

export interface PlacedCaption extends RiverCaption {
  y: CssPixels
  width: CssPixels
}

interface Surroundings {
  summary: Summary
  geometry: RiverGeometry
  scale: Scale
}

/** From one edge to the other, downwards. */
interface Stretch {
  top: CssPixels
  bottom: CssPixels
}

const LINE_EM = 1.45
const PADDING_PX = 12
const SIDES_PX = 23
const GAP_PX = 6
const LATIN_EM = 0.58
const HANGUL_EM = 0.95
const FIRST_HANGUL = '\u1100'

export function placeCaptions(captions: readonly RiverCaption[], surroundings: Surroundings): PlacedCaption[] {
  const { geometry } = surroundings
  const plotWidth = geometry.plotRight - geometry.plotLeft
  const width = between(plotWidth * 0.5, { min: Math.min(290, plotWidth - 60), max: 420 })
  const labels = labelRows(surroundings)
  const placed: PlacedCaption[] = []
  const taken: Stretch[] = []
  for (const caption of captions) {
    const height = heightOf(caption.text, { textPx: geometry.textPx, width })
    const wanted = wantedY(caption, surroundings)
    const y = freeY({ wanted, height, taken, labels, geometry })
    taken.push({ top: y, bottom: y + height })
    placed.push({ ...caption, y, width })
  }
  return placed
}

function heightOf(text: string, { textPx, width }: { textPx: CssPixels; width: CssPixels }): CssPixels {
  const inkWidth = Array.from(text).reduce((sum, character) => sum + (character >= FIRST_HANGUL && character !== '…' ? HANGUL_EM : LATIN_EM) * textPx, 0)
  return Math.ceil((inkWidth * 1.04) / (width - SIDES_PX)) * textPx * LINE_EM + PADDING_PX
}

/** Rows at the top of each lane that has some: its name, then one for each application. */
function labelRows({ summary, geometry, scale }: Surroundings): Stretch[] {
  const line = geometry.textPx * LINE_EM
  const height = line * (summary.applications.length + 1.1)
  return summary.shards.flatMap(({ state, startingHashKey, endingHashKey }) => {
    const top = yOf(startingHashKey, { geometry, scale })
    return state === 'EXPIRED' || yOf(endingHashKey, { geometry, scale }) - top < height ? [] : [{ top, bottom: top + height }]
  })
}

/** Under the labels of its lane. */
function wantedY({ shardId }: RiverCaption, { summary, geometry, scale }: Surroundings): CssPixels {
  const shard = summary.shards.find((row) => row.shardId === shardId)
  const top = shard === undefined ? geometry.plotTop : yOf(shard.startingHashKey, { geometry, scale })
  return top + geometry.textPx * LINE_EM * (summary.applications.length + 1.2)
}

interface Wish {
  wanted: CssPixels
  height: CssPixels
  taken: readonly Stretch[]
  labels: readonly Stretch[]
  geometry: RiverGeometry
}

/** The nearest place that is free of captions and, if that can be had, of labels. */
function freeY({ wanted, height, taken, labels, geometry }: Wish): CssPixels {
  const lowest = Math.max(geometry.plotTop, geometry.plotBottom - height - GAP_PX)
  const allowed = { min: geometry.plotTop + GAP_PX, max: lowest }
  const places = [wanted, ...[...taken, ...labels].flatMap(({ top, bottom }) => [bottom + GAP_PX, top - height - GAP_PX])]
    .map((y) => between(y, allowed))
    .sort((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted))
  const isOff = (stretches: readonly Stretch[]) => (y: CssPixels) => stretches.every(({ top, bottom }) => y >= bottom || y + height <= top)
  const offCaptions = places.filter(isOff(taken))
  return offCaptions.find(isOff(labels)) ?? offCaptions[0] ?? between(wanted, allowed)
}

function yOf(hashKey: string, { geometry, scale }: Omit<Surroundings, 'summary'>): CssPixels {
  return yOfHashTop(Number(BigInt(hashKey) >> 96n), { geometry, scale })
}
