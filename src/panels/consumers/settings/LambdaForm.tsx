/** Settings of an event source mapping by the names of the API, then of the function's own code. */
import { useTranslation } from 'react-i18next'
import { LAMBDA_DEFAULTS, type LambdaFunction, type LambdaSettings } from '../../../engine/consumers/lambda/settings'
import type { SliderScale } from '../../../widgets/sliderScale'
import { ChoiceSetting } from './ChoiceSetting'
import { Group } from './Group'
import { NumberSetting } from './NumberSetting'
import { PER_THOUSAND, POSITIONS, RECORDS_A_CALL } from './scales'
import { SwitchSetting } from './SwitchSetting'
import { TextSetting } from './TextSetting'
import { useApplicationSettings } from './useApplicationSettings'
import { WorkSetting } from './WorkSetting'

const BATCHING_SECONDS: SliderScale = { min: 0, max: 300, step: 1, kind: 'linear' }
const FACTOR: SliderScale = { min: 1, max: 10, step: 1, kind: 'linear' }
const AGE_SECONDS: SliderScale = { min: 60, max: 604_800, step: 1, kind: 'logarithmic' }
const ATTEMPTS: SliderScale = { min: 0, max: 10_000, step: 1, kind: 'logarithmic' }
const TUMBLING_SECONDS: SliderScale = { min: 0, max: 900, step: 1, kind: 'logarithmic' }
const INVOKE_MS: SliderScale = { min: 0, max: 60_000, step: 1, kind: 'logarithmic' }
const WITHOUT_END = -1
/** What a limit begins with when it is switched on: ours. */
const AGE_SECONDS_FIRST = 3_600
const ATTEMPTS_FIRST = 3

export function LambdaForm({ settings }: { settings: LambdaSettings }) {
  const { t } = useTranslation('consumers')
  const change = useApplicationSettings(settings)
  return (
    <>
      <NumberSetting isJudged setting="batchSize" value={settings.batchSize} usual={LAMBDA_DEFAULTS.batchSize} scale={RECORDS_A_CALL} onCommit={(batchSize) => change({ batchSize })} />
      <NumberSetting
        isJudged
        setting="maximumBatchingWindowInSeconds"
        value={settings.maximumBatchingWindowInSeconds}
        usual={LAMBDA_DEFAULTS.maximumBatchingWindowInSeconds}
        scale={BATCHING_SECONDS}
        unit="seconds"
        onCommit={(maximumBatchingWindowInSeconds) => change({ maximumBatchingWindowInSeconds })}
      />
      <NumberSetting isJudged setting="parallelizationFactor" value={settings.parallelizationFactor} usual={LAMBDA_DEFAULTS.parallelizationFactor} scale={FACTOR} onCommit={(parallelizationFactor) => change({ parallelizationFactor })} />
      <ChoiceSetting setting="startingPosition" names={POSITIONS} chosen={settings.startingPosition} onChoose={(startingPosition) => change({ startingPosition })} />
      <FailureSettings settings={settings} change={change} />
      <NumberSetting
        isJudged
        setting="tumblingWindowInSeconds"
        value={settings.tumblingWindowInSeconds}
        usual={LAMBDA_DEFAULTS.tumblingWindowInSeconds}
        scale={TUMBLING_SECONDS}
        unit="seconds"
        onCommit={(tumblingWindowInSeconds) => change({ tumblingWindowInSeconds })}
      />
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
  const usual = LAMBDA_DEFAULTS.function
  return (
    <>
      <NumberSetting setting="invokeMs" value={code.invokeMs} usual={usual.invokeMs} scale={INVOKE_MS} unit="ms" onCommit={(invokeMs) => onChange({ ...code, invokeMs })} />
      <NumberSetting setting="failsPerThousand" value={code.failsPerThousand} usual={usual.failsPerThousand} scale={PER_THOUSAND} unit="perThousand" onCommit={(failsPerThousand) => onChange({ ...code, failsPerThousand })} />
      <TextSetting setting="poisonKey" value={code.poisonKey ?? ''} onCommit={(poisonKey) => onChange({ ...code, poisonKey: poisonKey === '' ? null : poisonKey })} />
      <SwitchSetting setting="deaggregates" isOn={code.deaggregates} onChange={(deaggregates) => onChange({ ...code, deaggregates })} />
    </>
  )
}
