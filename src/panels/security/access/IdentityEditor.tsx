/** The policies of one caller, written as JSON: nothing changes before all of them read, and somebody puts them in force. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IdentityView } from '../../../engine/door/guardsView'
import type { AccessAnswer } from '../../../engine/iam/accessAnswer'
import type { PolicySettings } from '../../../engine/iam/settings'
import type { PolicyProblem } from '../../../engine/refusalReasons'
import { useActions } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { Segments } from '../../settings/Segments'
import { TextSetting } from '../../settings/TextSetting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { PolicyEditor } from '../policy/PolicyEditor'
import { setDraft, setUndo } from '../securityStore'
import { useCallerName } from '../useGuards'
import { areSame, settingsOf } from './identityOf'
import { TemplatePicker } from './TemplatePicker'

export interface IdentityEditorProps {
  identity: IdentityView
  draft: PolicySettings[] | null
  /** Of each policy; null: it is being looked at. */
  problems: readonly (readonly PolicyProblem[] | null)[]
  streamArn: string
  vpcEndpointId: string | null
  answer: AccessAnswer | null
}

const POLICIES_MAX = 10

export function IdentityEditor({ identity, draft, problems, streamArn, vpcEndpointId, answer }: IdentityEditorProps) {
  const { t } = useTranslation('security')
  const { caller } = identity
  const policies = draft ?? identity.policies
  const [picked, setPicked] = useState<{ decider: string | null; index: number } | null>(null)
  const decided = answer?.decidedBy?.source === 'identity' ? answer.decidedBy : null
  const decider = decided?.policyName ?? null
  // What decides is what somebody wants to see, until they look at another one.
  const index = Math.min(picked !== null && (draft !== null || picked.decider === decider) ? picked.index : Math.max(0, indexOf(policies, decider)), policies.length - 1)
  const pick = (next: number) => setPicked({ decider, index: next })
  useEffect(() => {
    if (draft !== null && areSame(draft, identity.policies)) setDraft(caller, null)
  }, [draft, identity.policies, caller])
  const change = (next: PolicySettings[]) => setDraft(caller, next)
  const shown = policies[index]
  const decides = decided !== null && decided.statementIndex !== null && shown?.policyName === decided.policyName
  return (
    <div className={sheet.body}>
      <Who identity={identity} />
      {policies.length < 2 ? null : <Segments label={t('identity.which')} names={policies.map(({ policyName }) => policyName)} chosen={shown?.policyName ?? ''} say={(name) => name} onChoose={(name) => pick(indexOf(policies, name))} />}
      {shown === undefined ? (
        <p className={sheet.hint}>{t('identity.none')}</p>
      ) : (
        <PolicyEditor
          label={t('identity.document', { policy: shown.policyName })}
          text={shown.document}
          problems={problems[index] ?? null}
          decided={decides ? { statementIndex: decided.statementIndex ?? 0, isAllowed: decided.why === 'allow' } : null}
          onChange={(document) => {
            pick(index)
            change(policies.map((each, at) => (at === index ? { ...each, document } : each)))
          }}
        />
      )}
      <Acts identity={identity} draft={draft} isReady={problems.every((each) => each?.length === 0)} />
      <TemplatePicker
        policies={policies}
        subject={{ streamArn, vpcEndpointId: vpcEndpointId ?? 'vpce-0a1b2c3d4e5f67890' }}
        isFull={policies.length >= POLICIES_MAX}
        onUse={(next) => {
          change(next)
          pick(next.length - 1)
        }}
        onRemove={shown === undefined ? null : () => change(policies.filter((_, at) => at !== index))}
      />
    </div>
  )
}

function indexOf(policies: readonly PolicySettings[], name: string | null): number {
  return policies.findIndex(({ policyName }) => policyName === name)
}

function Who({ identity }: { identity: IdentityView }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  return (
    <>
      <Facts
        facts={[
          [t('identity.arn'), identity.arn],
          [t('identity.sourceIp'), identity.sourceIp],
        ]}
      />
      <TextSetting
        name={t('identity.account')}
        help={t('identity.accountHelp')}
        value={identity.accountId}
        onCommit={(accountId) => {
          setUndo(identity.caller, undefined)
          submit({ type: 'SetIdentity', caller: identity.caller, identity: { ...settingsOf(identity), accountId: accountId.trim() } })
        }}
      />
    </>
  )
}

function Acts({ identity, draft, isReady }: { identity: IdentityView; draft: PolicySettings[] | null; isReady: boolean }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const nameOf = useCallerName()
  const { caller } = identity
  const set = (next: PolicySettings[] | null) => {
    setUndo(caller, undefined)
    submit({ type: 'SetIdentity', caller, identity: next === null ? null : { ...settingsOf(identity), policies: next } })
  }
  return (
    <>
      <div className={sheet.acts}>
        <button type="button" className={`${controls.button} ${controls.small} ${controls.strong}`} disabled={draft === null || !isReady} onClick={() => set(draft)}>
          {t('identity.apply')}
        </button>
        <button type="button" className={`${controls.button} ${controls.small}`} disabled={draft === null} onClick={() => setDraft(caller, null)}>
          {t('identity.discard')}
        </button>
        <button
          type="button"
          className={`${controls.button} ${controls.small}`}
          disabled={identity.isDefault}
          onClick={() => {
            setDraft(caller, null)
            set(null)
          }}
        >
          {t('identity.reset')}
        </button>
      </div>
      <p className={sheet.hint} role="status">
        {draft === null ? t('identity.inForce', { caller: nameOf(caller) }) : t(isReady ? 'identity.notYet' : 'identity.cannot')}
      </p>
    </>
  )
}
