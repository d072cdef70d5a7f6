/**
 * Where each shard stands in the lineage: a column for each generation, older to the left, and inside a column the
 * order of the hash keys. Pure, and a shard never changes its column or passes another when new shards come.
 */
import type { ShardRow } from '../../engine/summary'
import type { CssPixels } from './nodeSize'
import { COLUMN_GAP_PX, FOLD_HEIGHT_PX, NODE_WIDTH_PX, ROW_GAP_PX } from './nodeSize'
import type { ChosenShards } from './chooseShards'
import { compareKeys, parentIdsOf } from './chooseShards'

export interface LineageNode {
  shard: ShardRow
  column: number
  /** Top left corner. */
  left: CssPixels
  top: CssPixels
}

export interface LineageEdge {
  id: string
  kind: 'split' | 'merge'
  parentShardId: string
  childShardId: string
  from: readonly [CssPixels, CssPixels]
  to: readonly [CssPixels, CssPixels]
}

/** Stands for the shards of one column that are not drawn. */
export interface LineageFold {
  generation: number
  shardCount: number
  left: CssPixels
  top: CssPixels
}

export interface LineageLayout {
  nodes: LineageNode[]
  edges: LineageEdge[]
  folds: LineageFold[]
  width: CssPixels
  height: CssPixels
}

export function layoutLineage({ chosen, nodeHeight }: { chosen: ChosenShards; nodeHeight: CssPixels }): LineageLayout {
  const { shown, folded, generationOf } = chosen
  const columns = columnsOf(chosen)
  const rows = rowsOf(shown)
  const pitch = nodeHeight + ROW_GAP_PX
  const leftOf = (generation: number) => (columns.get(generation) ?? 0) * (NODE_WIDTH_PX + COLUMN_GAP_PX)

  const nodes = shown.map((shard): LineageNode => {
    const generation = generationOf.get(shard.shardId) ?? 0
    const row = rows.get(shard.shardId) ?? 0
    return { shard, column: columns.get(generation) ?? 0, left: leftOf(generation), top: Math.round(row * pitch) }
  })
  const bottom = Math.max(0, ...nodes.map((node) => node.top + pitch))
  const folds = folded.map(({ generation, shardCount }) => ({ generation, shardCount, left: leftOf(generation), top: bottom }))
  return {
    nodes,
    edges: edgesOf({ nodes, nodeHeight }),
    folds: mergeFolds(folds),
    width: Math.max(1, columns.size) * (NODE_WIDTH_PX + COLUMN_GAP_PX) - COLUMN_GAP_PX,
    height: Math.max(0, bottom - ROW_GAP_PX) + (folds.length > 0 ? ROW_GAP_PX + FOLD_HEIGHT_PX : 0),
  }
}

/** Only drawn generations take room; one that is wholly folded shares the first column after it that is drawn. */
function columnsOf({ shown, folded, generationOf }: ChosenShards): Map<number, number> {
  const drawn = [...new Set(shown.map((shard) => generationOf.get(shard.shardId) ?? 0))].sort((left, right) => left - right)
  const columns = new Map(drawn.map((generation, column) => [generation, column]))
  for (const { generation } of folded) {
    if (columns.has(generation)) continue
    const next = drawn.findIndex((other) => other > generation)
    columns.set(generation, next === -1 ? Math.max(0, drawn.length - 1) : next)
  }
  return columns
}

function mergeFolds(folds: readonly LineageFold[]): LineageFold[] {
  const byColumn = new Map<number, LineageFold>()
  for (const fold of folds) {
    const held = byColumn.get(fold.left)
    byColumn.set(fold.left, held === undefined ? fold : { ...held, shardCount: held.shardCount + fold.shardCount })
  }
  return [...byColumn.values()]
}

/**
 * Cuts the hash-key space at every border of a drawn shard: a shard is centred on the pieces it covers. Ranges in
 * one generation never overlap (a hash key has one shard a generation), so neither do nodes in a column.
 */
function rowsOf(shown: readonly ShardRow[]): Map<string, number> {
  const ranges = shown.map((shard) => ({ shardId: shard.shardId, start: BigInt(shard.startingHashKey), end: BigInt(shard.endingHashKey) + 1n }))
  const borders = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].sort(compareKeys)
  const covered = piecesCovered(borders, ranges)
  const pieceOf = new Map<bigint, number>()
  let piece = 0
  for (const border of borders) {
    pieceOf.set(border, piece)
    if (covered.has(border)) piece += 1
  }
  return new Map(ranges.map(({ shardId, start, end }) => [shardId, ((pieceOf.get(start) ?? 0) + (pieceOf.get(end) ?? 0) - 1) / 2]))
}

/** Pieces, by their first hash key, that any shard covers: folded shards leave holes that need no room. */
function piecesCovered(borders: readonly bigint[], ranges: readonly { start: bigint; end: bigint }[]): Set<bigint> {
  const change = new Map<bigint, number>()
  for (const { start, end } of ranges) {
    change.set(start, (change.get(start) ?? 0) + 1)
    change.set(end, (change.get(end) ?? 0) - 1)
  }
  const covered = new Set<bigint>()
  let open = 0
  for (const border of borders) {
    open += change.get(border) ?? 0
    if (open > 0) covered.add(border)
  }
  return covered
}

function edgesOf({ nodes, nodeHeight }: { nodes: readonly LineageNode[]; nodeHeight: CssPixels }): LineageEdge[] {
  const nodeOf = new Map(nodes.map((node) => [node.shard.shardId, node]))
  return nodes.flatMap((child) =>
    parentIdsOf(child.shard).flatMap((parentShardId) => {
      const parent = nodeOf.get(parentShardId)
      if (parent === undefined) return []
      const edge: LineageEdge = {
        id: `${parentShardId}/${child.shard.shardId}`,
        kind: child.shard.adjacentParentShardId === null ? 'split' : 'merge',
        parentShardId,
        childShardId: child.shard.shardId,
        from: [parent.left + NODE_WIDTH_PX, parent.top + nodeHeight / 2],
        to: [child.left, child.top + nodeHeight / 2],
      }
      return [edge]
    }),
  )
}
