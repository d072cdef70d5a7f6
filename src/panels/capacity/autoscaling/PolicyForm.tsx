/** A policy by its fields; what is wrong stands at the field, whether the policy or one of its alarms has it wrong. */
import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { AutoscalingPolicy, ScalingDirection } from '../../../engine/autoscaling/settings'
import type { AccountCommand } from '../../../engine/commands'
import controls from '../../../widgets/controls.module.css'
import { Segments } from '../../settings/Segments'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Capacity.module.css'
import { Field, FieldProblem } from '../Field'
import type { SentCommand } from '../useCommand'
import { DIRECTIONS, FIRST_POLICY, POLICY_KINDS, policyDraftOf, readPolicy, RULE_FIELDS, type PolicyDraft, type RuleDraft } from './policyDraft'
import { StepFields } from './StepFields'

export type SetAutoscaling = Extract<AccountCommand, { type: 'SetAutoscaling' }>

export interface PolicyFormProps {
  streamName: string
  /** That is at work; null: none is. */
  policy: AutoscalingPolicy | null
  command: SentCommand<SetAutoscaling>
}

export function PolicyForm({ streamName, policy, command: { send, refusal, forget } }: PolicyFormProps) {
  const { t } = useTranslation('cloudWatch')
  const [draft, setDraft] = useState<PolicyDraft>(policy === null ? FIRST_POLICY : policyDraftOf(policy))
  const [noNumber, setNoNumber] = useState<readonly string[]>([])
  const change = (changed: Partial<PolicyDraft>) => {
    setDraft({ ...draft, ...changed })
    setNoNumber([])
    forget()
  }
  const refusedText = refusal === null ? '' : `${refusal.texts.why} ${refusal.texts.help}`
  const problemOf = (field: string) => (noNumber.includes(field) ? t('form.noNumber') : refusal?.field === field ? refusedText : null)
  const apply = (event: SubmitEvent) => {
    event.preventDefault()
    const read = readPolicy(draft)
    if ('policy' in read) send({ type: 'SetAutoscaling', streamName, policy: read.policy })
    else setNoNumber(read.noNumber)
  }
  const isAtNoField = refusal !== null && !isField(refusal.field ?? '')
  return (
    <form className={styles.form} aria-label={t('policy.title')} onSubmit={apply} noValidate>
      <div className={styles.whole}>
        <Segments label={t('policy.kind')} names={POLICY_KINDS} chosen={draft.kind} say={(kind) => t(`policy.kinds.${kind}`)} onChoose={(kind) => change({ kind })} />
        <p className={sheet.hint}>{t(`policy.kindMeans.${draft.kind}`)}</p>
      </div>
      <Field name={t('policy.minShards')} value={draft.minShards} problem={problemOf('minShards')} isNumber onChange={(minShards) => change({ minShards })} />
      <Field name={t('policy.maxShards')} value={draft.maxShards} problem={problemOf('maxShards')} isNumber onChange={(maxShards) => change({ maxShards })} />
      {DIRECTIONS.map((direction) => (
        <Rule key={direction} direction={direction} draft={draft} problemOf={problemOf} onChange={change} />
      ))}
      {draft.scalesIn ? (
        <div className={styles.whole}>
          <Field name={t('policy.iteratorAge')} value={draft.iteratorAgeMinutes} problem={problemOf('iteratorAgeMinutes')} isNumber onChange={(iteratorAgeMinutes) => change({ iteratorAgeMinutes })} />
        </div>
      ) : null}
      <div className={styles.whole}>
        <FieldProblem problem={isAtNoField ? refusedText : null} />
      </div>
      <div className={`${sheet.acts} ${styles.whole}`}>
        <button type="submit" className={`${controls.button} ${controls.strong} ${controls.small}`}>
          {t(policy === null ? 'policy.on' : 'policy.apply')}
        </button>
      </div>
    </form>
  )
}

const FIELDS: readonly string[] = ['minShards', 'maxShards', 'iteratorAgeMinutes', ...DIRECTIONS.flatMap((direction) => RULE_FIELDS.map((field) => `${direction}.${field}`))]

function isField(field: string): boolean {
  return FIELDS.includes(field) || DIRECTIONS.some((direction) => field.startsWith(`${direction}.steps`))
}

interface RuleProps {
  direction: ScalingDirection
  draft: PolicyDraft
  problemOf: (field: string) => string | null
  onChange: (changed: Partial<PolicyDraft>) => void
}

function Rule({ direction, draft, problemOf, onChange }: RuleProps) {
  const { t } = useTranslation('cloudWatch')
  const legend = t(`policy.${direction}`)
  const isOff = direction === 'scaleIn' && !draft.scalesIn
  const rule = draft[direction]
  const change = (changed: Partial<RuleDraft>) => onChange({ [direction]: { ...rule, ...changed } })
  return (
    <fieldset>
      <legend>{legend}</legend>
      {direction === 'scaleIn' ? (
        <label className={`${controls.check} ${styles.whole}`}>
          <input type="checkbox" checked={draft.scalesIn} onChange={(event) => onChange({ scalesIn: event.target.checked })} />
          {t('policy.scalesIn')}
        </label>
      ) : null}
      {isOff ? null : RULE_FIELDS.map((field) => <Field key={field} name={t(`policy.field.${field}`)} group={legend} value={rule[field]} problem={problemOf(`${direction}.${field}`)} isNumber onChange={(value) => change({ [field]: value })} />)}
      {isOff || draft.kind === 'lambda' ? null : <StepFields direction={direction} legend={legend} rule={rule} problemOf={problemOf} onChange={change} />}
    </fieldset>
  )
}
