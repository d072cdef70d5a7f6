/** The capacity mode: the switch with what is left of it in 24 hours, and what belongs to the mode that is on. */
import { useTranslation } from 'react-i18next'
import type { CapacityView, ModeSwitches } from '../../../engine/onDemand/capacityView'
import { ACCOUNT_ID, REGION } from '../../../kinesis/limits'
import { useActions } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import { Segments } from '../../settings/Segments'
import { Group } from '../../settings/Group'
import sheet from '../../sheet/Sheet.module.css'
import { CallProblem } from '../../serviceRefusals/CallProblem'
import { useSaidWait } from '../useSaidWait'
import { CapacityChart } from './CapacityChart'
import { OnDemand } from './OnDemand'
import { Quotas } from './Quotas'
import { Ranges } from './Ranges'
import { WarmThroughput } from './WarmThroughput'

const MODES = ['PROVISIONED', 'ON_DEMAND'] as const

export function ModeSection({ view }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { streamName, mode, modeSwitches, onDemand } = view
  const { submit } = useActions()
  return (
    <>
      <Segments
        label={t('mode.title')}
        names={MODES}
        chosen={modeSwitches.pending ?? mode}
        say={(name) => t(`mode.name.${name}`)}
        onChoose={(StreamMode) => submit({ type: 'Call', operation: 'UpdateStreamMode', input: { StreamARN: `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/${streamName}`, StreamModeDetails: { StreamMode } } })}
      />
      <Switches switches={modeSwitches} />
      <CallProblem operations={['UpdateStreamMode']} streamName={streamName} />
      <p className={sheet.hint}>{t(`mode.means.${mode}`)}</p>
      <CapacityChart view={view} />
      {onDemand === null ? null : <OnDemand view={view} onDemand={onDemand} />}
      <Ranges view={view} />
      <Group title={t('warm.title')}>
        <WarmThroughput view={view} />
      </Group>
      <Group title={t('quota.title')}>
        <Quotas quotas={view.quotas} />
      </Group>
    </>
  )
}

function Switches({ switches: { left, max, nextAllowedAtMs, pending } }: { switches: ModeSwitches }) {
  const { t } = useTranslation('capacity')
  const { count } = useFormats()
  const sayWait = useSaidWait()
  return (
    <p className={sheet.hint} data-fault={left === 0}>
      {pending === null ? null : `${t('mode.pending', { mode: t(`mode.name.${pending}`) })} `}
      {nextAllowedAtMs === null ? t('mode.left', { left: count(left), max: count(max) }) : t('mode.noneLeft', { max: count(max), ...sayWait(nextAllowedAtMs) })}
    </p>
  )
}
