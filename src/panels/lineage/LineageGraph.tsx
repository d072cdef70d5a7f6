/** The graph itself: nodes in a list that arrow keys walk (left to a parent, right to a child), links beneath. */
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { ShardNode } from './ShardNode'
import type { NamedApplication } from './ShardNode'
import type { LineageEdge, LineageLayout, LineageNode } from './layoutLineage'
import type { CssPixels } from './nodeSize'
import { NODE_WIDTH_PX } from './nodeSize'
import type { ProgressTable } from './progress'
import styles from './Lineage.module.css'

export interface LineageGraphProps {
  layout: LineageLayout
  nodeHeight: CssPixels
  progress: ProgressTable
  throttledShardIds: ReadonlySet<string>
  applications: readonly NamedApplication[]
  selectedShardId: string | null
  /** What the person looks for; without it the newest shard is kept in view. */
  focusShardId: string | null
  onSelect: (shardId: string) => void
}

/** Leaves and arrives level. */
function pathOfLink({ from: [fromX, fromY], to: [toX, toY] }: LineageEdge): string {
  const middle = (fromX + toX) / 2
  return `M${fromX},${fromY}C${middle},${fromY},${middle},${toY},${toX},${toY}`
}

export function LineageGraph(props: LineageGraphProps) {
  const { layout, nodeHeight, progress, throttledShardIds, applications, selectedShardId, focusShardId, onSelect } = props
  const { t } = useTranslation('lineage')
  const setView = useSetView()
  const highlightedShardId = useView((view) => view.highlightedShardId)
  const list = useRef<HTMLUListElement>(null)
  const [lastFocused, setLastFocused] = useState<string | null>(null)
  const tabStop = layout.nodes.find((node) => node.shard.shardId === lastFocused) ?? layout.nodes.find((node) => node.shard.state === 'OPEN') ?? layout.nodes[0]

  const scroller = useScrollTo({ layout, nodeHeight, shardId: focusShardId ?? layout.nodes.at(-1)?.shard.shardId ?? null })

  const highlight = (event: SyntheticEvent) => {
    const shardId = shardIdOf(event.target)
    if (shardId !== null) setView({ highlightedShardId: shardId })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = neighbourOf({ layout, shardId: shardIdOf(event.target), key: event.key })
    if (next === null) return
    event.preventDefault()
    const button = list.current?.querySelector<HTMLElement>(`[data-shard-id="${CSS.escape(next.shard.shardId)}"]`)
    button?.focus()
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  return (
    <div className={styles.scroller} ref={scroller}>
      <div className={styles.canvas} style={{ width: layout.width, height: layout.height }}>
        <svg className={styles.links} width={layout.width} height={layout.height} aria-hidden="true">
          {layout.edges.map((edge) => (
            <path
              key={edge.id}
              d={pathOfLink(edge)}
              data-kind={edge.kind}
              data-highlighted={edge.parentShardId === highlightedShardId || edge.childShardId === highlightedShardId}
            />
          ))}
        </svg>
        <ul
          ref={list}
          data-own-keys
          aria-label={t('graph')}
          onClick={(event) => {
            const shardId = shardIdOf(event.target)
            if (shardId !== null) onSelect(shardId)
          }}
          onPointerOver={highlight}
          onPointerLeave={() => setView({ highlightedShardId: null })}
          onFocus={(event) => {
            setLastFocused(shardIdOf(event.target))
            highlight(event)
          }}
          onBlur={() => setView({ highlightedShardId: null })}
          onKeyDown={onKeyDown}
        >
          {layout.nodes.map(({ shard, left, top }) => (
            <ShardNode
              key={shard.shardId}
              shardId={shard.shardId}
              state={shard.state}
              isThrottled={throttledShardIds.has(shard.shardId)}
              left={left}
              top={top}
              height={nodeHeight}
              progressWords={(progress.get(shard.shardId) ?? []).map((row) => row.progress).join(' ')}
              applications={applications}
              isHighlighted={shard.shardId === highlightedShardId}
              isSelected={shard.shardId === selectedShardId}
              isTabStop={shard === tabStop?.shard}
            />
          ))}
        </ul>
        {layout.folds.map((fold) => (
          <p key={fold.generation} className={styles.fold} style={{ left: fold.left, top: fold.top, width: NODE_WIDTH_PX }}>
            {t('more', { shards: fold.shardCount })}
          </p>
        ))}
      </div>
    </div>
  )
}

/** Brings a shard to the middle, once: afterwards the person scrolls as they like. */
function useScrollTo({ layout, nodeHeight, shardId }: { layout: LineageLayout; nodeHeight: CssPixels; shardId: string | null }) {
  const scroller = useRef<HTMLDivElement>(null)
  const reached = useRef<string | null>(null)
  useEffect(() => {
    const node = layout.nodes.find((candidate) => candidate.shard.shardId === shardId)
    const view = scroller.current
    if (node === undefined || view === null || reached.current === shardId) return
    reached.current = shardId
    view.scrollTo({ left: node.left + NODE_WIDTH_PX / 2 - view.clientWidth / 2, top: node.top + nodeHeight / 2 - view.clientHeight / 2 })
  }, [layout, nodeHeight, shardId])
  return scroller
}

function shardIdOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-shard-id]')?.dataset['shardId'] ?? null) : null
}

function neighbourOf({ layout, shardId, key }: { layout: LineageLayout; shardId: string | null; key: string }): LineageNode | null {
  const here = layout.nodes.find((node) => node.shard.shardId === shardId)
  if (here === undefined) return null
  const byId = (wanted: string | undefined) => layout.nodes.find((node) => node.shard.shardId === wanted) ?? null
  const column = layout.nodes.filter((node) => node.column === here.column).sort((left, right) => left.top - right.top)
  switch (key) {
    case 'ArrowLeft':
      return byId(layout.edges.find((edge) => edge.childShardId === shardId)?.parentShardId)
    case 'ArrowRight':
      return byId(layout.edges.find((edge) => edge.parentShardId === shardId)?.childShardId)
    case 'ArrowUp':
      return column[column.indexOf(here) - 1] ?? null
    case 'ArrowDown':
      return column[column.indexOf(here) + 1] ?? null
    case 'Home':
      return column[0] ?? null
    case 'End':
      return column.at(-1) ?? null
    default:
      return null
  }
}
