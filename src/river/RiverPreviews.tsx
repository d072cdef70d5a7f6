/** What an act would do, before it is done: the lanes that a drag would merge, the line where a split would cut. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { RiverGeometry } from './layout'
import type { CssPixels } from './riverView'
import { shortShardName } from './scene'
import type { MergeDrag } from './useRiverPointer'
import styles from './River.module.css'

export function MergePreview({ drag, geometry }: { drag: MergeDrag; geometry: RiverGeometry }): ReactElement {
  const { t } = useTranslation('river')
  const { upperShardIndex, lowerShardIndex, y } = drag.bank
  const names = { upper: shortShardName(upperShardIndex), lower: shortShardName(lowerShardIndex) }
  return (
    <div className={styles.merge} data-reach={drag.reach} style={{ left: geometry.plotLeft, right: geometry.width - geometry.plotRight, top: y }}>
      <span role="status">{drag.reach === 'far' ? t('merge.release', names) : t('merge.further', names)}</span>
    </div>
  )
}

export function SplitPreview({ y, geometry }: { y: CssPixels; geometry: RiverGeometry }): ReactElement {
  return <div className={styles.split} style={{ left: geometry.plotLeft, right: geometry.width - geometry.plotRight, top: y }} />
}
