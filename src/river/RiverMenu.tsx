/** The small menu of a lane: split it, merge it, follow a key; the same acts as the side panel's. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectedRecord } from '../bridge/protocol'
import type { ShardRow, Summary } from '../engine/summary'
import { behindIn } from './consumerWords'
import { MenuItem, MenuShell } from './MenuShell'
import { neighboursOf, splitPointAt, splitPointInMiddle } from './riverActs'
import { shortShardName } from './scene'
import type { Place, Point, RiverAct } from './riverView'
import styles from './River.module.css'

export interface LaneMenu {
  point: Point
  place: Place
  shard: ShardRow
  /** Without a pointer there is no particular place to split at. */
  origin: 'pointer' | 'keyboard'
  /** The record at the place, where there is one. */
  record: Pick<InspectedRecord, 'partitionKey' | 'sequenceNumber' | 'userRecords'> | null
}

interface RiverMenuProps {
  menu: LaneMenu
  summary: Pick<Summary, 'shards' | 'applications'>
  onAct: (act: RiverAct) => void
  onClose: () => void
}

/** A menu stays one that can be looked over. */
const REASONS_MAX = 6

export function RiverMenu({ menu, summary, onAct, onClose }: RiverMenuProps): ReactElement {
  const { t } = useTranslation('riverDetails')
  const { shard, point, place, record, origin } = menu
  const { shardId } = shard
  const here = origin === 'pointer' ? splitPointAt(shard, place.hashTop) : null
  const middle = splitPointInMiddle(shard)
  const { above, below } = neighboursOf(shard, summary.shards)
  return (
    <MenuShell point={point} title={t('menu.name', { shard: shardId })} onClose={onClose}>
      {shard.state === 'OPEN' && here !== null && (
        <MenuItem label={t('menu.splitHere', { percent: here.percent })} onSelect={() => onAct({ type: 'split', shardId, newStartingHashKey: here.newStartingHashKey })} />
      )}
      {shard.state === 'OPEN' && middle !== null && (
        <MenuItem label={t('menu.splitMiddle')} onSelect={() => onAct({ type: 'split', shardId, newStartingHashKey: middle.newStartingHashKey })} />
      )}
      {shard.state === 'OPEN' && above !== null && (
        <MenuItem label={t('menu.mergeAbove', { shard: shortShardName(above.shardIndex) })} onSelect={() => onAct({ type: 'merge', shardId: above.shardId, adjacentShardId: shardId })} />
      )}
      {shard.state === 'OPEN' && below !== null && (
        <MenuItem label={t('menu.mergeBelow', { shard: shortShardName(below.shardIndex) })} onSelect={() => onAct({ type: 'merge', shardId, adjacentShardId: below.shardId })} />
      )}
      {shard.state === 'OPEN' && <DropdownMenu.Separator className={styles.menuLine} />}
      {record === null ? (
        <MenuItem label={t('menu.followNone')} onSelect={null} />
      ) : (
        <>
          <MenuItem label={t('menu.follow', { partitionKey: record.partitionKey })} onSelect={() => onAct({ type: 'follow', partitionKey: record.partitionKey })} />
          <MenuItem label={record.userRecords === 1 ? t('menu.open') : t('menu.openAggregate', { records: record.userRecords })} onSelect={() => onAct({ type: 'open', sequenceNumber: record.sequenceNumber })} />
        </>
      )}
      {shard.recordsThrottled > 0 && <MenuItem label={t('menu.diagnose')} onSelect={() => onAct({ type: 'diagnose', shardId })} />}
      {behindIn(shardId, summary)
        .slice(0, REASONS_MAX)
        .map(({ name }) => (
          <MenuItem key={name} label={t('menu.why', { application: name })} onSelect={() => onAct({ type: 'why', application: name, shardId })} />
        ))}
      <MenuItem label={t('menu.inspect')} onSelect={() => onAct({ type: 'inspect', shardId })} />
    </MenuShell>
  )
}
