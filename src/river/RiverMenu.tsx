/** The small menu of a lane: split it, merge it, follow a key; the same acts as the side panel's. */
import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShardRow } from '../engine/frame'
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
  /** Partition key of the record at the place, where there is one. */
  partitionKey: string | null
}

interface RiverMenuProps {
  menu: LaneMenu
  shards: readonly ShardRow[]
  onAct: (act: RiverAct) => void
  onClose: () => void
}

export function RiverMenu({ menu, shards, onAct, onClose }: RiverMenuProps): ReactElement {
  const { t } = useTranslation('river')
  const { shard, point, place, partitionKey, origin } = menu
  const { shardId } = shard
  const here = origin === 'pointer' ? splitPointAt(shard, place.hashTop) : null
  const middle = splitPointInMiddle(shard)
  const { above, below } = neighboursOf(shard, shards)
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <button type="button" tabIndex={-1} className={styles.anchor} style={{ left: point.x, top: point.y }}>
          <span className={styles.hidden}>{t('menu.name', { shard: shardId })}</span>
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles.menu} side="right" align="start" sideOffset={6} collisionPadding={8} onCloseAutoFocus={(event) => event.preventDefault()}>
          <DropdownMenu.Label className={styles.menuName}>{t('menu.name', { shard: shardId })}</DropdownMenu.Label>
          {shard.state === 'OPEN' && here !== null && (
            <Item label={t('menu.splitHere', { percent: here.percent })} onSelect={() => onAct({ type: 'split', shardId, newStartingHashKey: here.newStartingHashKey })} />
          )}
          {shard.state === 'OPEN' && middle !== null && (
            <Item label={t('menu.splitMiddle')} onSelect={() => onAct({ type: 'split', shardId, newStartingHashKey: middle.newStartingHashKey })} />
          )}
          {shard.state === 'OPEN' && above !== null && (
            <Item label={t('menu.mergeAbove', { shard: shortShardName(above.shardIndex) })} onSelect={() => onAct({ type: 'merge', shardId: above.shardId, adjacentShardId: shardId })} />
          )}
          {shard.state === 'OPEN' && below !== null && (
            <Item label={t('menu.mergeBelow', { shard: shortShardName(below.shardIndex) })} onSelect={() => onAct({ type: 'merge', shardId, adjacentShardId: below.shardId })} />
          )}
          {shard.state === 'OPEN' && <DropdownMenu.Separator className={styles.menuLine} />}
          {partitionKey === null ? (
            <DropdownMenu.Item className={styles.menuItem} disabled>
              {t('menu.followNone')}
            </DropdownMenu.Item>
          ) : (
            <Item label={t('menu.follow', { partitionKey })} onSelect={() => onAct({ type: 'follow', partitionKey })} />
          )}
          <Item label={t('menu.inspect')} onSelect={() => onAct({ type: 'inspect', shardId })} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({ label, onSelect }: { label: string; onSelect: () => void }): ReactElement {
  return (
    <DropdownMenu.Item className={styles.menuItem} onSelect={onSelect}>
      {label}
    </DropdownMenu.Item>
  )
}
