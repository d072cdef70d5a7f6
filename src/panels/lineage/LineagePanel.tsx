/** The family of the stream's shards: who was split or merged into whom, and how far each application is with each. */
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApplicationRow, ShardRow } from '../../engine/summary'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { late } from '../../widgets/Late'
import { ApplicationSwatch } from '../ApplicationSwatch'
import { LineageGraph } from './LineageGraph'
import type { NamedApplication } from './ShardNode'
import { SHARDS_DRAWN_MAX, chooseShards } from './chooseShards'
import { layoutLineage } from './layoutLineage'
import { nodeHeightFor } from './nodeSize'
import { progressOf, unfinishedShardIds } from './progress'
import styles from './Lineage.module.css'

const ShardDetails = late(async () => (await import('./ShardDetails')).ShardDetails)

const NO_SHARDS: readonly ShardRow[] = []
const NO_APPLICATIONS: readonly ApplicationRow[] = []

export function LineagePanel() {
  const { t } = useTranslation('lineage')
  const formats = useFormats()
  const summary = useWorld((world) => world.summary)
  const [selectedShardId, setSelectedShardId] = useState<string | null>(null)
  const [searched, setSearched] = useState('')

  const shards = summary?.shards ?? NO_SHARDS
  const found = findShard(shards, searched)
  const focusShardId = found?.shardId ?? selectedShardId
  const applications = useStableApplications(summary?.applications ?? NO_APPLICATIONS)
  const progress = useMemo(
    () => progressOf({ applications: summary?.applications ?? [], leases: summary?.leases ?? [], shards: summary?.shards ?? [] }),
    [summary],
  )
  const unfinished = useMemo(() => unfinishedShardIds(progress), [progress])
  const nodeHeight = nodeHeightFor(applications.length)
  const shape = shapeOf({ shards, unfinished, focusShardId, nodeHeight })
  const layout = useStableFor(shape, () =>
    layoutLineage({ chosen: chooseShards({ shards, unfinishedShardIds: unfinished, focusShardId }), nodeHeight }),
  )
  const throttledShardIds = new Set(shards.filter((shard) => shard.throttledPerSecond > 0).map((shard) => shard.shardId))
  const selected = shards.find((shard) => shard.shardId === selectedShardId)

  if (summary === null) return <p className={styles.empty}>{t('empty')}</p>
  return (
    <div className={styles.panel}>
      <p className={styles.legend}>
        {t('summary', { open: formats.count(summary.stream.openShardCount), all: formats.count(shards.length) })}
        {summary.applications.map(({ name, applicationIndex }) => (
          <span key={name} className={styles.legendItem}>
            <ApplicationSwatch index={applicationIndex} />
            {name}
          </span>
        ))}
      </p>
      {shards.length > SHARDS_DRAWN_MAX ? (
        <label className={styles.search}>
          <span>{t('search')}</span>
          <input
            type="search"
            inputMode="numeric"
            value={searched}
            placeholder={t('searchExample')}
            onChange={(event) => setSearched(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && found !== null && setSelectedShardId(found.shardId)}
          />
          <output>{searched === '' ? '' : found === null ? t('notFound') : found.shardId}</output>
        </label>
      ) : null}
      <LineageGraph
        layout={layout}
        nodeHeight={nodeHeight}
        progress={progress}
        throttledShardIds={throttledShardIds}
        applications={applications}
        selectedShardId={selectedShardId}
        focusShardId={focusShardId}
        onSelect={(shardId) => setSelectedShardId((held) => (held === shardId ? null : shardId))}
      />
      {selected === undefined ? (
        <p className={styles.hint}>{t('hint')}</p>
      ) : (
        <ShardDetails shard={selected} shards={shards} applications={summary.applications} progress={progress.get(selected.shardId) ?? []} onSelect={setSelectedShardId} onClose={() => setSelectedShardId(null)} />
      )}
    </div>
  )
}

/** What the layout depends on: rates and counts that change with each summary are left out. */
function shapeOf(view: { shards: readonly ShardRow[]; unfinished: ReadonlySet<string>; focusShardId: string | null; nodeHeight: number }): string {
  const states = view.shards.map((shard) => `${shard.shardIndex}${shard.state.charAt(0)}`).join()
  if (view.shards.length <= SHARDS_DRAWN_MAX) return `${view.nodeHeight}/${states}`
  return `${view.nodeHeight}/${states}/${[...view.unfinished].join()}/${view.focusShardId ?? ''}`
}

function useStableFor<T>(shape: string, make: () => T): T {
  const [held, setHeld] = useState(() => ({ shape, value: make() }))
  if (held.shape === shape) return held.value
  const next = { shape, value: make() }
  setHeld(next)
  return next.value
}

function useStableApplications(rows: readonly ApplicationRow[]): readonly NamedApplication[] {
  const named = rows.map(({ name, applicationIndex }) => ({ name, applicationIndex }))
  return useStableFor(JSON.stringify(named), () => named)
}

/** Takes `3`, `003` or a whole shard id. */
function findShard(shards: readonly ShardRow[], searched: string): ShardRow | null {
  const digits = /(\d+)\s*$/.exec(searched)?.[1]
  if (digits === undefined) return null
  return shards.find((shard) => shard.shardIndex === Number(digits)) ?? null
}
