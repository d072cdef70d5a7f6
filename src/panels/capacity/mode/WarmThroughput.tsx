/** On-demand Advantage of the account, and the warm throughput that a stream may have with it. */
import { useTranslation } from 'react-i18next'
import { MIB } from '../../../base/units'
import type { CapacityView, CommitmentView, WarmView } from '../../../engine/onDemand/capacityView'
import { WARM_THROUGHPUT_MIBPS_MAX } from '../../../kinesis/limits'
import { useActions } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import type { SliderScale } from '../../../widgets/sliderScale'
import { NumberSetting } from '../../settings/NumberSetting'
import { SwitchSetting } from '../../settings/SwitchSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { Breakable } from '../Breakable'
import { CallProblem } from '../../serviceRefusals/CallProblem'

const SCALE: SliderScale = { min: 0, max: WARM_THROUGHPUT_MIBPS_MAX, step: 1, kind: 'logarithmic' }

export function WarmThroughput({ view: { streamName, onDemand, commitment } }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { decimal } = useFormats()
  const { submit } = useActions()
  const warm = onDemand?.warm ?? null
  const warmText = ({ currentMiBps, targetMiBps, stepsLeft, stepsFromMs }: WarmView) => {
    const said = { current: decimal(currentMiBps), target: decimal(targetMiBps) }
    if (stepsFromMs !== null) return t('warm.currentTaken', { ...said, clock: clockText(stepsFromMs).slice(0, -4) })
    return stepsLeft === 0 ? t('warm.currentWhole', said) : t('warm.currentValue', { ...said, count: stepsLeft })
  }
  return (
    <>
      <SwitchSetting
        name={t('warm.advantage.name')}
        help={t('warm.advantage.help')}
        isOn={commitment.status === 'ENABLED'}
        onChange={(isOn) => submit({ type: 'Call', operation: 'UpdateAccountSettings', input: { MinimumThroughputBillingCommitment: { Status: isOn ? 'ENABLED' : 'DISABLED' } } })}
      />
      <Commitment commitment={commitment} />
      <CallProblem operations={['UpdateAccountSettings']} streamName="" />
      {onDemand === null ? (
        <p className={sheet.hint}>{t('warm.onlyOnDemand')}</p>
      ) : (
        <NumberSetting
          name={t('warm.throughput.name')}
          help={t('warm.throughput.help')}
          value={warm?.targetMiBps ?? 0}
          usual={0}
          scale={SCALE}
          unit="mebibytes"
          isJudged
          onCommit={(WarmThroughputMiBps) => submit({ type: 'Call', operation: 'UpdateStreamWarmThroughput', input: { StreamName: streamName, WarmThroughputMiBps } })}
        />
      )}
      {warm === null ? null : <Facts facts={[[t('warm.current'), warmText(warm)]]} />}
      <CallProblem operations={['UpdateStreamWarmThroughput']} streamName={streamName} />
    </>
  )
}

function Commitment({ commitment: { status, earliestAllowedEndAtMs, writtenBytesPerSecond, committedBytesPerSecond } }: { commitment: CommitmentView }) {
  const { t } = useTranslation('capacity')
  const { decimal } = useFormats()
  if (status === 'DISABLED') return null
  return (
    <Facts
      facts={[
        [t('warm.status'), <Breakable key="status" name={status} />],
        [t('warm.committed'), t('warm.committedValue', { written: decimal(writtenBytesPerSecond / MIB), committed: decimal(committedBytesPerSecond / MIB) })],
        ...(earliestAllowedEndAtMs === null ? [] : [[t('warm.earliestEnd'), clockText(earliestAllowedEndAtMs).slice(0, -4)] as const]),
      ]}
    />
  )
}
