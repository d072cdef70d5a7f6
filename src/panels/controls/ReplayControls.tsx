/** A real file as traffic: which column is the partition key, how fast, and whether it begins again. */
import { useTranslation } from 'react-i18next'
import type { ReplayWorkload } from '../../engine/commands'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import type { SliderScale } from '../../widgets/sliderScale'
import { ColumnSelect } from './ColumnSelect'
import { ControlSlider } from './ControlSlider'
import { REPLAY_SPEED_MAX } from './dataSets'
import { SourceWarnings } from './SourceWarnings'

const SPEED: SliderScale = { min: 1, max: REPLAY_SPEED_MAX, step: 1, kind: 'logarithmic' }

export interface ReplayControlsProps {
  workload: ReplayWorkload
  change: (part: Partial<ReplayWorkload>) => void
}

export function ReplayControls({ workload, change }: ReplayControlsProps) {
  const { t } = useTranslation('controls')
  const { count, duration } = useFormats()
  const facts = useWorld((world) => world.sources.find(({ sourceId }) => sourceId === workload.sourceId))
  return (
    <>
      <ColumnSelect facts={facts} keyColumn={workload.keyColumn} onChoose={(keyColumn) => change({ keyColumn })} />
      <ControlSlider
        label={t('replaySpeed')}
        value={workload.speed}
        scale={SPEED}
        unit="×"
        say={(value) => t('replaySpeedValue', { speed: count(value) })}
        explain={(value) => (facts === undefined ? null : t('replayLasts', { records: count(facts.records), duration: duration(facts.spanMs / value) }))}
        onCommit={(speed) => change({ speed })}
      />
      <label className={controls.check}>
        <input type="checkbox" checked={workload.loop} onChange={(event) => change({ loop: event.target.checked })} />
        {t('loop')}
      </label>
      {facts === undefined || facts.warnings.length === 0 ? null : (
        <SourceWarnings warnings={facts.warnings} />
      )}
    </>
  )
}
