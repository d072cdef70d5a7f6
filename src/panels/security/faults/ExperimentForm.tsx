/** An experiment as it is asked for: action, parameters, target; what is wrong is told at its field, and nothing begins. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuardsView } from '../../../engine/door/guardsView'
import type { FaultActionView } from '../../../engine/faults/faultsView'
import type { FaultAction, FaultParameters } from '../../../engine/faults/settings'
import { useActions } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { FieldProblem } from './FieldProblem'
import { ParameterField } from './ParameterField'
import { TargetFields, type ChosenTarget } from './TargetFields'

const USUAL_PARAMETERS: Required<FaultParameters> = { duration: 'PT1M', percentage: '100', service: 'kinesis', operations: 'PutRecords,GetRecords', scope: 'all' }

export function ExperimentForm({ actions, guards }: { actions: readonly FaultActionView[]; guards: GuardsView }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const [action, setAction] = useState<FaultAction>('aws:kinesis:stream-provisioned-throughput-exception')
  const [parameters, setParameters] = useState(USUAL_PARAMETERS)
  const [target, setTarget] = useState<ChosenTarget>({ streamName: null, shardIds: null, callers: null })
  const facts = actions.find((each) => each.action === action)
  if (facts === undefined) return null
  const start = () =>
    submit({
      type: 'StartExperiment',
      action,
      parameters: Object.fromEntries(facts.parameters.map((name) => [name, parameters[name]])) as unknown as FaultParameters,
      target: { ...target, shardIds: facts.takesShards && target.streamName !== null ? target.shardIds : null },
    })
  return (
    <div className={sheet.body}>
      <SelectSetting name={t('faults.action')} names={actions.map((each) => each.action)} chosen={action} onChoose={setAction} />
      <ActionHelp facts={facts} />
      <FieldProblem of="action" />
      {facts.parameters.map((name) => (
        <ParameterField key={name} name={name} value={parameters[name]} onChange={(value) => setParameters({ ...parameters, [name]: value })} />
      ))}
      <TargetFields guards={guards} takesShards={facts.takesShards} target={target} onChange={setTarget} />
      <button type="button" className={`${controls.button} ${controls.strong} ${sheet.fits}`} onClick={start}>
        {t('faults.start')}
      </button>
      <FieldProblem of="start" />
    </div>
  )
}

/** Only our own actions need a word about whose they are. */
function ActionHelp({ facts: { action, of, resourceType, exception, httpStatus } }: { facts: FaultActionView }) {
  const { t } = useTranslation('security')
  return (
    <p className={sheet.hint}>
      {t(`faults.help.${helpKeyOf(action)}`)} {httpStatus === 0 ? t('faults.noAnswer') : t('faults.answers', { exception, status: httpStatus })} {t('faults.resource', { resource: resourceType })}
      {of === 'aws' ? null : <b> {t('faults.ours')}</b>}
    </p>
  )
}

type LastPart<Name extends string> = Name extends `${string}:${infer Rest}` ? LastPart<Rest> : Name

/** Its last part tells it from all others. */
function helpKeyOf(action: FaultAction): LastPart<FaultAction> {
  return action.slice(action.lastIndexOf(':') + 1) as LastPart<FaultAction>
}
