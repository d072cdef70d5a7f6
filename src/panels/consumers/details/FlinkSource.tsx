/** Which source a Flink job reads with, and what that one does in its own way. */
import { useTranslation } from 'react-i18next'
import type { FlinkReaderDetails } from '../../../engine/consumers/flink/details'
import { useFormats } from '../../../strings/formats'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Consumers.module.css'

export function FlinkSource({ details: { source, subtasks, restoredFrom } }: { details: FlinkReaderDetails }) {
  const { t } = useTranslation('consumers')
  const { count, duration } = useFormats()
  const shards = subtasks.map((subtask) => subtask.shards.length)
  const [min, max] = [Math.min(...shards), Math.max(...shards)]
  const spread = shards.length === 0 ? '' : t(min === max ? 'flink.source.spreadEvenly' : 'flink.source.spread', { min: count(min), max: count(max) })
  const holdsText = (ms: number | null) => (ms === 0 ? t('flink.source.letsGo') : ms === null ? t('flink.source.holdsBack') : t('flink.source.holdsBackFor', { time: duration(ms) }))
  return (
    <>
      <Facts
        facts={[
          [
            t('flink.source.name'),
            <span key="source">
              {source.name} {source.isDeprecated ? <em className={styles.deprecated}>{t('deprecated')}</em> : null}
            </span>,
          ],
          [t('flink.source.discovery'), t('flink.source.discoveryValue', { count: source.listers, calls: count(source.listShardsCalls) })],
          [t('flink.source.assignment'), `${t(`flink.source.assigns.${source.assignsBy}`)}${spread}`],
          [t('flink.source.children'), t(source.childrenWaitForParents ? 'flink.source.childrenWait' : 'flink.source.childrenAtOnce')],
          ...(source.fetchesFor === null ? [] : [[t('flink.source.fetching'), t(`flink.source.fetches.${source.fetchesFor}`, { time: duration(source.fetchEveryMs) })] as const]),
          [t('flink.source.silentShard'), holdsText(source.silentShardHoldsBackMs)],
          [t('flink.source.emptySubtask'), holdsText(source.emptySubtaskHoldsBackMs)],
          [t('flink.source.aggregates'), t(source.deaggregates ? 'flink.source.takenApart' : 'flink.source.unread')],
        ]}
      />
      {source.isDeprecated ? <p className={sheet.remark}>{t('flink.source.deprecatedMeans')}</p> : null}
      {restoredFrom?.hasPositions === false ? <p className={sheet.remark}>{t('flink.source.noPositions')}</p> : null}
    </>
  )
}
