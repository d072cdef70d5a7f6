/** Steps to any number of shards of one width: cuts at the middle first, so that their number doubles each second, then joins likewise. */
import { initialRanges, type HashKeyRange } from '../../kinesis/hashKey'
import type { ReshardStep, Stream } from '../state'

interface Piece extends HashKeyRange {
  shardIndex: number
}

/** What has been planned, and the index that the next shard gets. */
interface Plan {
  steps: ReshardStep[]
  nextShardIndex: number
}

/** The middle of a shard, at which its children are alike; null where SplitShard itself would refuse to cut it. */
export function middleOf({ startingHashKey, endingHashKey }: HashKeyRange): bigint | null {
  const middle = (startingHashKey + endingHashKey + 1n) / 2n
  return middle > startingHashKey + 1n && middle < endingHashKey ? middle : null
}

/** @returns steps that can be carried out in this order, parents of one step being children of another. */
export function evenSteps(stream: Stream, count: number): ReshardStep[] {
  const pieces = stream.openShards.map((shardIndex): Piece => {
    const { startingHashKey, endingHashKey } = stream.shards[shardIndex]
    return { shardIndex, startingHashKey, endingHashKey }
  })
  // As in `planSweep`: an old boundary that means the same place stays.
  const nearness = BigInt(Math.max(count, pieces.length))
  const cuts = initialRanges(count).slice(1).map(({ startingHashKey }) => startingHashKey)
  const plan: Plan = { steps: [], nextShardIndex: stream.shards.length }
  const cut = cutAll(plan, withCuts(pieces, cuts, nearness))
  joinAll(plan, partsOf(cut, cuts, nearness))
  return plan.steps
}

interface ToCut {
  piece: Piece
  cuts: bigint[]
}

/** Each with the places inside it where it is to be cut; both lists are in order. */
function withCuts(pieces: readonly Piece[], cuts: readonly bigint[], nearness: bigint): ToCut[] {
  let next = 0
  return pieces.map((piece) => {
    while (next < cuts.length && cuts[next] <= piece.startingHashKey + nearness) next++
    const first = next
    while (next < cuts.length && cuts[next] < piece.endingHashKey - nearness) next++
    return { piece, cuts: cuts.slice(first, next) }
  })
}

function cutAll(plan: Plan, whole: ToCut[]): Piece[] {
  let left = whole
  while (left.some(({ cuts }) => cuts.length > 0)) left = left.flatMap((each) => (each.cuts.length === 0 ? each : cutInTwo(plan, each)))
  return left.map(({ piece }) => piece)
}

function cutInTwo(plan: Plan, { piece, cuts }: ToCut): ToCut[] {
  const middle = cuts.length >> 1
  const at = cuts[middle]
  plan.steps.push({ type: 'split', shardIndex: piece.shardIndex, newStartingHashKey: at })
  return [
    { piece: { shardIndex: plan.nextShardIndex++, startingHashKey: piece.startingHashKey, endingHashKey: at - 1n }, cuts: cuts.slice(0, middle) },
    { piece: { shardIndex: plan.nextShardIndex++, startingHashKey: at, endingHashKey: piece.endingHashKey }, cuts: cuts.slice(middle + 1) },
  ]
}

/** The pieces between one cut and the next. */
function partsOf(pieces: readonly Piece[], cuts: readonly bigint[], nearness: bigint): Piece[][] {
  const parts: Piece[][] = [[]]
  for (const piece of pieces) {
    while (parts.length <= cuts.length && cuts[parts.length - 1] <= piece.startingHashKey + nearness) parts.push([])
    parts[parts.length - 1].push(piece)
  }
  return parts
}

function joinAll(plan: Plan, parts: Piece[][]): void {
  let left = parts
  while (left.some(({ length }) => length > 1)) left = left.map((part) => joinPairs(plan, part))
}

function joinPairs(plan: Plan, part: Piece[]): Piece[] {
  const joined: Piece[] = []
  for (let at = 0; at < part.length; at += 2) {
    const lower = part[at]
    const upper = part.at(at + 1)
    if (upper === undefined) {
      joined.push(lower)
      continue
    }
    plan.steps.push({ type: 'merge', shardIndex: lower.shardIndex, adjacentShardIndex: upper.shardIndex })
    joined.push({ shardIndex: plan.nextShardIndex++, startingHashKey: lower.startingHashKey, endingHashKey: upper.endingHashKey })
  }
  return joined
}
