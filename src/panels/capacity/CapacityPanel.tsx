/** The right rail's place for what a stream may take and hold: retention, capacity mode, CloudWatch, alarms and who scales by them. */
import { useTranslation } from 'react-i18next'
import type { CapacityView } from '../../engine/onDemand/capacityView'
import { useFormats } from '../../strings/formats'
import { Section } from '../../widgets/Section'
import { CostSection } from '../cost/CostSection'
import sheet from '../sheet/Sheet.module.css'
import { Gauge } from '../sheet/parts'
import styles from './Capacity.module.css'
import { CloudWatchSections } from './CloudWatchSections'
import { ModeSection } from './mode/ModeSection'
import { RetentionSection } from './retention/RetentionSection'
import { useSaidHours } from './retention/useSaidHours'
import { useCapacity } from './useCapacity'
import { useSaidLoad } from './useSaidLoad'

export function CapacityPanel() {
  const view = useCapacity()
  return view === null ? null : <Of key={view.streamName} view={view} />
}

/** What is typed and opened belongs to one stream. */
function Of({ view }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const sayHours = useSaidHours()
  const { streamName, mode, retention } = view
  return (
    <div className={styles.panel}>
      <Top view={view} />
      <Section title={t('section.retention', { period: sayHours(retention.hours) })}>
        <RetentionSection streamName={streamName} retention={retention} />
      </Section>
      <Section title={t('section.mode', { mode: t(`mode.name.${mode}`) })}>
        <ModeSection view={view} />
      </Section>
      <CloudWatchSections view={view} />
      <CostSection />
    </div>
  )
}

function Top({ view: { streamName, streamStatus, openShardCount, capacity, lastMinute } }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { percent } = useFormats()
  const sayLoad = useSaidLoad()
  return (
    <div className={styles.top}>
      <p>
        <strong>{streamName}</strong> <span className={sheet.hint}>{t('top.shards', { count: openShardCount, status: streamStatus })}</span>
      </p>
      <p>{t('top.takes', { write: sayLoad(capacity.write) })}</p>
      {streamStatus === 'UPDATING' ? <p className={sheet.remark}>{t('updating')}</p> : null}
      <Gauge name={t('top.lastMinute', { load: sayLoad(lastMinute) })} share={lastMinute.use} value={percent(lastMinute.use)} isFaultWhenFull />
    </div>
  )
}
