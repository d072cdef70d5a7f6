/** Settings of an event source mapping by the names of the API, then of the function's own code. */
import { useTranslation } from 'react-i18next'
import { LAMBDA_DEFAULTS, type LambdaFunction, type LambdaSettings } from '../../../engine/consumers/lambda/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { Group } from '../../settings/Group'
import type { SettingUnit } from '../../settings/NumberSetting'
import { ChoiceSetting, NumberSetting, SwitchSetting, TextSetting, type NumberKey } from './keyedSettings'
import { PER_THOUSAND, RECORDS_A_CALL } from './scales'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const BATCHING_SECONDS: SliderScale = { min: 0, max: 300, step: 1, kind: 'linear' }
const FACTOR: SliderScale = { min: 1, max: 10, step: 1, kind: 'linear' }
const AGE_SECONDS: SliderScale = { min: 60, max: 604_800, step: 1, kind: 'logarithmic' }
const ATTEMPTS: SliderScale = { min: 0, max: 10_000, step: 1, kind: 'logarithmic' }
const TUMBLING_SECONDS: SliderScale = { min: 0, max: 900, step: 1, kind: 'logarithmic' }
const STARTING_POSITIONS = ['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'] as const
/** Of the run so far. */
const TIMESTAMP_SECONDS: SliderScale = { min: 0, max: 3_600, step: 1, kind: 'logarithmic' }
const TIMEOUT_SECONDS: SliderScale = { min: 1, max: 900, step: 1, kind: 'logarithmic' }
const RESERVED: SliderScale = { min: 0, max: 900, step: 1, kind: 'logarithmic' }
const INVOKE_MS: SliderScale = { min: 0, max: 60_000, step: 1, kind: 'logarithmic' }
const WITHOUT_END = -1
/** What a limit begins with when it is switched on: ours. */
const AGE_SECONDS_FIRST = 3_600
const ATTEMPTS_FIRST = 3
const RESERVED_FIRST = 10

export function LambdaForm({ settings }: { settings: LambdaSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  const number = (name: NumberKey<LambdaSettings>, scale: SliderScale, unit?: SettingUnit) => (
    <NumberSetting isJudged setting={name} value={settings[name]} usual={LAMBDA_DEFAULTS[name]} scale={scale} unit={unit} onCommit={(value) => change({ [name]: value })} />
  )
  return (
    <>
      {number('batchSize', RECORDS_A_CALL)}
      {number('maximumBatchingWindowInSeconds', BATCHING_SECONDS, 'seconds')}
      {number('parallelizationFactor', FACTOR)}
      <ChoiceSetting setting="startingPosition" names={STARTING_POSITIONS} chosen={settings.startingPosition} means={t('startingPositionFixed')} isDisabled onChoose={(startingPosition) => change({ startingPosition })} />
      {settings.startingPosition === 'AT_TIMESTAMP' ? number('startingPositionTimestamp', TIMESTAMP_SECONDS, 'seconds') : null}
      <FailureSettings settings={settings} change={change} />
      {number('tumblingWindowInSeconds', TUMBLING_SECONDS, 'seconds')}
      <Group title={t('group.function')}>
        <WorkSetting workUs={settings.workUs} usualUs={LAMBDA_DEFAULTS.workUs} onChange={(workUs) => change({ workUs })} />
        <FunctionSettings code={settings.function} onChange={(code) => change({ function: code })} />
      </Group>
    </>
  )
}

interface PartProps {
  settings: LambdaSettings
  change: (part: Partial<LambdaSettings>) => void
}

/** How often and how long a batch is tried, and where it goes then. */
function FailureSettings({ settings, change }: PartProps) {
  const { t } = useTranslation('consumers')
  const { maximumRetryAttempts, maximumRecordAgeInSeconds } = settings
  return (
    <>
      <SwitchSetting setting="retriesEnd" isOn={maximumRetryAttempts !== WITHOUT_END} onChange={(isOn) => change({ maximumRetryAttempts: isOn ? ATTEMPTS_FIRST : WITHOUT_END })} />
      {maximumRetryAttempts === WITHOUT_END ? null : (
        <NumberSetting isJudged setting="maximumRetryAttempts" value={maximumRetryAttempts} usual={ATTEMPTS_FIRST} scale={ATTEMPTS} onCommit={(next) => change({ maximumRetryAttempts: next })} />
      )}
      <SwitchSetting setting="ageEnds" isOn={maximumRecordAgeInSeconds !== WITHOUT_END} onChange={(isOn) => change({ maximumRecordAgeInSeconds: isOn ? AGE_SECONDS_FIRST : WITHOUT_END })} />
      {maximumRecordAgeInSeconds === WITHOUT_END ? null : (
        <NumberSetting
          isJudged
          setting="maximumRecordAgeInSeconds"
          value={maximumRecordAgeInSeconds}
          usual={AGE_SECONDS_FIRST}
          scale={AGE_SECONDS}
          unit="seconds"
          onCommit={(next) => change({ maximumRecordAgeInSeconds: next })}
        />
      )}
      <SwitchSetting setting="bisectBatchOnFunctionError" isOn={settings.bisectBatchOnFunctionError} onChange={(bisectBatchOnFunctionError) => change({ bisectBatchOnFunctionError })} />
      <SwitchSetting setting="reportBatchItemFailures" isOn={settings.reportBatchItemFailures} onChange={(reportBatchItemFailures) => change({ reportBatchItemFailures })} />
      <ChoiceSetting setting="onFailure" names={['none', 'sqs', 's3'] as const} chosen={settings.onFailure} say={(name) => t(`choice.onFailure.${name}`)} onChoose={(onFailure) => change({ onFailure })} />
    </>
  )
}

function FunctionSettings({ code, onChange }: { code: LambdaFunction; onChange: (code: LambdaFunction) => void }) {
  const { reservedConcurrentExecutions: reserved } = code
  const number = (name: NumberKey<LambdaFunction>, scale: SliderScale, unit: SettingUnit) => (
    <NumberSetting isJudged={name === 'timeoutSeconds'} setting={name} value={code[name]} usual={LAMBDA_DEFAULTS.function[name]} scale={scale} unit={unit} onCommit={(value) => onChange({ ...code, [name]: value })} />
  )
  return (
    <>
      {number('invokeMs', INVOKE_MS, 'ms')}
      {number('timeoutSeconds', TIMEOUT_SECONDS, 'seconds')}
      <SwitchSetting setting="reservesConcurrency" isOn={reserved !== null} onChange={(isOn) => onChange({ ...code, reservedConcurrentExecutions: isOn ? RESERVED_FIRST : null })} />
      {reserved === null ? null : (
        <NumberSetting
          isJudged
          setting="reservedConcurrentExecutions"
          value={reserved}
          usual={RESERVED_FIRST}
          scale={RESERVED}
          onCommit={(reservedConcurrentExecutions) => onChange({ ...code, reservedConcurrentExecutions })}
        />
      )}
      {number('failsPerThousand', PER_THOUSAND, 'perThousand')}
      <TextSetting setting="poisonKey" value={code.poisonKey ?? ''} onCommit={(poisonKey) => onChange({ ...code, poisonKey: poisonKey === '' ? null : poisonKey })} />
      <SwitchSetting setting="deaggregates" isOn={code.deaggregates} onChange={(deaggregates) => onChange({ ...code, deaggregates })} />
    </>
  )
}
