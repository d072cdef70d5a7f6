/** The own policies of a stream and of its consumers: put and deleted by the API's calls, as anybody's would be. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallCommand } from '../../../engine/commands'
import type { CallerName } from '../../../engine/door/callerName'
import type { ResourcePolicyView, StreamGuardView } from '../../../engine/door/guardsView'
import type { AccessAnswer } from '../../../engine/iam/accessAnswer'
import type { OperationName } from '../../../kinesis/api/types'
import { useActions } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { CallRefusal } from '../../serviceRefusals/CallRefusal'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { PolicyEditor } from '../policy/PolicyEditor'
import { statementIn } from '../policy/statementIn'
import { decidedIn, StatementNote } from '../policy/StatementNote'
import { usePolicyProblems } from '../useGuards'
import { sharedWith } from './templates'

export interface ResourcePoliciesProps {
  caller: CallerName
  stream: StreamGuardView
  policies: readonly ResourcePolicyView[]
  accountId: string
  answer: AccessAnswer | null
  drafts: ResourceDrafts
  /** @param document undefined: what is in force is shown again. */
  onDraft: (arn: string, document: string | undefined) => void
}

/** By ARN: as they are being written. */
export type ResourceDrafts = Partial<Record<string, string>>

/** One that nobody here has. */
const OTHER_ACCOUNT = '210987654321'

export function ResourcePolicies({ caller, stream, policies, accountId, answer, drafts, onDraft }: ResourcePoliciesProps) {
  const { t } = useTranslation('security')
  const [arn, setArn] = useState(stream.arn)
  const arns = [stream.arn, ...stream.consumers.map((consumer) => consumer.arn)]
  const shown = arns.includes(arn) ? arn : stream.arn
  const kind = shown === stream.arn ? 'stream' : 'consumer'
  const inForce = policies.find((policy) => policy.arn === shown)?.document ?? null
  const text = drafts[shown] ?? inForce ?? ''
  const [problems = null] = usePolicyProblems(text === '' ? [] : [{ subject: { kind, policyName: 'ResourcePolicy', arn: shown }, document: text }])
  const asked = answer?.request.resource === shown ? answer : null
  const statement = asked === null ? undefined : statementIn(asked, 'resource')
  // A draft that does not read is not what was asked.
  const isShown = asked?.documents.some(({ source, isInForce }) => source === 'resource' && isInForce === (text === inForce)) === true
  const { problem, send } = useCall()
  const type = (document: string | undefined) => onDraft(shown, document)
  const button = `${controls.button} ${controls.small}`
  return (
    <div className={sheet.body}>
      <p className={sheet.hint}>{t('resource.hint')}</p>
      <SelectSetting name={t('resource.whose')} names={arns} chosen={shown} say={(each) => each.slice(each.indexOf(':stream/') + 1)} onChoose={setArn} />
      {text === '' ? (
        <p className={sheet.hint}>{t('resource.none')}</p>
      ) : (
        <PolicyEditor
          label={t('resource.document')}
          text={text}
          problems={problems}
          decided={decidedIn(statement, isShown)}
          onChange={type}
        />
      )}
      {asked === null || statement === undefined ? null : <StatementNote caller={caller} operation={operationOf(asked)} statement={statement} />}
      <div role="alert">
        {problem === null ? null : (
          <div className={sheet.refusal}>
            <CallRefusal refusal={problem} />
          </div>
        )}
      </div>
      <div className={sheet.acts}>
        <button type="button" className={button} onClick={() => type(sharedWith(kind, shown, accountId === OTHER_ACCOUNT ? '123456789012' : OTHER_ACCOUNT))}>
          {t('resource.template')}
        </button>
        <button
          type="button"
          className={`${button} ${controls.strong}`}
          disabled={text === '' || text === inForce || problems?.length !== 0}
          onClick={() => void send({ type: 'Call', operation: 'PutResourcePolicy', input: { ResourceARN: shown, Policy: text } }, () => type(undefined))}
        >
          PutResourcePolicy
        </button>
        <button type="button" className={button} disabled={inForce === null} onClick={() => void send({ type: 'Call', operation: 'DeleteResourcePolicy', input: { ResourceARN: shown } }, () => type(undefined))}>
          DeleteResourcePolicy
        </button>
        <button type="button" className={button} disabled={drafts[shown] === undefined} onClick={() => type(undefined)}>
          {t('resource.discard')}
        </button>
      </div>
    </div>
  )
}

function operationOf({ request: { action } }: AccessAnswer): OperationName {
  return action.slice(action.indexOf(':') + 1) as OperationName
}

/** Calls, and keeps what the service said where it refused. */
function useCall() {
  const { call } = useActions()
  const [problem, setProblem] = useState<{ exception: string; message: string } | null>(null)
  const send = async (command: CallCommand, onDone: () => void) => {
    const told = await call(command)
    setProblem(told?.kind === 'CallRefused' ? told : null)
    if (told?.kind === 'CallAccepted') onDone()
  }
  return { problem, send }
}
