/** The own policies of a stream and of its consumers: put and deleted by the API's calls, as anybody's would be. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallCommand } from '../../../engine/commands'
import type { ResourcePolicyView, StreamGuardView } from '../../../engine/door/guardsView'
import type { AccessAnswer } from '../../../engine/iam/accessAnswer'
import { useActions } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { PolicyEditor } from '../policy/PolicyEditor'
import { usePolicyProblems } from '../useGuards'
import { sharedWith } from './templates'

export interface ResourcePoliciesProps {
  stream: StreamGuardView
  policies: readonly ResourcePolicyView[]
  accountId: string
  answer: AccessAnswer | null
}

/** One that nobody here has. */
const OTHER_ACCOUNT = '210987654321'

export function ResourcePolicies({ stream, policies, accountId, answer }: ResourcePoliciesProps) {
  const { t } = useTranslation('security')
  const [arn, setArn] = useState(stream.arn)
  const [typed, setTyped] = useState<Partial<Record<string, string>>>({})
  const arns = [stream.arn, ...stream.consumers.map((consumer) => consumer.arn)]
  const shown = arns.includes(arn) ? arn : stream.arn
  const kind = shown === stream.arn ? 'stream' : 'consumer'
  const inForce = policies.find((policy) => policy.arn === shown)?.document ?? null
  const text = typed[shown] ?? inForce ?? ''
  const [problems = null] = usePolicyProblems(text === '' ? [] : [{ subject: { kind, policyName: 'ResourcePolicy', arn: shown }, document: text }])
  const decided = answer?.decidedBy?.source === 'resource' && answer.request.resource === shown ? answer.decidedBy : null
  const { problem, send } = useCall()
  const type = (document: string | undefined) => setTyped((all) => ({ ...all, [shown]: document }))
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
          decided={decided === null || decided.statementIndex === null ? null : { statementIndex: decided.statementIndex, isAllowed: decided.why === 'allow' }}
          onChange={type}
        />
      )}
      <div role="alert">
        {problem === null ? null : (
          <p className={sheet.refusal}>
            <strong>{problem.exception}</strong> {problem.message}
          </p>
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
        <button type="button" className={button} disabled={typed[shown] === undefined} onClick={() => type(undefined)}>
          {t('resource.discard')}
        </button>
      </div>
    </div>
  )
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
