/** Where captions stand: beside their shards, not on each other, and off the rows of labels wherever there is room. Pure. */
import type { SimMs } from '../base/units'
import type { ShardId } from '../engine/events'
import type { ShardRow, Summary } from '../engine/summary'
import { between, yOfHashTop } from './layout'
import type { RiverGeometry, Scale } from './layout'
import type { CssPixels } from './riverView'
import { waitsIn } from './waits'

export interface RiverCaption {
  /** Of what it tells; the text may change while it stands. */
  id: string
  /** Null: about the stream as a whole. */
  shardId: ShardId | null
  text: string
  atMs: SimMs
  /** It tells of refusals, and offers to explain them. */
  asksWhy?: boolean
}

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

const LINE_EM = 1.3
const PADDING_PX = 8
const SIDES_PX = 23
const GAP_PX = 6
/** Of a pixel of another caption, of touching labels at all, and of a pixel away from the wanted place; a pixel of labels costs 1. */
const CAPTION_COST = 20
const LABEL_COST = 20
const DISTANCE_COST = 0.12
const LATIN_EM = 0.53
const HANGUL_EM = 0.95
/** As wide as the word that asks for the reason. */
const WHY_ROOM = '      '
const FIRST_HANGUL = '\u1100'

export function placeCaptions(captions: readonly RiverCaption[], surroundings: Surroundings): PlacedCaption[] {
  const { geometry } = surroundings
  const plotWidth = geometry.plotRight - geometry.plotLeft
  const width = between(plotWidth * 0.5, { min: Math.min(290, plotWidth - 60), max: 420 })
  const labels = labelRows(surroundings)
  const placed: PlacedCaption[] = []
  const taken: Stretch[] = []
  for (const caption of captions) {
    const height = heightOf(caption.asksWhy === true ? caption.text + WHY_ROOM : caption.text, { textPx: geometry.textPx, width })
    const wanted = wantedY(caption, surroundings)
    const y = freeY({ wanted, height, taken, labels, geometry })
    taken.push({ top: y, bottom: y + height })
    placed.push({ ...caption, y, width })
  }
  return placed
}

function heightOf(text: string, { textPx, width }: { textPx: CssPixels; width: CssPixels }): CssPixels {
  const inkWidth = Array.from(text).reduce((sum, character) => sum + (character >= FIRST_HANGUL && character !== '…' ? HANGUL_EM : LATIN_EM) * textPx, 0)
  return Math.ceil((inkWidth * 1.05) / (width - SIDES_PX)) * textPx * LINE_EM + PADDING_PX
}

/** Rows at the top of each lane that has room for some, its name and one for each application, and those at the bottom of one that waits. */
function labelRows({ summary, geometry, scale }: Surroundings): Stretch[] {
  const waiting = summary.applications.flatMap((application) => waitsIn(summary, application).map(({ shardIndex }) => shardIndex))
  return summary.shards.flatMap((shard) => {
    const { shardIndex, state, startingHashKey, endingHashKey } = shard
    const height = geometry.textPx * topRowsEm(shard, { summary, geometry })
    const top = yOf(startingHashKey, { geometry, scale })
    const bottom = yOf(endingHashKey, { geometry, scale })
    if (state === 'EXPIRED' || bottom - top < height) return []
    const rowsBelow = waiting.filter((index) => index === shardIndex).length
    const topRows = { top, bottom: top + height }
    return rowsBelow === 0 ? [topRows] : [topRows, { top: bottom - geometry.textPx * (0.17 + 1.45 * rowsBelow), bottom }]
  })
}

/** Without producers' cards what is throttled stands in the water, too. */
function topRowsEm(shard: ShardRow | undefined, { summary, geometry }: Omit<Surroundings, 'scale'>): number {
  const throttledRows = geometry.cardWidth === 0 && (shard?.throttledPerSecond ?? 0) > 0 ? 1 : 0
  return 1.5 * (summary.applications.length + throttledRows + 0.85) + 0.68
}

/** Under the labels of its lane. */
function wantedY({ shardId }: RiverCaption, { summary, geometry, scale }: Surroundings): CssPixels {
  const shard = summary.shards.find((row) => row.shardId === shardId)
  const top = shard === undefined ? geometry.plotTop : yOf(shard.startingHashKey, { geometry, scale })
  return top + geometry.textPx * topRowsEm(shard, { summary, geometry })
}

interface Wish {
  wanted: CssPixels
  height: CssPixels
  taken: readonly Stretch[]
  labels: readonly Stretch[]
  geometry: RiverGeometry
}

/** Free of other captions; then rather a little further away than on a label. */
function freeY({ wanted, height, taken, labels, geometry }: Wish): CssPixels {
  const min = geometry.plotTop + GAP_PX
  const allowed = { min, max: Math.max(min, geometry.plotBottom - height - GAP_PX) }
  const beside = taken.flatMap(({ top, bottom }) => [bottom + GAP_PX, top - height - GAP_PX])
  const places = [wanted, ...beside, ...labels.flatMap(({ top, bottom }) => [bottom, top - height])].map((y) => between(y, allowed))
  const covered = (y: CssPixels, stretches: readonly Stretch[]) =>
    stretches.reduce((sum, { top, bottom }) => sum + Math.max(0, Math.min(bottom, y + height) - Math.max(top, y)), 0)
  const labelCost = (covers: CssPixels) => (covers > 0 ? covers + LABEL_COST : 0)
  const cost = (y: CssPixels) => covered(y, taken) * CAPTION_COST + labelCost(covered(y, labels)) + Math.abs(y - wanted) * DISTANCE_COST
  return places.reduce((best, y) => (cost(y) < cost(best) ? y : best), places[0] ?? min)
}

function yOf(hashKey: string, { geometry, scale }: Omit<Surroundings, 'summary'>): CssPixels {
  return yOfHashTop(Number(BigInt(hashKey) >> 96n), { geometry, scale })
}
