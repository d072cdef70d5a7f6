/** A real file as traffic: which column is the partition key, how fast, and whether it begins again. */
import { useTranslation } from 'react-i18next'
import type { ReplayWorkload } from '../../engine/commands'
import { useActions, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import controls from '../../widgets/controls.module.css'
import { ControlSlider } from './ControlSlider'
import { REPLAY_SPEED_MAX } from './dataSets'
import { SourceWarnings } from './SourceWarnings'
import styles from './Controls.module.css'

const SPEED: SliderScale = { min: 1, max: REPLAY_SPEED_MAX, step: 1, kind: 'logarithmic' }

export function ReplayControls({ workload }: { workload: ReplayWorkload }) {
  const { t } = useTranslation('controls')
  const { count, duration } = useFormats()
  const facts = useWorld((world) => world.sources.find(({ sourceId }) => sourceId === workload.sourceId))
  const { submit } = useActions()
  const change = (part: Partial<ReplayWorkload>) => submit({ type: 'SetWorkload', workload: { ...workload, ...part } })
  const columns = facts?.columns ?? [{ name: workload.keyColumn, distinct: 0, topPercent: 0 }]
  const chosen = facts?.columns.find(({ name }) => name === workload.keyColumn)
  return (
    <>
      <label className={styles.pair}>
        <span className={styles.label}>{t('keyColumn')}</span>
        <select className={controls.select} value={workload.keyColumn} onChange={(event) => change({ keyColumn: event.target.value })}>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {chosen === undefined ? null : (
        <p className={styles.hint}>{t('columnFacts', { keys: count(chosen.distinct), percent: count(chosen.topPercent) })}</p>
      )}
      <ControlSlider
        label={t('replaySpeed')}
        value={workload.speed}
        scale={SPEED}
        unit="×"
        say={(value) => t('replaySpeedValue', { speed: count(value) })}
        explain={(value) => (facts === undefined ? null : t('replayLasts', { records: count(facts.records), duration: duration(facts.spanMs / value) }))}
        onCommit={(speed) => change({ speed })}
      />
      <label className={styles.check}>
        <input type="checkbox" checked={workload.loop} onChange={(event) => change({ loop: event.target.checked })} />
        {t('loop')}
      </label>
      {facts === undefined || facts.warnings.length === 0 ? null : (
        <SourceWarnings warnings={facts.warnings} />
      )}
    </>
  )
}
